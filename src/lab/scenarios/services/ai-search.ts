import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabAssignment, LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const SERVICE: LabResource = {
  service: "ai-search",
  name: "contoso-search",
  data: {
    indexes: {
      products: { key: "sku", documents: { "bike-7": { sku: "bike-7", title: "A bicycle" } } },
      manuals: { key: "id", documents: {} },
    },
  },
};
const SERVICE_URL = "https://contoso-search.search.windows.net";
const PRODUCTS_URL = `${SERVICE_URL}/indexes/products`;
const NOT_TOLD = { exitCode: 3, verdict: "token-rejected", findings: ["token-not-accepted"] } as const;
/** A 403 without a body may be anything. */
const UNCLEAR = { exitCode: 4, verdict: "inconclusive", findings: ["answer-unclear"] } as const;

type Assigned = Omit<LabAssignment, "principalId" | "resource">;
type Expected = Pick<Scenario["expect"], "exitCode" | "findings"> & {
  readonly verdict?: NonNullable<Scenario["expect"]["verdicts"]>[number]["verdict"];
};
type Special = Pick<Scenario, "name" | "title" | "story"> & {
  readonly target?: string;
  readonly args?: readonly string[];
  readonly resource?: Partial<LabResource>;
  readonly assigned?: readonly Assigned[];
  readonly expect: Expected;
};

/** A virtual machine with a system-assigned identity asks for the service. */
function scenario(special: Special): Scenario {
  const { name, title, story, target = PRODUCTS_URL, args = [], resource } = special;
  const { assigned = [{ role: "Search Index Data Reader" }], expect } = special;
  return defineScenario({
    ...{ name, title, story, args },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [{ ...SERVICE, ...resource }],
    assignments: assigned.map((one) => ({
      principalId: SYSTEM_IDENTITY.objectId,
      resource: SERVICE.name,
      ...one,
    })),
    expect: {
      exitCode: expect.exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      ...(expect.verdict === undefined
        ? {}
        : { verdicts: [{ link: "managed-identity-system", verdict: expect.verdict }] }),
      findings: expect.findings,
    },
  });
}

const DENIED = { exitCode: 3, verdict: "denied-rbac", findings: ["role-missing"] } as const;
const HTTP_403 = { settings: { authFailureMode: "http403" } } as const;

export const aiSearchScenarios = [
  ...serviceScenarios({
    title: "AI Search",
    resource: SERVICE,
    target: PRODUCTS_URL,
    role: "Search Index Data Reader",
    // Its failures tell no reason.
    expect: {
      "denied-network": UNCLEAR,
      "wrong-audience": NOT_TOLD,
      "wrong-tenant": NOT_TOLD,
      "token-expired": NOT_TOLD,
    },
  }),
  scenario({
    name: "ai-search-http403-denied-rbac",
    title: "AI Search set to answer 403: the identity holds no role",
    story: "The service's owner chose that failures are answered by 403; the identity holds no role.",
    resource: HTTP_403,
    assigned: [],
    expect: DENIED,
  }),
  scenario({
    name: "ai-search-http403-wrong-tenant",
    title: "AI Search set to answer 403: the service is of another tenant",
    story:
      "The service's owner chose that failures are answered by 403; the token is not accepted, and nothing tells it from a network rule.",
    resource: { ...HTTP_403, tenantId: "7b1e5a0c-3f0e-4a7e-9a52-0f6a0f5d3c11" },
    expect: UNCLEAR,
  }),
  scenario({
    name: "ai-search-keys-only",
    title: "AI Search takes keys only, and does not say so",
    story: "The identity holds the role, and the service was never set to take tokens.",
    resource: { entraDisabled: true },
    expect: UNCLEAR,
  }),
  scenario({
    name: "ai-search-service-contributor",
    title: "AI Search: who manages indexes may not read documents",
    story: "The identity holds Search Service Contributor, which is for the indexes' definitions.",
    assigned: [{ role: "Search Service Contributor" }],
    expect: DENIED,
  }),
  scenario({
    name: "ai-search-role-on-index",
    title: "AI Search: the role is on one index, and the target names it",
    story: "The identity may read the documents of the index products only, and that is what is asked.",
    assigned: [{ role: "Search Index Data Reader", part: "products" }],
    expect: { exitCode: 0, verdict: "allowed", findings: [] },
  }),
  scenario({
    name: "ai-search-role-on-index-unnamed",
    title: "AI Search: the role is on one index, and the target names none",
    story: "The identity may read the index products only. Asked about the whole service, nobody can tell.",
    target: SERVICE_URL,
    assigned: [{ role: "Search Index Data Reader", part: "products" }],
    expect: { exitCode: 4, verdict: "inconclusive", findings: ["name-the-part"] },
  }),
  scenario({
    name: "ai-search-index-missing",
    title: "AI Search: there is no such index",
    story: "The identity may read all indexes, and the index's name is misspelt.",
    target: `${SERVICE_URL}/indexes/product`,
    expect: { exitCode: 4, verdict: "not-found", findings: ["part-not-found"] },
  }),
  scenario({
    name: "ai-search-all-levels",
    title: "AI Search: every level is asked for, and nothing changes",
    story: "The identity may manage indexes and change documents; all four permissions are probed.",
    args: ["--access", "all"],
    assigned: [{ role: "Search Index Data Contributor" }, { role: "Search Service Contributor" }],
    expect: { exitCode: 0, findings: [] },
  }),
];
