import { expect, test } from "vitest";
import { isMasked } from "../../src/catalogue/kudu.ts";
import { SECRET_NAME } from "../../src/catalogue/variables.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { leaksIn } from "../support/leaks.ts";
import { END_MARK, MARK, plantedIn } from "../support/planted.ts";

/** Ids, references and sentences, which are no secrets though they stand in a secret's place. */
const NO_SECRET = /^[\da-f-]{36}$|^@Microsoft\.KeyVault\(|^\$\{/;

test("whatever sounds like a secret in a scenario is one that is looked for", () => {
  const unmarked = scenarios.flatMap(({ name, env, processes, endpoints, applications }) => [
    ...[env, ...processes.map((process) => process.env ?? {})].flatMap((variables) =>
      Object.entries(variables).filter(([variable, value]) => SECRET_NAME.test(variable) && !isMarked(value)),
    ),
    ...endpoints.filter(({ secret = "" }) => !isMarked(secret)).map(({ source }) => [name, source]),
    ...applications.flatMap(({ secrets }) => secrets.filter(({ value }) => !isMarked(value))),
  ]);
  expect(unmarked).toEqual([]);
  expect(scenarios.filter((one) => plantedIn(one).length > 0).length).toBeGreaterThan(200);
});

test("most secrets of scenarios end in what the ends of secrets are told by", () => {
  const values = new Set(scenarios.flatMap(plantedIn).map(({ value }) => value));
  const ends = [...values].filter((value) => value.endsWith(END_MARK));
  expect(ends.length).toBeGreaterThan(values.size / 2);
});

test.each([
  ["raw", (text: string) => `x ${text} y`],
  ["URL-escaped", (text: string) => `?k=${encodeURIComponent(text)}&l=1`],
  ["JSON", (text: string) => JSON.stringify({ a: text })],
  ["HTML", (text: string) => `<p>${text.replaceAll("&", "&amp;")}</p>`],
  ["hexadecimal", (text: string) => Buffer.from(text).toString("hex")],
  ["base64", (text: string) => Buffer.from(text).toString("base64")],
  ["base64 behind one byte", (text: string) => Buffer.from(`:${text};`).toString("base64")],
  ["base64url behind two bytes", (text: string) => Buffer.from(`u:${text}`).toString("base64url")],
])("%s: the search finds a secret that is there", (_form, write) => {
  const planted = [{ where: "/env/X", value: "lab-fake&other?part~" }];
  expect(leaksIn("nothing of it", planted)).toEqual([]);
  expect(leaksIn(write("lab-fake&other?part~"), planted).join()).toContain("/env/X");
  expect(leaksIn(write("lab-fake-of-another-place"), planted).join()).toContain("any secret of the lab");
  expect(leaksIn(write(`...${END_MARK}`), planted).join()).toContain("the end of a secret");
});

test.each([
  ["a token", `${segment("header")}.${segment("claims")}`],
  ["a signature alone", "Ab_-".repeat(40)],
  ["an account key", `${"Ab1/".repeat(22)}==`],
  ["a line of a key", `x\n${"Ab1/".repeat(16)}\ny`],
  ["a line of a key in JSON", `x\\n${"Ab1/".repeat(16)}\\ny`],
  ["a key file", "-----BEGIN PRIVATE KEY-----"],
])("%s is found by its look", (_what, text) => {
  expect(leaksIn(`before ${text} behind`, [])).not.toEqual([]);
});

function segment(name: string): string {
  return Buffer.from(JSON.stringify({ [name]: "0123456789" })).toString("base64url");
}

function isMarked(value: string): boolean {
  return value.length < 8 || isMasked(value) || NO_SECRET.test(value) || value.includes(MARK);
}
