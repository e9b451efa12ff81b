import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import type { ResourceTrouble } from "../lab-resource.ts";
import { defineScenario, type Scenario } from "../scenario.ts";
import type { Verdict } from "../../model/words.ts";

/** A vault that refuses an identity which has been given what it needs, or nearly. */
function vault(
  special: Pick<Scenario, "name" | "title" | "story"> & {
    readonly trouble?: ResourceTrouble;
    readonly settings?: Readonly<Record<string, string>>;
    readonly verdict: Verdict;
    readonly findings: readonly string[];
  },
): Scenario {
  const { trouble, settings = {}, verdict, findings, ...words } = special;
  return defineScenario({
    ...words,
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: ["https://kv-contoso.vault.azure.net/secrets/db-password"],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [
      {
        service: "key-vault",
        name: "kv-contoso",
        data: {
          secrets: { "db-password": "lab-fake-secret-of-the-vault~ZqVxKtBw" },
          keys: {},
          certificates: {},
        },
        settings,
        ...trouble,
      },
    ],
    // Roles count for nothing where access policies do.
    assignments:
      settings["permissionModel"] === "access-policy"
        ? []
        : [{ principalId: SYSTEM_IDENTITY.objectId, role: "Key Vault Secrets User", resource: "kv-contoso" }],
    expect: {
      exitCode: 3,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict }],
      findings,
    },
  });
}

export const vaultRefusalScenarios: readonly Scenario[] = [
  vault({
    name: "key-vault-claims-challenge",
    title: "Key Vault: a policy wants more than the token says",
    story:
      "The token is good. Continuous access evaluation wants one that was made from an address it trusts.",
    trouble: { needsClaims: true },
    verdict: "needs-claims",
    findings: ["claims-challenge"],
  }),
  vault({
    name: "key-vault-no-public-access",
    title: "Key Vault: public access is switched off",
    story: "The vault takes requests through its private endpoint only, and this machine came past it.",
    trouble: { network: "no-public-access" },
    verdict: "denied-network",
    findings: ["public-access-off"],
  }),
  vault({
    name: "key-vault-policy-for-application",
    title: "Key Vault: the policy counts on behalf of an application only",
    story:
      "The access policy names the identity, and an authorised application beside it, through which nobody comes.",
    settings: { permissionModel: "access-policy", policyFor: "application" },
    verdict: "denied-rbac",
    findings: ["access-policy-missing"],
  }),
];
