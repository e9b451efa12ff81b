import * as fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import { escapeControls } from "../../src/model/escape-text.ts";
import type { Report } from "../../src/model/report.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { code, fenced, markdownTable, prose } from "../../src/report/markdown-syntax.ts";
import { mapStrings } from "../../src/report/map-strings.ts";
import { seal } from "../../src/report/seal.ts";
import { APP_CLIENT_ID, buildLink, buildReport, CORRELATION_ID, TARGET_URL, TENANT } from "./fixture.ts";

/** As GitHub reads it, except that it also lets HTML through, so that a test sees it. */
function htmlOf(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

/** What a reader sees; `<` is a tag in micromark's output and nothing else. */
function textOf(html: string): string {
  return decoded(html.replaceAll(/<[^>]*>/g, ""));
}

function decoded(text: string): string {
  const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return text.replaceAll(/&(lt|gt|quot|amp);/g, (_, name: string) => entities[name] ?? "");
}

function words(text: string): string {
  return text
    .split(" ")
    .filter((word) => word !== "")
    .join(" ");
}

const MARKUP = [
  ...["@octocat", "#123", "owner/repo#1", "GH-1", ":smile:", "https://evil.example/", "www.evil.example"],
  ...["a@evil.example", "<b>x</b>", "<!--", "<details>", "</details>", "&lt;", "![x](http://evil.example)"],
  ...["[x]: http://evil.example", "[x](y)", "**x**", "_x_", "~~x~~", "`", "``", "```", "````sh", "|", "\\|"],
  ...["\\", "\\`", "- x", "1. x", "# x", "> x", "---", "===", "| - | - |", "[^1]", "[ ] x", "\tx", "$x$"],
  ...["4af60be1f1234567", "</summary>", "<img src=x onerror=y>", "- [x] y", "~~~", "0123456", " ", ""],
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...MARKUP), fc.string({ unit: "binary", maxLength: 20 })), { maxLength: 6 })
  .map((parts) => parts.join(" "));
/** As a renderer sees it. */
const shown = hostile.map((text) => escapeControls(text, { asciiOnly: false }));

describe("what is written as text stays that text", () => {
  test("prose: nothing but code and plain words, and every word is there", () => {
    fc.assert(
      fc.property(shown, (text) => {
        const html = htmlOf(prose(text));
        expect(words(textOf(html))).toBe(words(text));
        expect(html.match(/<(?!\/?(?:p|code)>)/)).toBeNull();
        expect(outsideCode(html)).toMatch(PLAIN);
      }),
      { numRuns: 500 },
    );
  });

  test("code", () => {
    fc.assert(
      fc.property(shown, (text) => {
        // A paragraph has no blanks at its ends, nor code of blanks alone.
        expect(
          textOf(htmlOf(`x ${code(text)} y`))
            .replace(/^x | y$/g, "")
            .trim(),
        ).toBe(text.trim());
      }),
      { numRuns: 500 },
    );
  });

  test("cells of a table", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(shown, shown), { minLength: 1, maxLength: 3 }), (rows) => {
        const table = markdownTable(
          ["one", "other", "end"],
          rows.map(([one, other]) => [prose(one), code(other), "x"]),
        );
        const html = htmlOf(table.join("\n"));
        const cells = html
          .split("<tr>")
          .slice(2)
          .map((row) =>
            Array.from(row.matchAll(/<td>(.*?)<\/td>/gs), ([, cell = ""]) => words(textOf(cell))),
          );
        const expected = rows.map((row) => row.map((text) => words(text.replaceAll("\\|", "\\ |"))));
        const isUsed = [0, 1].filter((at) => expected.some((row) => row[at] !== ""));
        expect(cells).toEqual(expected.map((row) => [...isUsed.map((at) => row[at]), "x"]));
      }),
      { numRuns: 300 },
    );
  });

  test("a fenced block", () => {
    fc.assert(
      fc.property(fc.array(shown, { minLength: 1, maxLength: 4 }), (lines) => {
        const html = htmlOf(`${fenced(lines, "sh").join("\n")}\n\nafter`);
        expect(html.match(/<pre>/g)).toHaveLength(1);
        expect(html).toMatch(/<\/pre>\n<p>after<\/p>$/);
        expect(textOf(html.replace(/\n<p>after<\/p>$/, "")).replace(/\n$/, "")).toBe(lines.join("\n"));
      }),
      { numRuns: 300 },
    );
  });
});

/** Outside code there is no character that Markdown, or GitHub beside it, makes anything of. */
const PLAIN = /^[\p{L}\d\s'"\u2019(),.;:!?-]*$/u;

function outsideCode(html: string): string {
  return textOf(html.replaceAll(/<code[^>]*>.*?<\/code>/gs, "x"));
}

const TAGS = /^(?:h3|h4|p|table|thead|tbody|tr|th|td|pre|code|ul|li|details|summary)$/;

function checkWhole(markdown: string): void {
  const html = htmlOf(markdown);
  for (const [, name = "", attributes = ""] of html.matchAll(/<\/?([^\s>]*)([^>]*)>/g)) {
    expect(name).toMatch(TAGS);
    expect(attributes).toMatch(/^(?: class="language-(?:sh|text)")?$/);
  }
  expect(outsideCode(html)).toMatch(PLAIN);
  const headings = Array.from(html.matchAll(/<h3>(.*?)<\/h3>/g), ([, title = ""]) => title);
  expect(headings).toEqual(
    headings.filter((title) => /^(?:Verdict|Links|Access|Chains|Findings)$/.test(title)),
  );
  expect(new Set(headings).size).toBe(headings.length);
}

describe("the whole report", () => {
  test("any texts in any place: no markup, no mention, no link, no control character", () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.boolean(),
        (texts, unicode, short) => {
          let next = 0;
          const damaged = mapStrings<Report>(buildReport({ sdkLog: ["x"] }), (text, { holder }) =>
            holder === "" ? text : `${text} ${texts[next++ % texts.length]}`,
          );
          const markdown = renderMarkdown(seal(damaged, []), { unicode, short });
          expect(markdown).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          checkWhole(markdown);
          if (short) expect(Buffer.byteLength(markdown)).toBeLessThan(4096);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  const report = seal(buildReport(), []);

  test("verdict first, then tables, findings with commands, and the rest folded", () => {
    const markdown = renderMarkdown(report);
    expect(markdown).toMatch(
      new RegExp(`^### Verdict\n\nThe app gets the service principal of the app \`${APP_CLIENT_ID}\``),
    );
    const html = htmlOf(markdown);
    expect(html.match(/<table>/g)).toHaveLength(3);
    expect(textOf(html)).toContain(TARGET_URL);
    expect(markdown).toContain(
      "| `environment`             | succeeded      | 312 ms | winner   | Entra gave a token for the client id in `AZURE_CLIENT_ID` |\n",
    );
    expect(markdown).toContain("```sh\nunset AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_CLIENT_SECRET\n```\n");
    expect(markdown).toContain("<details>\n<summary>For a ticket</summary>\n\n```text\n");
    expect(markdown).toMatch(
      /not tried: .*azure-cli, azure-powershell, azure-developer-cli \(hosted machine/,
    );
  });

  test("the same report gives the same bytes, whatever the width of the terminal", () => {
    expect(renderMarkdown(report, { width: 200, colour: true })).toBe(renderMarkdown(report));
  });

  test("the mark of a simulated host", () => {
    const markdown = renderMarkdown(seal(buildReport({ lab: { scenario: "leftover-secret" } }), []));
    expect(markdown).toMatch(
      /^### Verdict\n\nLAB: simulated Azure host, scenario leftover-secret\n\nThe app/,
    );
  });
});

describe("--short", () => {
  test("the verdict, findings, the probes that count, chains, versions", () => {
    const markdown = renderMarkdown(seal(buildReport(), []), { short: true });
    for (const part of [
      "(exit code 3)",
      "- error `environment-shadows-managed-identity`: Leftover",
      "- denied-rbac read as environment, `https://contosodata",
      `- environment (winner): service-principal, tenant \`${TENANT}\`, object id`,
      `- managed-identity-env: \`AADSTS700016\`, correlation id \`${CORRELATION_ID}\``,
      "- DefaultAzureCredential: environment wins: python `1.25.0`",
      "credprobe `0.1.0`",
    ])
      expect(markdown).toContain(part);
    expect(markdown).not.toContain("BlobNotFound");
    const [{ cause, fixes } = { cause: "", fixes: [] }] = buildReport().findings;
    expect(markdown.replaceAll("`", "")).toContain(cause);
    expect(markdown).toContain(`\n- fix: ${prose(fixes[0]!.what)}\n- \`${fixes[0]!.commands[0]}\`\n`);
  });

  test("a command that is too long for it is not there, rather than cut", () => {
    const [finding] = buildReport().findings;
    const fixes = [{ what: "Do", commands: [`az thing ${"x".repeat(800)}`] }];
    const markdown = renderMarkdown(seal(buildReport({ findings: [{ ...finding!, fixes }] }), []), {
      short: true,
    });
    expect(markdown).not.toContain("az thing");
  });

  test("long texts are shortened, whole lines are left out and counted", () => {
    const [finding] = buildReport().findings;
    const huge = { ...finding!, title: "\u4e00 ".repeat(3000) };
    const verdict = { exitCode: 3, headline: "# ".repeat(5000), detail: "\u{1f600}".repeat(5000) };
    for (const unicode of [false, true]) {
      const report = seal(buildReport({ findings: Array.from({ length: 200 }, () => huge), verdict }), []);
      const markdown = renderMarkdown(report, { short: true, unicode });
      expect(Buffer.byteLength(markdown)).toBeLessThan(4096);
      expect(markdown).toMatch(/^`# # #/);
      expect(markdown).toMatch(/\n\.\.\. \(\d+ more lines\)\n$/);
      checkWhole(markdown);
    }
  });
});

test("a link that has no reason leaves its cell empty", () => {
  const links = [
    buildLink("environment", { reason: "" }),
    buildLink("azure-cli", { outcome: "failed", reason: "x" }),
  ];
  expect(renderMarkdown(seal(buildReport({ links }), []))).toContain("|  |\n");
});
