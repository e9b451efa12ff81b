import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { renderJson } from "../../src/report/json.ts";
import { mapStrings } from "../../src/report/map-strings.ts";
import { seal } from "../../src/report/seal.ts";
import { renderText } from "../../src/report/text.ts";
import { measure } from "../../src/report/wrap.ts";
import { buildLink, buildReport, TENANT, VM_ID } from "./fixture.ts";

const report = seal(buildReport({ lab: { scenario: "leftover-secret" }, complete: false }), []);
const widths = Array.from({ length: 171 }, (_, index) => index + 30);

/** Texts of the report that may be wider than a page, and nothing else. */
const NEVER_CUT =
  /[\w-]+:\/\/\S+|\/subscriptions\/\S+|[\w-]{36}|docs\/\S+|\S*\.\S+|'[^']+'|\S+_\S+|--\S+|\S+-\S+/;

describe("width", () => {
  test.each(widths)("%i columns: only what may never be cut goes beyond", (width) => {
    for (const short of [false, true]) {
      for (const line of renderText(report, { width, short }).split("\n")) {
        if (measure(line) <= width) continue;
        const words = line.match(/'[^']*'|\S+/g) ?? [];
        const longest = words.reduce((one, other) => (other.length > one.length ? other : one), "");
        expect(longest).toMatch(NEVER_CUT);
        // Beside it stands its margin, and what belongs to it: a level, an SDK, a backslash.
        expect(measure(line) - longest.length).toBeLessThan(24);
      }
    }
  });

  test.each(widths)("%i columns: every id is whole", (width) => {
    const text = renderText(report, { width });
    for (const id of [TENANT, VM_ID, "88888888-8888-4888-8888-888888888888"]) expect(text).toContain(id);
  });

  test("at 80 columns no ordinary line goes beyond", () => {
    const long = renderText(report)
      .split("\n")
      .filter((line) => line.length > 80);
    expect(long.every((line) => line.includes("/subscriptions/"))).toBe(true);
  });

  test.each([undefined, Number.NaN, Infinity, -1, 0, 1, 29.5])("%s is a width too", (width) => {
    expect(renderText(report, width === undefined ? {} : { width })).toMatch(/^LAB/);
  });
});

describe("bytes", () => {
  test("the same report gives the same ones, and no trailing blanks", () => {
    const copy = seal(buildReport({ lab: { scenario: "leftover-secret" }, complete: false }), []);
    for (const options of [{}, { width: 40, unicode: true }, { colour: true }, { short: true }]) {
      expect(renderText(copy, options)).toBe(renderText(report, options));
    }
    expect(renderText(report)).not.toMatch(/ \n/);
    expect(renderText(report).endsWith("\n")).toBe(true);
  });

  test("ASCII unless Unicode is asked for", () => {
    const foreign = seal(
      buildReport({ links: [buildLink("environment", { reason: "Größe \u{1f600} 3" })] }),
      [],
    );
    expect(renderText(report)).toMatch(/^[\x20-\x7e\n]*$/);
    expect(renderText(foreign)).toMatch(/^[\x20-\x7e\n]*$/);
    expect(renderText(foreign)).toContain("Gr\\xf6\\xdfe \\u{1f600} 3");
    expect(renderText(foreign, { unicode: true })).toContain("Größe \u{1f600} 3");
    expect(renderText(report, { unicode: true })).toContain("\u2190 winner");
  });

  test("colours only when asked for; without them the same text", () => {
    const escape = String.fromCharCode(27);
    expect(renderText(report)).not.toContain(escape);
    for (const width of [30, 60, 80, 120]) {
      const coloured = renderText(report, { colour: true, width });
      expect(coloured).toContain(`${escape}[32m`);
      expect(coloured.replaceAll(new RegExp(`${escape}\\[\\d+m`, "g"), "")).toBe(
        renderText(report, { width }),
      );
    }
  });
});

describe("short", () => {
  test("the verdict, slugs and versions in less than 4,096 bytes", () => {
    const text = renderText(report, { short: true });
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    for (const part of [
      "VERDICT",
      "exit code 3",
      "environment-shadows-managed-identity",
      "credprobe 0.1.0",
      report.findings[0]!.fixes[0]!.commands[0]!,
      `tenant ${TENANT}`,
    ]) {
      expect(text).toContain(part);
    }
    expect(text.replaceAll(/\s+/g, " ")).toContain(report.findings[0]!.cause);
    const places = ["\nFINDINGS\n", "\nACCESS\n", "\nTOKEN\n", "\nFOR A TICKET\n", "\nCHAINS\n"];
    const found = places.map((title) => text.indexOf(title));
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    expect(found).not.toContain(-1);
  });

  test("of a target that a setting names, the row of the connection's own identity, and marked so", () => {
    const built = buildReport();
    const discovered = { setting: "Archive__blobServiceUri", credential: "managedidentity" };
    const targets = built.targets.map((target) => ({
      ...target,
      ...{ discovered, connectionLink: "managed-identity-system" as const },
    }));
    const lines = renderText(seal({ ...built, targets }, []), { short: true }).split("\n");
    const rows = lines.filter((line) => /^ {4}(?:allowed|denied-rbac) /.test(line));
    expect(rows).toEqual([expect.stringMatching(/read +managed-identity-system +<- this connection$/)]);
  });

  test("whole lines are left out, and counted", () => {
    const [finding] = report.findings;
    const many = seal({ ...buildReport(), findings: Array(200).fill(finding) }, []);
    const text = renderText(many, { short: true, unicode: true });
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    expect(Buffer.byteLength(text)).toBeGreaterThan(3900);
    expect(text).toMatch(/\n\.\.\. \(\d+ more lines\)\n$/);
  });
});

describe("hostile strings", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "\u001b[2J",
      "\r\nVERDICT  all fine",
      "\u202e",
      "a\tb",
      "'",
      '"',
      "\\",
      "",
      " ",
      "\n",
      "|",
      "\u0000",
    ),
    fc.constantFrom("x".repeat(3000), "\u4e00".repeat(500), "a ".repeat(500), "-".repeat(200), "[31mx"),
  );

  test("write no control character, fake no line, and never throw", () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 30, max: 200 }),
        fc.boolean(),
        fc.boolean(),
        (texts, width, unicode, short) => {
          let next = 0;
          // Every text of the report, one after another; words of the schema too, as in a damaged file.
          const damaged = mapStrings<Report>(buildReport(), (text, { holder }) =>
            holder === "" ? text : `${text}${texts[next++ % texts.length]}`,
          );
          const broken = seal(damaged, []);
          const text = renderText(broken, { width, unicode, short });
          expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          if (!unicode) expect(text).toMatch(/^[\x20-\x7e\n]*$/);
          const titles = text.split("\n").filter((line) => line.startsWith("VERDICT"));
          expect(titles).toHaveLength(1);
          expect(renderJson(broken)).toMatch(/^\{\n/);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  test("a newline does not make lines of its own", () => {
    const links = [buildLink("environment", { reason: "a\nVERDICT  all fine" })];
    expect(renderText(seal(buildReport({ links }), []))).toContain("    a\\nVERDICT all fine\n");
  });
});

describe("JSON", () => {
  test("is the report, its keys in the order of the schema", () => {
    const text = renderJson(report);
    expect(JSON.parse(text)).toEqual(report);
    expect(text.endsWith("}\n")).toBe(true);
    const shuffled = Object.fromEntries(Object.entries(buildReport()).toReversed()) as Report;
    expect(renderJson(seal(shuffled, []))).toBe(renderJson(seal(buildReport(), [])));
    expect(Object.keys(JSON.parse(text) as object).slice(0, 3)).toEqual([
      "schemaVersion",
      "tool",
      "startedAt",
    ]);
  });

  test("a report that does not fit the schema is still printed", () => {
    const damaged = seal({ ...buildReport(), startedAt: "yesterday" }, []);
    expect(JSON.parse(renderJson(damaged))).toMatchObject({ startedAt: "yesterday" });
  });
});
