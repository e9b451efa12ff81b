import { serviceScenarios } from "../service-scenarios.ts";

import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { Verdict } from "../../../model/words.ts";
import type { LabAssignment, LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";

const VAULT: LabResource = {
  service: "key-vault",
  name: "kv-contoso",
  data: { secrets: { "db-password": "lab-fake-secret-of-the-vault~ZqVxKtBw" }, keys: {}, certificates: {} },
};
const TARGET = "https://kv-contoso.vault.azure.net/secrets/db-password";

const situations = serviceScenarios({
  title: "Key Vault",
  resource: VAULT,
  target: TARGET,
  role: "Key Vault Secrets User",
});

interface VaultCase {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  /** Path below the vault. */
  readonly path: string;
  readonly access?: string;
  readonly permissionModel?: "access-policy";
  readonly roles?: readonly Omit<LabAssignment, "principalId" | "resource">[];
  /** In the order list, read, write, delete. */
  readonly verdicts: readonly Verdict[];
  readonly exitCode: number;
  readonly findings: readonly string[];
}

function vaultScenario(one: VaultCase): Scenario {
  const { name, title, story, path, access, permissionModel, roles = [], verdicts, exitCode, findings } = one;
  const { objectId: principalId } = SYSTEM_IDENTITY;
  return defineScenario({
    ...{ name, title, story },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [`https://kv-contoso.vault.azure.net/${path}`],
    args: access === undefined ? [] : ["--access", access],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [{ ...VAULT, ...(permissionModel === undefined ? {} : { settings: { permissionModel } }) }],
    assignments: roles.map((role) => ({ ...role, principalId, resource: VAULT.name })),
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: verdicts.map((verdict) => ({ link: "managed-identity-system", verdict })),
      findings,
    },
  });
}

export const keyVaultScenarios: readonly Scenario[] = [
  ...situations,
  vaultScenario({
    name: "key-vault-access-policy",
    title: "Key Vault: no access policy names the identity",
    story: "The vault was made before roles counted there. The identity was given no access policy.",
    path: "secrets/db-password",
    permissionModel: "access-policy",
    verdicts: ["denied-rbac"],
    exitCode: 3,
    findings: ["access-policy-missing"],
  }),
  vaultScenario({
    name: "key-vault-access-policy-keys",
    title: "Key Vault: no access policy for a key, all levels",
    story:
      "The app lists, gets, changes and deletes keys of a vault whose policies do not name its identity.",
    path: "keys/orders-key",
    access: "all",
    permissionModel: "access-policy",
    verdicts: ["denied-rbac", "denied-rbac", "denied-rbac", "denied-rbac"],
    exitCode: 3,
    findings: ["access-policy-missing"],
  }),
  vaultScenario({
    name: "key-vault-access-all",
    title: "Key Vault: an officer of one secret is asked for all levels",
    story:
      "The identity is an officer of the secret db-password alone: it may read and change it, and lists no names.",
    path: "secrets/db-password",
    access: "all",
    roles: [{ role: "Key Vault Secrets Officer", part: "db-password" }],
    verdicts: ["denied-rbac", "allowed", "allowed", "inconclusive"],
    exitCode: 3,
    findings: ["role-missing", "answer-unclear"],
  }),
  vaultScenario({
    name: "key-vault-certificate",
    title: "Key Vault: a certificate, and a user of certificates",
    story: "The identity may use the vault's certificates; the app also changes this one.",
    path: "certificates/web",
    access: "all",
    roles: [{ role: "Key Vault Certificate User" }],
    verdicts: ["allowed", "allowed", "denied-rbac", "inconclusive"],
    exitCode: 3,
    findings: ["role-missing", "answer-unclear"],
  }),
  vaultScenario({
    name: "key-vault-role-on-key-unnamed",
    title: "Key Vault: the role is on one key, and the target names none",
    story: "The identity may use the key orders-key only. Asked about the vault's keys, nobody can tell.",
    path: "keys",
    roles: [{ role: "Key Vault Crypto User", part: "orders-key" }],
    verdicts: ["inconclusive"],
    exitCode: 4,
    findings: ["name-the-part"],
  }),
  defineScenario({
    name: "key-vault-role-takes-effect",
    title: "Key Vault: a new role that takes effect while one waits",
    story:
      "The role was assigned a moment ago. The vault refuses the first two requests, and takes the third (--wait).",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [TARGET],
    args: [],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    applications: [],
    storage: [],
    resources: [VAULT],
    assignments: [
      {
        principalId: SYSTEM_IDENTITY.objectId,
        role: "Key Vault Secrets User",
        resource: VAULT.name,
        refusedFirst: 2,
      },
    ],
    expect: {
      exitCode: 3,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
      findings: ["role-missing"],
    },
  }),
];
