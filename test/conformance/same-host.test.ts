import { expect, test } from "vitest";
import { defineScenario, type Scenario } from "../../src/lab/scenario.ts";

interface Distinct {
  readonly scenario: Scenario;
  readonly same: readonly string[];
}
// Plain JavaScript, without types.
const { distinctHosts } = (await import(new URL("same-host.mjs", import.meta.url).href)) as {
  distinctHosts(scenarios: readonly Scenario[]): readonly Distinct[];
};

const URL_OF_BLOB = "https://invoices.blob.core.windows.net/2026";
const expected = { exitCode: 0, winner: { state: "won", link: null }, outcomes: {}, findings: [] } as const;
const scenario = (name: string, special: Partial<Scenario>) =>
  defineScenario({ name, title: name, story: name, targets: [URL_OF_BLOB], expect: expected, ...special });

const namesAt = (host: string) => ({ names: { [host]: { error: "ENOTFOUND" } } }) as const;

test.each<[string, Partial<Scenario>]>([
  ["another target", { targets: ["https://kv.vault.azure.net/"] }],
  ["what is asked of a target", { args: ["--access", "all"] }],
  ["what the app itself shows", { args: ["--message", "x", "--expect-client-id", "y"] }],
  ["a target's name", namesAt("invoices.blob.core.windows.net")],
])("%s makes no other host", (_, special) => {
  const [first, ...more] = distinctHosts([scenario("one", {}), scenario("two", special)]);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ scenario: { name: "one" }, same: ["two"] });
});

test.each<[string, Partial<Scenario>]>([
  ["a variable", { env: { AZURE_CLIENT_ID: "" } }],
  ["an option of the app's credential", { args: ["--managed-identity-client-id", "x"] }],
  ["a metadata service that is silent", { metadata: "silent" }],
  ["the name of the login host", namesAt("login.microsoftonline.com")],
])("%s makes another host", (_, special) => {
  const found = distinctHosts([scenario("one", {}), scenario("two", special)]);
  expect(found.map(({ same }) => same)).toEqual([[], []]);
});
