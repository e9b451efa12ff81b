import type { Verdict } from "../../../model/words.ts";
import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import { SUBSCRIPTION, type LabAssignment, type LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";

/** What Azure Resource Manager tells of refusals by services of all kinds: the identity may read roles everywhere. */

const MANAGEMENT: LabResource = { service: "arm", name: "management", data: {} };
const { objectId: principalId } = SYSTEM_IDENTITY;
const READER: LabAssignment = { principalId, role: "Reader", resource: SUBSCRIPTION };

interface ToldCase {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly targets: readonly string[];
  readonly args?: readonly string[];
  readonly resource: LabResource;
  readonly assigned: readonly Omit<LabAssignment, "principalId" | "resource">[];
  /** Of every probe. */
  readonly verdict: Verdict;
  readonly findings: readonly string[];
}

function told(one: ToldCase): Scenario {
  const { name, title, story, targets, args = [], resource, assigned, verdict, findings } = one;
  return defineScenario({
    ...{ name, title, story, targets, args },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [resource, MANAGEMENT],
    assignments: [READER, ...assigned.map((role) => ({ principalId, resource: resource.name, ...role }))],
    expect: {
      exitCode: verdict === "denied-rbac" ? 3 : 4,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: targets.map(() => ({ link: "managed-identity-system", verdict })),
      findings,
    },
  });
}

const REGISTRY: LabResource = {
  service: "container-registry",
  name: "contosoimages",
  data: {},
  settings: { roles: "abac" },
};

export const toldByArmScenarios: readonly Scenario[] = [
  told({
    name: "files-smb-role-told",
    title: "Files: a role for SMB, and Azure Resource Manager lists it",
    story:
      "The role holds the data action for files, and not the one for backup semantics that REST needs as well: waiting does not help.",
    targets: ["https://contosodata.file.core.windows.net/scans"],
    resource: { service: "files", name: "contosodata", data: { scans: {} } },
    assigned: [{ role: "Storage File Data SMB Share Contributor" }],
    ...{ verdict: "denied-rbac", findings: ["role-missing"] },
  }),
  told({
    name: "key-vault-policy-told",
    title: "Key Vault: a role, at a vault that goes by access policies",
    story:
      "The identity holds Key Vault Secrets User. The vault goes by access policies, and has none for it.",
    targets: ["https://kv-contoso.vault.azure.net/secrets/db-password"],
    resource: {
      service: "key-vault",
      name: "kv-contoso",
      data: { secrets: { "db-password": "lab-fake-secret-of-the-vault~ZqVxKtBw" } },
      settings: { permissionModel: "access-policy" },
    },
    // To the lab a role that counts is a policy; this one is known to Azure Resource Manager only.
    assigned: [{ role: "Key Vault Secrets User", pending: true }],
    ...{ verdict: "denied-rbac", findings: ["access-policy-missing"] },
  }),
  told({
    name: "service-bus-role-too-new",
    title: "Service Bus: the role was assigned on the queue a minute ago",
    story:
      "The refusal comes over AMQP. Azure Resource Manager knows the new assignment; the namespace does not yet.",
    targets: ["https://sb-contoso.servicebus.windows.net/orders"],
    args: ["--service", "service-bus"],
    resource: { service: "service-bus", name: "sb-contoso", data: { queues: { orders: { messages: [] } } } },
    assigned: [{ role: "Azure Service Bus Data Receiver", part: "orders", pending: true }],
    ...{ verdict: "denied-rbac", findings: ["role-not-effective-yet"] },
  }),
  told({
    name: "container-registry-role-too-new",
    title: "Container Registry: the role was assigned a minute ago",
    story:
      "The registry answers 200 and grants nothing. Azure Resource Manager lists roles for both modes of a registry: whichever counts does not yet.",
    targets: ["https://contosoimages.azurecr.io/shop/web"],
    args: ["--access", "write"],
    resource: { ...REGISTRY, settings: {} },
    assigned: [
      { role: "AcrPull" },
      { role: "AcrPush", pending: true },
      { role: "Container Registry Repository Writer", pending: true },
    ],
    ...{ verdict: "denied-rbac", findings: ["role-not-effective-yet"] },
  }),
  told({
    name: "container-registry-mode-told",
    title: "Container Registry: AcrPull, and a role for another repository",
    story:
      "The registry goes by repository permissions: AcrPull does not count there, and the other role has a condition that names another repository.",
    targets: ["https://contosoimages.azurecr.io/shop/web"],
    resource: REGISTRY,
    assigned: [{ role: "AcrPull" }, { role: "Container Registry Repository Reader", part: "shop/api" }],
    ...{ verdict: "denied-rbac", findings: ["role-missing"] },
  }),
];
