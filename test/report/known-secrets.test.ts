import * as z from "zod/mini";
import { describe, expect, test } from "vitest";
import { escapeText } from "../../src/model/escape-text.ts";
import { reportSchema, type Report } from "../../src/model/report.ts";
import { seal } from "../../src/report/seal.ts";
import { buildReport } from "./fixture.ts";
import { ENCODINGS, KNOWN, SECRET, sealed } from "./sealing.ts";

describe("known secrets", () => {
  test.each(Object.entries(ENCODINGS))("%s", (name, encode) => {
    const planted = encode(SECRET);
    const text = sealed(`before ${planted} after`, KNOWN);
    expect(text).not.toContain(planted);
    // Around a core of base64 a few characters of its neighbours may stay; nothing else does.
    if (!name.startsWith("base64"))
      expect(text).toMatch(/^before [\\"]*\[removed: AZURE_CLIENT_SECRET\][\\"]* after$/);
    expect(text).toMatch(/^before .{0,10}\[removed: AZURE_CLIENT_SECRET\].{0,6} after$/);
  });

  test.each(["raw", "url", "url, lower case", "form", "json", "escapeText"])(
    "%s, after half an escape",
    (name) => {
      const value = "FAbad secret/\\x";
      const planted = ENCODINGS[name]?.(value) ?? value;
      for (const before of ["%", "\\", "%4", "\\x4", "&", "\\u{"]) {
        expect(sealed(before + planted, [{ name: "S", value }])).not.toContain(planted);
      }
    },
  );

  test("a quoted secret, without its quotes", () => {
    for (const value of ['"FAKEquoted"', "'FAKEquoted'", '\ufeff"FAKEquoted" ']) {
      expect(sealed("got FAKEquoted there", [{ name: "Q", value }])).toBe("got [removed: Q] there");
    }
  });

  test("inside other text, several times, next to each other", () => {
    expect(sealed("xFAKEpasswordFAKEpasswordy", [{ name: "P", value: "FAKEpassword" }])).toBe(
      "x[removed: P][removed: P]y",
    );
  });

  test("of two that overlap, the longer names the mark", () => {
    const secrets = [
      { name: "SHORT", value: "FAKEpart" },
      { name: "LONG", value: "the whole FAKEpart value" },
    ];
    expect(sealed("is the whole FAKEpart value here, FAKEpart there", secrets)).toBe(
      "is [removed: LONG] here, [removed: SHORT] there",
    );
  });

  test("under four characters only as a whole", () => {
    const secrets = [{ name: "PIN", value: "xyz" }];
    expect(sealed("xyz", secrets)).toBe("[removed: PIN]");
    expect(sealed(" xyz\n", secrets)).toBe("[removed: PIN]");
    expect(sealed("an xyz b", secrets)).toBe("an xyz b");
  });

  test.each(["", " ", "     ", "\n\n\n\n"])(
    "a secret without visible characters removes nothing: %j",
    (value) => {
      expect(seal(buildReport(), [{ name: "EMPTY", value }])).toEqual(buildReport());
    },
  );

  test("a line of a longer secret, such as a key file", () => {
    const value = "-----FAKE-----\nFAKEFAKEFAKEFAKE0001\r\nFAKEFAKEFAKEFAKE0002\n";
    expect(sealed("line FAKEFAKEFAKEFAKE0002 seen", [{ name: "KEY", value }])).toBe(
      "line [removed: KEY] seen",
    );
  });

  test("the beginning of a secret, where a text was cut", () => {
    const secrets = [{ name: "S", value: "FAKE-secret\twith a tab and an end" }];
    const text = `it is ${secrets[0]?.value}`;
    for (let length = 11; length < 38; length += 1) {
      const cut = sealed(escapeText(text, length), secrets);
      expect(cut).toMatch(/^it is \[removed: S\]\.\.\. \(\d+ more characters\)$/);
    }
    const long = `${"x".repeat(1000)} FAKE-sec`;
    expect(sealed(long, secrets)).toBe(`${"x".repeat(1000)} [removed: S]`);
  });

  test("a name that gives the secret away does not stand in the mark", () => {
    expect(sealed("is FAKE_placeholder", [{ name: "FAKE_placeholder", value: "FAKE_placeholder" }])).toBe(
      "is [removed: secret]",
    );
  });

  test("a secret that is a word of the schema damages no report", () => {
    for (const value of ["environment", "read", "public", "credprobe", "links", "name", "2026", "removed"]) {
      const report = seal(buildReport(), [{ name: "UNLUCKY", value }]);
      expect(z.safeParse(reportSchema, report).success).toBe(true);
      expect(seal(report, [])).toEqual(report);
    }
  });

  test("names of headers and claims are looked at too, and none is lost", () => {
    const [link] = buildReport().links;
    const token = {
      scope: "s",
      outcome: "succeeded",
      claims: { "FAKE-a": "1", "x FAKE-a": "2", "FAKE-b": "3" },
    };
    const report = buildReport({ links: [{ ...link, tokens: [token] } as Report["links"][number]] });
    const result = seal(report, [
      { name: "S", value: "FAKE-a" },
      { name: "S", value: "FAKE-b" },
    ]);
    expect(result.links[0]?.tokens[0]?.claims).toEqual({
      "[removed: S]": "1",
      "x [removed: S]": "2",
      "[removed: S] 2": "3",
    });
    expect(result.redactions).toEqual([{ where: "/links/0/tokens/0/claims", kind: "S" }]);
  });
});
