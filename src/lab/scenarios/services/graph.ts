import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import { SUBSCRIPTION, type LabResource } from "../../lab-resource.ts";
import { defineScenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const GRAPH: LabResource = {
  service: "graph",
  name: "graph",
  data: { servicePrincipals: { [SYSTEM_IDENTITY.objectId]: { appId: SYSTEM_IDENTITY.clientId } } },
};
const GRAPH_URL = "https://graph.microsoft.com";

export const graphScenarios = [
  ...serviceScenarios({
    title: "Microsoft Graph",
    resource: GRAPH,
    target: GRAPH_URL,
    role: "Application.Read.All",
    // It has no firewall, its name always resolves, and it serves the tenant of the token, whichever that is.
    without: ["denied-network", "not-found", "wrong-tenant"],
    // What it refuses is what was asked, and nobody knows whether the app needs it.
    expect: { "denied-rbac": { exitCode: 4, verdict: "inconclusive", findings: ["answer-unclear"] } },
  }),
  defineScenario({
    name: "graph-azure-role",
    title: "Microsoft Graph: an Azure role does not count",
    story: "The identity owns the whole subscription, and was never given an app role of Microsoft Graph.",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [GRAPH_URL],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [GRAPH],
    assignments: [{ principalId: SYSTEM_IDENTITY.objectId, role: "Owner", resource: SUBSCRIPTION }],
    expect: {
      exitCode: 4,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict: "inconclusive" }],
      findings: ["answer-unclear"],
    },
  }),
];
