import { describe, expect, test } from "vitest";
import { isMasked } from "../../src/catalogue/kudu.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { shareOf } from "../support/scenario-share.ts";
import { runCli } from "../support/run-cli.ts";

/** Switches that make Node or the SDK print what they send; they are set for the lab as well as for the probe. */
const NOISE = { NODE_DEBUG: "http,https,net,tls", DEBUG: "*", AZURE_LOG_LEVEL: "verbose" };

/** They show all that the quiet ones show, and the log of the SDK besides. */
const VERBOSE = [
  ["-o", "text", "--verbose"],
  ["-o", "json", "--verbose", "--confirm"],
];
const QUIET = [
  ["-o", "text"],
  ["-o", "json"],
];
/** Every so many scenarios are shown in the quiet formats, too. */
const QUIET_SHARE = 6;

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

const played = shareOf(withSecrets).map((one, index) => ({
  ...one,
  formats: index % QUIET_SHARE === 0 ? [...QUIET, ...VERBOSE] : VERBOSE,
}));

describe.each(played)("$name", ({ name, secrets, formats }) => {
  test.each(formats.map((format) => ({ format })))("$format shows no secret", async ({ format }) => {
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

/** The ID of a secret is shown by no field either: it stands where a secret belongs. Kudu's sentence is shown as what it is. */
function secretsOf(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env)
    .filter(
      ([name, value]) => /SECRET|PASSWORD|IDENTITY_HEADER/i.test(name) && value !== "" && !isMasked(value),
    )
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
