import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { PROSE } from "../../src/catalogue/prose.ts";
import { RECORDED } from "./recorded-texts.ts";

const judge = fileURLToPath(new URL("../../src/judge/", import.meta.url));

/** What rules may take apart by its form: JSON pointers, ids, URLs, names that this program made itself. */
const FORMS: readonly RegExp[] = [
  // JSON pointers, ARM ids, scopes, URLs, names of hosts and paths.
  /^\/\^?\\\/(?:targets|subscriptions|providers|\/?)/,
  /^\/\\\/\\?\.?(?:providers|default|\$)/,
  /^\/\^\(https:/,
  /^\/\\\.privatelink/,
  // Own words: an article, a status before a reason, the names of inputs.
  /^\/\^\(\?:the\|an\?\) /,
  /^\/\^\\d\+ /,
  /^\/\^file of /,
  /^\/\^\(managed\|workload\)-identity-/,
  // Times, which the report itself has in this form.
  /^\/\\b\(\\d\{4\}-/,
  // Values: a tenant, an entry of NO_PROXY; what is escaped for another pattern.
  /^\/\^\[0-9A-Za-z\.-\]\+\$\//,
  /^\/\[\*\/\]\//,
  /^\/\[\.\*\+\?/,
];

/** Regular expressions of a source, without its comments. */
function patternsIn(source: string): string[] {
  const code = source.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  return [
    ...code.matchAll(/(?<=[(=:,[]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n[\\])+\/[dgimsuvy]*/g),
  ].map(([pattern]) => pattern);
}

test("the judge reads no prose but by the catalogue's table", () => {
  const found = readdirSync(judge, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      patternsIn(readFileSync(judge + file, "utf8")).map((pattern) => `${file}: ${pattern}`),
    );
  expect(found.length).toBeGreaterThan(5);
  const others = found.filter((one) => !FORMS.some((form) => form.test(one.slice(one.indexOf(": ") + 2))));
  expect(others).toEqual([]);
});

test("a pattern over prose is seen", () => {
  const found = patternsIn("if (/not found/i.test(text)) return;");
  expect(found).toEqual(["/not found/i"]);
  expect(FORMS.filter((form) => found.some((pattern) => form.test(pattern)))).toEqual([]);
});

test.each(PROSE)("%s has a recorded sample", (_name, pattern) => {
  expect(
    RECORDED.filter((text) => new RegExp(pattern, pattern.flags.replace("g", "")).test(text)),
  ).not.toEqual([]);
});
