import type { LabAssignment, LabResource } from "../../lab-resource.ts";
import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const WORKSPACE_ID = "b4f7c0de-52f4-4c1b-9d0e-6a1f0c7e9a11";
const QUERY_API: LabResource = {
  service: "log-query",
  name: "log-contoso",
  settings: { workspaceId: WORKSPACE_ID },
  data: {},
};
const QUERY_URL = "https://api.loganalytics.io";
const WORKSPACE_URL = `${QUERY_URL}/v1/workspaces/${WORKSPACE_ID}`;

const RULE = "dcr-2f0b8a64c1d94e7f9a3b5c6d7e8f9012";
const STREAM = "Custom-Orders_CL";
const ENDPOINT: LabResource = {
  service: "log-ingestion",
  name: "dce-contoso-k3f2",
  data: { rules: { [RULE]: { [STREAM]: [{ order: 1001 }] } } },
};
const ENDPOINT_URL = "https://dce-contoso-k3f2.westeurope-1.ingest.monitor.azure.com";
const STREAM_URL = `${ENDPOINT_URL}/dataCollectionRules/${RULE}/streams/${STREAM}`;

const NOT_TOLD = { exitCode: 3, verdict: "token-rejected", findings: ["token-not-accepted"] } as const;
const TO_WRITE = ["--access", "write"];

type Special = Pick<Scenario, "name" | "title" | "story"> & {
  readonly resource: LabResource;
  readonly target: string;
  readonly args?: readonly string[];
  readonly assigned: Omit<LabAssignment, "principalId" | "resource">;
  readonly exitCode: number;
  readonly verdict: NonNullable<Scenario["expect"]["verdicts"]>[number]["verdict"];
  readonly findings: readonly string[];
};

function scenario({ resource, target, args = [], assigned, ...special }: Special): Scenario {
  const { name, title, story, exitCode, verdict, findings } = special;
  return defineScenario({
    ...{ name, title, story, args },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [resource],
    assignments: [{ principalId: SYSTEM_IDENTITY.objectId, resource: resource.name, ...assigned }],
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict }],
      findings,
    },
  });
}

export const monitorScenarios = [
  ...serviceScenarios({
    title: "Log query",
    resource: QUERY_API,
    target: WORKSPACE_URL,
    role: "Log Analytics Data Reader",
    // One sentence stands for every token that is not valid, except for its audience.
    expect: { "wrong-tenant": NOT_TOLD, "token-expired": NOT_TOLD },
    // All workspaces share one host, whose name always resolves.
    without: ["not-found"],
  }),
  scenario({
    name: "log-query-reader",
    title: "Log query: Reader is enough",
    story: "The identity holds Reader on the workspace; a query needs an action only, and no data action.",
    resource: QUERY_API,
    target: WORKSPACE_URL,
    assigned: { role: "Reader" },
    exitCode: 0,
    verdict: "allowed",
    findings: [],
  }),
  scenario({
    name: "log-query-workspace-missing",
    title: "Log query: there is no such workspace",
    story: "The id of the workspace is that of another thing.",
    resource: QUERY_API,
    target: `${QUERY_URL}/v1/workspaces/b4f7c0de-52f4-4c1b-9d0e-6a1f0c7e9a12`,
    assigned: { role: "Log Analytics Data Reader" },
    exitCode: 4,
    verdict: "not-found",
    findings: ["part-not-found"],
  }),
  scenario({
    name: "log-query-workspace-unnamed",
    title: "Log query: no workspace is named",
    story: "The target is the API itself: whom it would let in depends on the workspace.",
    resource: QUERY_API,
    target: QUERY_URL,
    assigned: { role: "Log Analytics Data Reader" },
    exitCode: 4,
    verdict: "inconclusive",
    findings: ["answer-unclear"],
  }),
  ...serviceScenarios({
    title: "Log ingestion",
    resource: ENDPOINT,
    target: STREAM_URL,
    role: "Monitoring Metrics Publisher",
    args: TO_WRITE,
    // One answer stands for every token that is not valid.
    expect: { "wrong-audience": NOT_TOLD, "wrong-tenant": NOT_TOLD, "token-expired": NOT_TOLD },
    // What an endpoint answers whose public access is off is not recorded.
    without: ["denied-network"],
  }),
  scenario({
    name: "log-ingestion-owner",
    title: "Log ingestion: Owner is not enough",
    story:
      "The identity owns the data collection rule, and was never given a role that holds the data action.",
    resource: ENDPOINT,
    target: STREAM_URL,
    args: TO_WRITE,
    assigned: { role: "Owner", part: RULE },
    exitCode: 3,
    verdict: "denied-rbac",
    findings: ["role-missing"],
  }),
  scenario({
    name: "log-ingestion-role-on-rule-unnamed",
    title: "Log ingestion: the role is on one rule, and none is named",
    story: "The identity may send records to one data collection rule; the target names the endpoint only.",
    resource: ENDPOINT,
    target: ENDPOINT_URL,
    args: TO_WRITE,
    assigned: { role: "Monitoring Metrics Publisher", part: RULE },
    exitCode: 4,
    verdict: "inconclusive",
    findings: ["name-the-part"],
  }),
  scenario({
    name: "log-ingestion-role-on-rule-named",
    title: "Log ingestion: the role is on the rule that is named",
    story: "The identity may send records to one data collection rule, whose stream the target names.",
    resource: ENDPOINT,
    target: STREAM_URL,
    args: TO_WRITE,
    assigned: { role: "Monitoring Metrics Publisher", part: RULE },
    exitCode: 0,
    verdict: "allowed",
    findings: [],
  }),
];
