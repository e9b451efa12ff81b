// Mutants that no test can tell from the product, or that none should, a row each:
//
//   file       below src/
//   line       the line on which the change begins, without its indentation
//   from, to   the text that is changed, and what it is changed into; lines of it are joined by one space
//   why        the reason

const CHALLENGE =
  "Every row with a challenge has a status, too, and where there is no exchange there is no status.";
const ANY_TEXT = "No expression of the tables fits either text.";

/** The runner counts a test file that cannot be loaded as one in which nothing failed. */
const NOT_LOADED = "No service can be loaded with it, and so no test.";
const SCHEME = String.raw`const scheme = /^([a-z]+:)\/\//i.exec(text)?.[1]?.toLowerCase() ?? "";`;

const ONE_GROUP = "Where the expression fits, one of its groups does.";
const SOONER = "It only saves time.";
const NEVER_REACHED = "Each round leaves fewer secrets: the limit is never reached.";

export const argued = [
  {
    file: "catalogue/url-parts.ts",
    line: 'const at = (HOST.test(first) ? rest.replace(/[?#].*/s, "") : rest).lastIndexOf("@");',
    from: '""',
    to: '"Stryker was here!"',
    why: "There is no @ in either text.",
  },
  {
    file: "report/decoded-views.ts",
    line: 'return [{ text: fromHex(braced ?? four ?? two ?? ""), length: all.length }];',
    from: '""',
    to: '"Stryker was here!"',
    why: ONE_GROUP,
  },
  {
    file: "report/decoded-views.ts",
    line: 'named ?? fromCode(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal));',
    from: '""',
    to: '"Stryker was here!"',
    why: ONE_GROUP,
  },
  {
    file: "report/decoded-views.ts",
    line: "if (!MAYBE_ENCODED.test(text)) return views;",
    from: "!MAYBE_ENCODED.test(text)",
    to: "false",
    why: SOONER,
  },
  {
    file: "report/decoded-views.ts",
    line: "const seen = new Set([text]);",
    from: "[text]",
    to: "[]",
    why: "Nothing that is undone gives the text itself again.",
  },
  {
    file: "report/decoded-views.ts",
    line: "if (read === 0) return undefined;",
    from: "read === 0",
    to: "false",
    why: "What comes then is the text itself, which is seen already.",
  },
  {
    file: "report/seal-text.ts",
    line: 'label: match[1] ?? "",',
    from: '""',
    to: '"Stryker was here!"',
    why: ONE_GROUP,
  },
  {
    file: "report/seal-text.ts",
    line: "if (clean.has(text)) return { text, labels: NONE };",
    from: "clean.has(text)",
    to: "false",
    why: SOONER,
  },
  {
    file: "report/seal-text.ts",
    line: "if (spans.length === 0) clean.add(text);",
    from: "spans.length === 0",
    to: "false",
    why: SOONER,
  },
  {
    file: "report/seal-text.ts",
    line: "for (let round = 0; round < MAX_ROUNDS; round += 1) {",
    from: "round < MAX_ROUNDS",
    to: "round <= MAX_ROUNDS",
    why: NEVER_REACHED,
  },
  {
    file: "report/seal-text.ts",
    line: "for (let round = 0; round < MAX_ROUNDS; round += 1) {",
    from: "round += 1",
    to: "round -= 1",
    why: NEVER_REACHED,
  },
  {
    file: "report/seal-text.ts",
    line: "if (changed === sealed) break;",
    from: "changed === sealed",
    to: "false",
    why: "The rounds that are left find nothing more.",
  },
  {
    file: "report/seal-text.ts",
    line: "const named = span.rank < last.rank ? span : last;",
    from: "span.rank < last.rank",
    to: "span.rank <= last.rank",
    why: "No two have the same rank.",
  },
  {
    file: "catalogue/clouds.ts",
    line: "return url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;",
    from: "url !== undefined",
    to: "true",
    why: "Without the condition it is the text `undefined`, which is no URL.",
  },
  {
    file: "catalogue/row-of-answer.ts",
    line: 'row.challenge.test(exchange?.responseHeaders["www-authenticate"] ?? "")) &&',
    from: "exchange?.responseHeaders",
    to: "exchange.responseHeaders",
    why: CHALLENGE,
  },
  {
    file: "catalogue/row-of-answer.ts",
    line: 'row.challenge.test(exchange?.responseHeaders["www-authenticate"] ?? "")) &&',
    from: '""',
    to: '"Stryker was here!"',
    why: ANY_TEXT,
  },
  {
    file: "catalogue/row-of-answer.ts",
    line: '(row.body === undefined || row.body.test(exchange?.errorBody ?? "")) &&',
    from: '""',
    to: '"Stryker was here!"',
    why: ANY_TEXT,
  },
  {
    file: "catalogue/row-of-answer.ts",
    line: 'return ask.kind === "registry" ? ask.action : undefined;',
    from: 'ask.kind === "registry"',
    to: "true",
    why: "Only a registry's question has an action.",
  },
  {
    file: "catalogue/host-forms.ts",
    line: "export function below(label: RegExp, ...suffixes: readonly string[]): HostForm[] {",
    from: "{ return suffixes.map((suffix) => ({ suffix, label })); }",
    to: "{}",
    why: NOT_LOADED,
  },
  {
    file: "catalogue/host-forms.ts",
    line: "return suffixes.map((suffix) => ({ suffix, label }));",
    from: "(suffix) => ({ suffix, label })",
    to: "() => undefined",
    why: NOT_LOADED,
  },
  {
    file: "catalogue/host-forms.ts",
    line: 'return forms.map((form) => ("host" in form ? form : { ...form, shown }));',
    from: '"host"',
    to: '""',
    why: "A form that is one host is shown as that host, whatever else it holds.",
  },
  {
    file: "catalogue/match-target.ts",
    line: SCHEME,
    from: "/^([a-z]+:)\\/\\//i.exec(text)?.[1]?.toLowerCase",
    to: "/^([a-z]+:)\\/\\//i.exec(text)?.[1].toLowerCase",
    why: "Where the expression fits, its group does.",
  },
  {
    file: "catalogue/match-target.ts",
    line: SCHEME,
    from: '""',
    to: '"Stryker was here!"',
    why: "Neither text is a scheme.",
  },
  {
    file: "catalogue/match-target.ts",
    line: "const OTHER_SCHEMES = new Set(services.flatMap(({ schemes = [] }) => schemes));",
    from: "[]",
    to: '["Stryker was here"]',
    why: "No target has a scheme of that form.",
  },
  {
    file: "catalogue/match-target.ts",
    line: 'const part = parse(parsed.pathname, "");',
    from: '""',
    to: '"Stryker was here!"',
    why: "It stands for a part that was not named, and only one that was is looked at.",
  },
  {
    file: "judge/verdicts.ts",
    line: 'tokens: LinkEvidence["tokens"] = [],',
    from: "[]",
    to: '["Stryker was here"]',
    why: "A token is looked for by its scope, and a text has none.",
  },
  {
    file: "catalogue/services/single-probe.ts",
    line: 'return { status, verdict: "allowed", confidence: "inferred", ...(code === undefined ? {} : { code }) };',
    from: "code === undefined",
    to: "false",
    why: "A row whose code is undefined fits the same answers as a row without one.",
  },
];
