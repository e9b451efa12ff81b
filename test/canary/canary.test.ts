import { describe, expect, test } from "vitest";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { runCli } from "../support/run-cli.ts";

/** Switches that make Node or the SDK print what they send; they are set for the lab as well as for the probe. */
const NOISE = { NODE_DEBUG: "http,https,net,tls", DEBUG: "*", AZURE_LOG_LEVEL: "verbose" };

const FORMATS = [
  ["-o", "text"],
  ["-o", "json"],
  ["-o", "text", "--verbose"],
  ["-o", "json", "--verbose", "--confirm"],
];

/** Three base64url parts, the first two of them JSON objects: no fake of ours, every token of the lab looks so. */
const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}/;

/** Secrets of the shell, and of every process whose environment may be looked into. */
const withSecrets = scenarios
  .map(({ name, env, processes }) => ({
    name,
    secrets: [env, ...processes.map((process) => process.env ?? {})].flatMap(secretsOf),
  }))
  .filter(({ secrets }) => secrets.length > 0);

test("there are scenarios with secrets to look for", () => {
  expect(withSecrets.length).toBeGreaterThan(4);
});

describe.each(withSecrets)("$name", ({ name, secrets }) => {
  test.each(FORMATS.map((format) => ({ format })))("$format shows no secret", async ({ format }) => {
    const run = await runCli(["lab", name, ...format], { env: NOISE });
    const output = run.stdout + run.stderr;
    expect(run.stdout.length).toBeGreaterThan(500);
    for (const secret of secrets) {
      for (const form of formsOf(secret))
        expect(output.includes(form), `a form of ${form.length} characters`).toBe(false);
    }
    expect(TOKEN.test(output), "a token").toBe(false);
  });
});

/** The ID of a secret is shown by no field either: it stands where a secret belongs. */
function secretsOf(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env)
    .filter(([name]) => /SECRET|PASSWORD/.test(name))
    .map(([, value]) => value);
}

function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from("x".repeat(shift) + secret).toString("base64");
    // Characters at both ends mix with their neighbours; the middle is the secret's own.
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
  const base64url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [secret, encodeURIComponent(secret), ...base64, ...base64url, Buffer.from(secret).toString("hex")];
}
