import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { renderJson } from "../../src/report/json.ts";
import { seal, sealEvidence } from "../../src/report/seal.ts";
import { SECRET_PATTERNS } from "../../src/report/secret-patterns.ts";
import { renderText } from "../../src/report/text.ts";
import { effort } from "../support/effort.ts";
import { buildLink, buildReport } from "./fixture.ts";
import { ENCODINGS, HOSTILE_UNITS, KNOWN, SECRET, sealed, withText } from "./sealing.ts";

describe("redactions", () => {
  test("are sorted, without doubles, and point into the report", () => {
    const text = `${SECRET} ${SECRET} eyJGQUtFMHNlY3JldCI6MX0.eyJGQUtFMHNlY3JldCI6MX0.FAKE`;
    const report = buildReport({ links: [buildLink("environment", { reason: text, title: `a ${SECRET}` })] });
    expect(seal(report, KNOWN).redactions).toEqual([
      { where: "/links/0/reason", kind: "AZURE_CLIENT_SECRET" },
      { where: "/links/0/reason", kind: "token" },
      { where: "/links/0/title", kind: "AZURE_CLIENT_SECRET" },
    ]);
  });

  test("of an earlier sealing are kept, and its marks are left alone", () => {
    const once = seal(withText(`client_secret=${SECRET}&a=b http://u:p@host ${SECRET}`), KNOWN);
    expect(once.redactions.length).toBeGreaterThan(0);
    expect(seal(once, [])).toEqual(once);
    expect(seal(once, KNOWN)).toEqual(once);
  });

  test("a text that only looks like a mark protects nothing", () => {
    expect(sealed("password=[removed:FAKE]")).not.toContain("FAKE");
    expect(sealed("[removed: FAKEsecret]", [{ name: "S", value: "FAKEsecret" }])).toBe(
      "[removed: [removed: S]]",
    );
    const report = buildReport({ redactions: [{ where: "/x", kind: "FAKEsecret" }] });
    expect(JSON.stringify(seal(report, [{ name: "S", value: "FAKEsecret" }]))).not.toContain("FAKEsecret");
  });
});

describe("marks", () => {
  const secrets = [
    { name: "LONG", value: "FAKE-first FAKE-second" },
    { name: "SHORT", value: "FAKE-second FAKE-third" },
    { name: "INNER", value: "FAKE-first" },
  ];

  test("what overlaps is one, named by the longer secret, or by that which was given first", () => {
    expect(sealed("a FAKE-first FAKE-second FAKE-third b", secrets)).toBe("a [removed: LONG] b");
    expect(sealed("a FAKE-first FAKE-second FAKE-third b", secrets.toReversed())).toBe(
      "a [removed: SHORT] b",
    );
    expect(sealed("a FAKE-first FAKE-first b", secrets)).toBe("a [removed: INNER] [removed: INNER] b");
    expect(sealed("FAKE-firstFAKE-first", secrets)).toBe("[removed: INNER][removed: INNER]");
  });

  test("a known secret names what looks like another kind, too", () => {
    expect(sealed("password=FAKE-first&x=1", secrets)).toBe("password=[removed: INNER]&x=1");
    expect(sealed("password=FAKE-first-and-more&x=1", secrets)).toBe("password=[removed: INNER]&x=1");
  });

  test("a name stands in a mark where it is plain: up to 64 letters, digits, blanks, dots and dashes", () => {
    const named = (name: string) => sealed("FAKE-first", [{ name, value: "FAKE-first" }]);
    for (const name of ["A_B", "a.b-c d", "x".repeat(64)]) expect(named(name)).toBe(`[removed: ${name}]`);
    for (const name of ["", "a]b", "a\nb", "x".repeat(65), "A=1", "A:", ":A"])
      expect(named(name)).toBe("[removed: secret]");
    // One secret's name may be another's value.
    expect(
      sealed("FAKE-first", [
        { name: "FAKE-other", value: "FAKE-first" },
        { name: "B", value: "FAKE-other" },
      ]),
    ).toBe("[removed: secret]");
  });

  test("a mark whose words are known protects itself, and nothing beside it", () => {
    expect(sealed("password=[removed: token]")).toBe("password=[removed: token]");
    expect(sealed("[removed: INNER] FAKE-first", secrets)).toBe("[removed: INNER] [removed: INNER]");
  });

  test("a whole value under the name of a secret goes, and its mark stays", () => {
    const of = (value: string, known: typeof secrets = []) => {
      const report = buildReport();
      const headers = { authorization: value, "x-ms-x": value };
      const exchange = {
        ...{ method: "GET", url: "http://localhost/", startedAt: report.startedAt, durationMs: 1 },
        ...{ requestHeaders: headers, responseHeaders: {} },
      };
      const result = seal(
        buildReport({ links: [buildLink("environment", { exchanges: [exchange] })] }),
        known,
      );
      return result.links[0]?.exchanges[0]?.requestHeaders["authorization"];
    };
    expect(of("FAKE")).toBe("[removed: authorization]");
    expect(of("")).toBe("");
    expect(of("succeeded")).toBe("[removed: authorization]");
    expect(of("[removed: token]")).toBe("[removed: token]");
    expect(of("[removed: token] FAKE")).toBe("[removed: authorization]");
    expect(of("FAKE [removed: token]")).toBe("[removed: authorization]");
    expect(of("[removed: Nobody]")).toBe("[removed: authorization]");
  });

  test("what was taken out of a text is told once for each kind, in the order of places", () => {
    const report = buildReport({
      sdkLog: ["b FAKE-first FAKE-first", "a"],
      links: [buildLink("environment", { reason: "FAKE-first eyJGQUtFMHNlY3JldCI6", title: "a" })],
      redactions: [
        { where: "/z", kind: "token" },
        { where: "/a", kind: "token" },
        { where: "/a", kind: "client secret" },
        { where: "/a", kind: "token" },
      ],
    });
    expect(seal(report, secrets).redactions).toEqual([
      { where: "/a", kind: "client secret" },
      { where: "/a", kind: "token" },
      { where: "/links/0/reason", kind: "INNER" },
      { where: "/links/0/reason", kind: "token" },
      { where: "/sdkLog/0", kind: "INNER" },
      { where: "/z", kind: "token" },
    ]);
  });

  test("what was taken out of the list of redactions has no row of its own", () => {
    const report = buildReport({ redactions: [{ where: "/links/0/FAKE-first", kind: "is FAKE-first" }] });
    expect(seal(report, secrets).redactions).toEqual([
      { where: "/links/0/[removed: INNER]", kind: "is [removed: INNER]" },
    ]);
  });

  test("evidence is sealed as a report is, with rows of its own", () => {
    const {
      verdict: _,
      findings: __,
      works: ___,
      redactions: ____,
      ...evidence
    } = buildReport({ sdkLog: ["FAKE-first"] });
    const sealedOnce = sealEvidence(evidence, secrets);
    expect(sealedOnce.evidence.sdkLog).toEqual(["[removed: INNER]"]);
    expect(sealedOnce.redactions).toEqual([{ where: "/sdkLog/0", kind: "INNER" }]);
  });
});

describe("hostile text", () => {
  const secrets = [{ name: "S", value: `${"FAKE".repeat(20)}!` }];

  test.each(HOSTILE_UNITS)("1 MB of %j takes a moment", (unit) => {
    const text = unit.repeat(Math.ceil(effort(1e6, 5e3) / unit.length));
    const started = performance.now();
    const once = sealed(text, secrets);
    // A second or two; what is quadratic takes minutes. The room is for a busy machine.
    expect(performance.now() - started).toBeLessThan(40_000);
    expect(once).toBeTypeOf("string");
  });

  test.each(HOSTILE_UNITS)("sealing %j twice changes nothing", (unit) => {
    for (const count of [1, 2, 7, effort(500, 20)]) {
      const once = seal(withText(unit.repeat(count)), secrets);
      expect(seal(once, secrets)).toEqual(once);
    }
  });
});

describe("properties", () => {
  let known: string | undefined;
  const words = () => (known ??= JSON.stringify(buildReport()) + renderText(seal(buildReport(), [])));
  const secretText = fc
    .string({
      unit: fc.constantFrom(..."FAKEsecret0189+/=&%\\\"'<>;:@?#._~-{}[] \t\nüé€😀"),
      minLength: 8,
      maxLength: 60,
    })
    .filter((text) => text.trim().length >= 8 && !words().includes(text.trim()));
  const around = fc.constantFrom(
    "",
    " ",
    "x",
    '"',
    "=",
    "secret=",
    "password=",
    "client_secret=",
    "http://u:",
  );
  const encoding = fc.constantFrom(...Object.keys(ENCODINGS));
  const places: readonly ((text: string) => Report)[] = [
    withText,
    (text) => buildReport({ sdkLog: ["line", text] }),
    (text) => buildReport({ verdict: { exitCode: 0, headline: text, detail: text } }),
    (text) => buildReport({ lab: { scenario: text } }),
    (text) => {
      const report = buildReport();
      return {
        ...report,
        host: { ...report.host, proxy: { [text]: text }, evidence: [{ what: "x", value: text }] },
      };
    },
    (text) => {
      const report = buildReport();
      return {
        ...report,
        findings: report.findings.map((finding) => ({
          ...finding,
          cause: text,
          fixes: [{ what: text, commands: [text, `a ${text} b`] }],
        })),
      };
    },
  ];

  test("a known secret never comes out, wherever and however it stands", () => {
    fc.assert(
      fc.property(
        secretText,
        encoding,
        around,
        around,
        fc.constantFrom(...places),
        (value, name, before, after, place) => {
          const encode = ENCODINGS[name] ?? String;
          const planted = encode(value);
          const secrets = [{ name: "AZURE_CLIENT_SECRET", value }];
          const report = seal(place(before + planted + after), secrets);
          const needles = [value, value.trim(), JSON.stringify(value.trim()).slice(1, -1)];
          if (!name.startsWith("base64"))
            needles.push(planted.trim(), JSON.stringify(planted.trim()).slice(1, -1));
          const output = JSON.stringify(report);
          const text = renderText(report, { width: 500, unicode: true });
          for (const needle of needles) {
            expect(output).not.toContain(needle);
            expect(text).not.toContain(needle);
          }
          expect(renderJson(report)).not.toContain(JSON.stringify(value.trim()).slice(1, -1));
          expect(seal(report, secrets)).toEqual(report);
          expect(seal(report, [])).toEqual(report);
        },
      ),
      { numRuns: effort(400, 20) },
    );
  }, 60_000);

  test("sealing any text twice is sealing it once", () => {
    const piece = fc.oneof(
      fc.constantFrom(...HOSTILE_UNITS, ...SECRET_PATTERNS.flatMap(({ samples }) => samples)),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const secrets = [{ name: "S", value: "FAKE0secret" }];
        const once = seal(withText(pieces.join("")), secrets);
        expect(seal(once, secrets)).toEqual(once);
        expect(seal(once, [])).toEqual(once);
        expect(JSON.stringify(once)).not.toContain("FAKE0secret");
      }),
      { numRuns: effort(400, 20) },
    );
  }, 60_000);
});
