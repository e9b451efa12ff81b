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

export const argued = [
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
];
