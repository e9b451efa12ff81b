import { describe, expect, test } from "vitest";
import {
  CONTAINER_APP,
  FABRIC_APP,
  LEGACY_APP,
  ML_COMPUTE,
  SIGNED_IN_USER,
  WEB_APP,
} from "../../src/lab/contoso-hosts.ts";
import { JOBS_IDENTITY, SYSTEM_IDENTITY, WEB_IDENTITY } from "../../src/lab/contoso.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { reportSchema, type Report } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

/** Through the whole program: the real ManagedIdentityCredential in a child of the lab. */
describe("the real credential class", () => {
  test.each([
    ["app-service-works", "managed-identity-system", WEB_APP.identity.objectId, "system-assigned"],
    [
      "app-service-legacy-protocol",
      "managed-identity-system",
      LEGACY_APP.identity.objectId,
      "system-assigned",
    ],
    ["container-apps-works", "managed-identity-system", CONTAINER_APP.identity.objectId, "system-assigned"],
    ["functions-works", "managed-identity-env", JOBS_IDENTITY.objectId, "user-assigned"],
    ["machine-learning-works", "managed-identity-system", ML_COMPUTE.identity.objectId, "system-assigned"],
    ["cloud-shell-user", "managed-identity-system", SIGNED_IN_USER.objectId, "user"],
    ["service-fabric-works", "managed-identity-system", FABRIC_APP.identity.objectId, "system-assigned"],
  ] as const)("%s", async (name, link, objectId, kind) => {
    const report = await runLab(name, ["--only", link]);
    expect(identityOf(report, link)).toMatchObject({ kind, objectId });
    const secret = findScenario(name)!.endpoints[0]!.secret;
    if (secret !== undefined) expect(JSON.stringify(report)).not.toContain(secret);
  });

  test("three links of one run, three identities", async () => {
    const report = await runLab("three-identities", []);
    const links = ["managed-identity-option", "managed-identity-env", "managed-identity-system"] as const;
    const found = links.map((link) => identityOf(report, link)?.objectId);
    expect(found).toEqual([WEB_IDENTITY.objectId, JOBS_IDENTITY.objectId, SYSTEM_IDENTITY.objectId]);
  });
});

async function runLab(name: string, args: readonly string[]): Promise<Report> {
  const run = await runCli(["lab", name, "-o", "json", "--quiet", ...args]);
  expect(run.stderr).toBe("");
  return reportSchema.parse(JSON.parse(run.stdout));
}

function identityOf(report: Report, link: string) {
  return report.links.find(({ id }) => id === link)?.tokens[0]?.identity;
}
