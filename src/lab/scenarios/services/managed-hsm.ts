import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import { SUBSCRIPTION, type LabAssignment, type LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const HSM: LabResource = {
  service: "managed-hsm",
  name: "hsm-contoso",
  data: { keys: { "orders-key": "lab-fake-key-of-the-hsm~ZqVxKtBw" } },
};
const HSM_URL = "https://hsm-contoso.managedhsm.azure.net";
const KEY_URL = `${HSM_URL}/keys/orders-key`;
const NOT_TOLD = { exitCode: 3, verdict: "token-rejected", findings: ["token-not-accepted"] } as const;

type Special = Pick<Scenario, "name" | "title" | "story"> & {
  readonly target: string;
  readonly args?: readonly string[];
  readonly assigned: Omit<LabAssignment, "principalId">;
  readonly expect: Pick<Scenario["expect"], "exitCode" | "verdicts" | "findings">;
};

function scenario({ target, args = [], assigned, expect, ...named }: Special): Scenario {
  return defineScenario({
    ...named,
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    args,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [HSM],
    assignments: [{ principalId: SYSTEM_IDENTITY.objectId, ...assigned }],
    expect: {
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      ...expect,
    },
  });
}

export const managedHsmScenarios = [
  ...serviceScenarios({
    title: "Managed HSM",
    resource: HSM,
    target: KEY_URL,
    role: "Managed HSM Crypto Auditor",
    // What it says of a token that has expired is not recorded: it tells no more than that it is not accepted.
    expect: { "token-expired": NOT_TOLD },
  }),
  scenario({
    name: "managed-hsm-owner",
    title: "Managed HSM: an Azure role does not count",
    story: "The identity owns the whole subscription, and was never given one of the HSM's own roles.",
    target: KEY_URL,
    assigned: { role: "Owner", resource: SUBSCRIPTION },
    expect: {
      exitCode: 3,
      verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
      findings: ["role-missing"],
    },
  }),
  scenario({
    name: "managed-hsm-access-all",
    title: "Managed HSM: a user of one key is asked for all levels",
    story: "The identity may use the key orders-key alone: it may read and change it, and lists no names.",
    target: KEY_URL,
    args: ["--access", "all"],
    assigned: { role: "Managed HSM Crypto User", resource: HSM.name, part: "orders-key" },
    expect: {
      exitCode: 3,
      verdicts: (["denied-rbac", "allowed", "allowed", "inconclusive"] as const).map((verdict) => ({
        link: "managed-identity-system",
        verdict,
      })),
      findings: ["role-missing", "answer-unclear"],
    },
  }),
  scenario({
    name: "managed-hsm-role-on-key-unnamed",
    title: "Managed HSM: the role is on one key, and none is named",
    story: "The identity may use one key; the target names the HSM only.",
    target: HSM_URL,
    assigned: { role: "Managed HSM Crypto User", resource: HSM.name, part: "orders-key" },
    expect: {
      exitCode: 4,
      verdicts: [{ link: "managed-identity-system", verdict: "inconclusive" }],
      findings: ["name-the-part"],
    },
  }),
];
