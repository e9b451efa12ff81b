import { expect, test } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

/** Scenario, and what the real `DefaultAzureCredential` of JavaScript does in it. */
const CASES = [
  { name: "leftover-secret", outcome: "succeeded", credential: "EnvironmentCredential" },
  { name: "client-id-not-attached", outcome: "failed" },
  { name: "expired-secret", outcome: "failed" },
  { name: "user-assigned-by-option", outcome: "succeeded", credential: "ManagedIdentityCredential" },
  {
    name: "token-credentials-managed-identity",
    outcome: "succeeded",
    credential: "ManagedIdentityCredential",
  },
  { name: "metadata-behind-proxy", outcome: "failed" },
  { name: "metadata-silent", outcome: "failed" },
] as const;

test.each(CASES)(
  "$name: the real DefaultAzureCredential agrees with its model",
  async ({ name, ...expected }) => {
    const { stdout } = await runCli(["lab", name, "-o", "json", "--quiet", "--confirm"]);
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(report.confirmation).toMatchObject(expected);
    expect(report.winner.confirmed).toBe(true);
  },
);
