import * as z from "zod/mini";
import { describe, expect, test } from "vitest";
import { escapeText } from "../../src/model/escape-text.ts";
import { reportSchema, type Report } from "../../src/model/report.ts";
import { formsOf } from "../../src/report/known-secrets.ts";
import { seal } from "../../src/report/seal.ts";
import { buildReport } from "./fixture.ts";
import { ENCODINGS, KNOWN, SECRET, sealed } from "./sealing.ts";

describe("the forms of a secret", () => {
  const forms = (value: string) => formsOf({ name: "S", value });

  test("short ones are whole texts, others are looked for inside", () => {
    expect(forms("abc")).toMatchObject({ whole: ["abc"], inside: [], base64: [] });
    expect(forms("abcd")).toMatchObject({ whole: [], base64: [] });
    expect(forms("abcd").inside).toEqual(["abcd"]);
    expect(forms(" ")).toMatchObject({ whole: [], inside: [] });
  });

  test("with and without its quotation marks and spaces", () => {
    expect(forms(' "FAKEq" ').inside).toEqual(expect.arrayContaining([' "FAKEq" ', '"FAKEq"', "FAKEq"]));
  });

  test("as JSON writes it, without the quotation marks around it", () => {
    expect(forms('FA"KE').inside).toContain('FA\\"KE');
    expect(forms('FA"KE').inside).not.toContain('"FA\\"KE"');
  });

  test("in both alphabets of base64", () => {
    const encoded = "fn5+fn5+fn5+";
    expect(forms("~~~~~~~~~").base64).toEqual(expect.arrayContaining([encoded, "fn5-fn5-fn5-"]));
  });

  test("no more than what belongs to its base64 is removed", () => {
    const value = "FAKEsecret12";
    const text = `got ${Buffer.from(value).toString("base64")}A=== there`;
    expect(sealed(text, [{ name: "S", value }])).toBe("got [removed: S]= there");
  });
});

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

  test("where a text was cut nothing short of four characters is a beginning, and nothing before it goes", () => {
    const secrets = [{ name: "S", value: "FAKE-secret" }];
    const cut = (kept: string) => sealed(`${kept}... (9 more characters)`, secrets);
    expect(cut("is FAKE")).toBe("is [removed: S]... (9 more characters)");
    expect(cut("FAKE")).toBe("[removed: S]... (9 more characters)");
    expect(cut("is FAK")).toBe("is FAK... (9 more characters)");
    expect(cut("is FAKE-secret")).toBe("is [removed: S]... (9 more characters)");
    expect(cut("is FAKE, that")).toBe("is FAKE, that... (9 more characters)");
    expect(sealed("is FAKE... (many more characters)", secrets)).toBe("is FAKE... (many more characters)");
    expect(sealed("is FAKE... (12 more characters) ", secrets)).toBe("is FAKE... (12 more characters) ");
    expect(sealed("is FAKE... (12 more characters)", secrets)).toBe(
      "is [removed: S]... (12 more characters)",
    );
  });

  test("a text of 1,000 characters may have been cut without a word", () => {
    const secrets = [{ name: "S", value: "FAKE-secret" }];
    const ending = (length: number, end: string) => `${".".repeat(length - end.length)}${end}`;
    expect(sealed(ending(1000, "FAKE-"), secrets)).toBe(`${".".repeat(995)}[removed: S]`);
    expect(sealed(ending(1001, "FAKE-"), secrets)).toBe(`${".".repeat(996)}[removed: S]`);
    expect(sealed(ending(999, "FAKE-"), secrets)).toBe(ending(999, "FAKE-"));
    expect(sealed(ending(1000, "FAK"), secrets)).toBe(ending(1000, "FAK"));
    expect(sealed(ending(1500, "FAKE-secret"), secrets)).toBe(`${".".repeat(1489)}[removed: S]`);
    expect(sealed(ending(1500, "FAKE-secret."), secrets)).toBe(`${".".repeat(1488)}[removed: S].`);
  });

  test.each(["FAKEsecre", "FAKEsecret", "FAKEsecret1"])(
    "the base64 of %s goes with its ends, and nothing else",
    (value) => {
      const secrets = [{ name: "S", value }];
      for (const [before, after] of [
        ["", ""],
        ["ab", ""],
        ["a", ""],
        ["abc", "abc"],
      ] as const) {
        const encoded = Buffer.from(before + value + after).toString("base64");
        const found = sealed(`it is (${encoded}) here`, secrets);
        expect(found).toMatch(/^it is \([A-Za-z0-9]{0,4}\[removed: S\][A-Za-z0-9]{0,4}=*\) here$/);
        if (before === "" && after === "") expect(found).toBe("it is ([removed: S]) here");
      }
      const plain = Buffer.from(value).toString("base64").replace(/=+$/, "");
      expect(sealed(`${plain}=====`, secrets)).toMatch(/^\[removed: S\]={1,4}$/);
      expect(sealed(`=${plain}`, secrets)).toBe("=[removed: S]");
    },
  );

  test("what is looked for inside a text has four characters, its codes eight, its lines sixteen", () => {
    const of = (value: string, text: string) => sealed(text, [{ name: "S", value }]);
    expect(of("F~KE", "an F~KE b")).toBe("an [removed: S] b");
    expect(of("F~K", "an F~K b")).toBe("an F~K b");
    const hex = (value: string) => `an ${Buffer.from(value).toString("hex")} b`;
    expect(of("FAKEcode", hex("FAKEcode"))).toBe("an [removed: S] b");
    expect(of("FAKEcod", hex("FAKEcod"))).toBe(hex("FAKEcod"));
    const base64 = (value: string) => `an ${Buffer.from(value).toString("base64")} b`;
    expect(of("FAKEcode", base64("FAKEcode"))).toBe("an [removed: S] b");
    expect(of("FAKEcod", base64("FAKEcod"))).toBe(base64("FAKEcod"));
    const line = (length: number) => "FAKE".repeat(8).slice(0, length);
    const file = (length: number) => `-----FAKE key-----\n${line(length)}\n-----end-----`;
    expect(of(file(16), `an ${line(16)} b`)).toBe("an [removed: S] b");
    expect(of(file(15), `an ${line(15)} b`)).toBe(`an ${line(15)} b`);
    // Blanks make no line long.
    expect(of(`first\n${" ".repeat(12)}FAKE\nlast`, `${" ".repeat(12)}FAKE b`)).toBe(
      `${" ".repeat(12)}FAKE b`,
    );
  });

  test("line ends as another system writes them", () => {
    expect(sealed("is FAKEa\nFAKEb here", [{ name: "S", value: "FAKEa\r\nFAKEb" }])).toBe(
      "is [removed: S] here",
    );
  });

  test("blanks around a secret are no part of it, and those inside are", () => {
    for (const value of [" FAKE it is ", "\n`FAKE it is`\n", "\u200bFAKE it is\u200b"])
      expect(sealed("(FAKE it is)", [{ name: "S", value }])).toBe("([removed: S])");
    expect(sealed("an FAKE it  is b", [{ name: "S", value: "FAKE it is" }])).toBe("an FAKE it  is b");
    expect(sealed("a ' in 'it", [{ name: "S", value: "'" }])).toBe("a ' in 'it");
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
