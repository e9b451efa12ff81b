import {
  AZURE_VM_FILES,
  IN_GROUP,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SUBSCRIPTION_ID,
  SYSTEM_IDENTITY,
} from "../../contoso.ts";
import { SUBSCRIPTION, type LabAssignment, type LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const MANAGEMENT: LabResource = { service: "arm", name: "management", data: {} };
const MANAGEMENT_URL = "https://management.azure.com";
const { objectId: principalId } = SYSTEM_IDENTITY;

const situations = serviceScenarios({
  title: "Azure Resource Manager",
  resource: MANAGEMENT,
  target: `${MANAGEMENT_URL}/subscriptions/${SUBSCRIPTION_ID}`,
  role: "Reader",
  assignedAt: SUBSCRIPTION,
  // It has no firewall, and its name always resolves.
  without: ["denied-network", "not-found"],
});

const READER_OF_ROLES: LabAssignment = { principalId, role: "Reader", resource: SUBSCRIPTION };

/** A virtual machine whose system-assigned identity asks for a container, and may ask Azure Resource Manager, too. */
function containerScenario(
  special: Pick<Scenario, "name" | "title" | "story" | "assignments" | "expect"> &
    Partial<Pick<Scenario, "denials">>,
): Scenario {
  return defineScenario({
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [INVOICES_URL],
    args: [],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    applications: [],
    storage: [STORAGE],
    resources: [MANAGEMENT],
    ...special,
  });
}

const won = {
  winner: { state: "won", link: "managed-identity-system" },
  outcomes: { "managed-identity-system": "succeeded" },
} as const;

function refused(verdict: "denied-rbac" | "inconclusive", finding: string) {
  return {
    ...won,
    exitCode: verdict === "denied-rbac" ? 3 : 4,
    verdicts: [{ link: "managed-identity-system", verdict }],
    findings: [finding],
  } as const;
}

export const armScenarios: readonly Scenario[] = [
  ...situations,
  defineScenario({
    name: "arm-no-subscription",
    title: "Azure Resource Manager: the identity sees no subscription",
    story:
      "The role was given to another identity: the token is fine, and the list of subscriptions is empty.",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [MANAGEMENT_URL],
    args: [],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    applications: [],
    storage: [],
    resources: [MANAGEMENT],
    expect: {
      ...won,
      exitCode: 4,
      verdicts: [{ link: "managed-identity-system", verdict: "inconclusive" }],
      findings: ["no-subscription-visible"],
    },
  }),
  defineScenario({
    name: "arm-resource-data-role",
    title: "Azure Resource Manager: an identity with a data role only",
    story:
      "The identity may read the account's blobs. Nothing lets it ask Azure Resource Manager what it may do there, which proves nothing.",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [`${MANAGEMENT_URL}${IN_GROUP}/Microsoft.Storage/storageAccounts/${STORAGE.name}`],
    args: [],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    applications: [],
    storage: [STORAGE],
    resources: [MANAGEMENT],
    assignments: [{ principalId, role: "Storage Blob Data Reader", resource: STORAGE.name }],
    expect: {
      ...won,
      exitCode: 4,
      verdicts: [{ link: "managed-identity-system", verdict: "inconclusive" }],
      findings: ["answer-unclear"],
    },
  }),
  defineScenario({
    name: "arm-subscription-unknown",
    title: "Azure Resource Manager: no such subscription, or none that is seen",
    story: "The subscription id in the app's settings is of another tenant.",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [`${MANAGEMENT_URL}/subscriptions/00000000-1111-2222-3333-444444444444`],
    args: [],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    applications: [],
    storage: [],
    resources: [MANAGEMENT],
    assignments: [READER_OF_ROLES],
    expect: {
      ...won,
      exitCode: 4,
      verdicts: [{ link: "managed-identity-system", verdict: "not-found" }],
      findings: ["subscription-not-seen"],
    },
  }),
  containerScenario({
    name: "role-owner-only",
    title: "Owner of the subscription, and no role for the data",
    story: "The identity owns the whole subscription. That lets it manage the account, not read its blobs.",
    assignments: [{ principalId, role: "Owner", resource: SUBSCRIPTION }],
    expect: refused("denied-rbac", "role-missing"),
  }),
  containerScenario({
    name: "role-under-condition",
    title: "The role is given under a condition (ABAC)",
    story:
      "The identity may read blobs whose tags fit. No probe has such tags: whether the app's blobs do cannot be told.",
    assignments: [
      READER_OF_ROLES,
      {
        principalId,
        role: "Storage Blob Data Reader",
        resource: STORAGE.name,
        condition:
          "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:project<$key_case_sensitive$>] StringEquals 'web'",
      },
    ],
    expect: refused("inconclusive", "condition-decides"),
  }),
  containerScenario({
    name: "role-under-condition-on-container",
    title: "The role is given on the container, under a condition (ABAC)",
    story:
      "As role-under-condition, but the assignment stands at the container: asked about the account, Azure Resource Manager would not list it.",
    assignments: [
      READER_OF_ROLES,
      {
        principalId,
        role: "Storage Blob Data Reader",
        resource: STORAGE.name,
        part: "invoices",
        condition:
          "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:project<$key_case_sensitive$>] StringEquals 'web'",
      },
    ],
    expect: refused("inconclusive", "condition-decides"),
  }),
  containerScenario({
    name: "role-denied-by-assignment",
    title: "A deny assignment forbids what the role allows",
    story:
      "The identity holds the role, and the deployment stack that made the account denies everybody its data.",
    assignments: [READER_OF_ROLES, { principalId, role: "Storage Blob Data Reader", resource: STORAGE.name }],
    denials: [
      {
        name: "Deny assignment of the deployment stack",
        principalId,
        resource: STORAGE.name,
        dataActions: ["*"],
      },
    ],
    expect: refused("denied-rbac", "deny-assignment"),
  }),
  containerScenario({
    name: "role-through-group",
    title: "The role comes through a group that the identity joined today",
    story:
      "The identity became a member of the group that may read the account. Its cached token does not say so yet.",
    assignments: [
      READER_OF_ROLES,
      { principalId, role: "Storage Blob Data Reader", resource: STORAGE.name, throughGroup: true },
    ],
    expect: refused("denied-rbac", "role-through-group"),
  }),
  containerScenario({
    name: "role-too-new",
    title: "The role was assigned a minute ago",
    story: "Azure Resource Manager knows the new assignment; the storage account does not yet.",
    assignments: [
      READER_OF_ROLES,
      { principalId, role: "Storage Blob Data Reader", resource: STORAGE.name, pending: true },
    ],
    expect: refused("denied-rbac", "role-not-effective-yet"),
  }),
  containerScenario({
    name: "role-too-new-on-container",
    title: "The role was assigned on the container a minute ago",
    story:
      "Azure Resource Manager knows the new assignment, which stands at the container; the storage account does not yet.",
    assignments: [
      READER_OF_ROLES,
      {
        principalId,
        role: "Storage Blob Data Reader",
        resource: STORAGE.name,
        part: "invoices",
        pending: true,
      },
    ],
    expect: refused("denied-rbac", "role-not-effective-yet"),
  }),
];
