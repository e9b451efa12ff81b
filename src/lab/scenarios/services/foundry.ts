import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const ACCOUNT: LabResource = {
  service: "foundry",
  name: "contoso-agents",
  data: { projects: { shop: { asst_helper: "an agent" }, empty: {} } },
};
const PROJECTS_URL = "https://contoso-agents.services.ai.azure.com/api/projects";
/** One sentence stands for a token that is missing, invalid, for another audience, or expired. */
const NOT_TOLD = { exitCode: 3, verdict: "token-rejected", findings: ["token-not-accepted"] } as const;

function onShop(
  special: Pick<Scenario, "name" | "title" | "story" | "targets" | "expect"> &
    Partial<Pick<Scenario, "args">>,
): Scenario {
  return defineScenario({
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [ACCOUNT],
    assignments: [
      {
        principalId: SYSTEM_IDENTITY.objectId,
        role: "Foundry User",
        resource: ACCOUNT.name,
        part: "shop",
      },
    ],
    ...special,
  });
}

const WINS = {
  winner: { state: "won", link: "managed-identity-system" },
  outcomes: { "managed-identity-system": "succeeded" },
} as const;

export const foundryScenarios = [
  ...serviceScenarios({
    title: "Foundry project",
    resource: ACCOUNT,
    target: `${PROJECTS_URL}/shop`,
    role: "Foundry User",
    expect: { "wrong-audience": NOT_TOLD, "token-expired": NOT_TOLD },
  }),
  onShop({
    name: "foundry-role-on-project",
    title: "Foundry: the role is on one project, and the target names it",
    story:
      "The identity may use the agents of the project shop only; all permissions that can be probed are.",
    targets: [`${PROJECTS_URL}/shop`],
    args: ["--access", "all"],
    expect: { exitCode: 0, ...WINS, findings: [] },
  }),
  onShop({
    name: "foundry-role-on-project-unnamed",
    title: "Foundry: the role is on one project, and the target names none",
    story:
      "The identity may use the agents of the project shop only. Asked about all projects, nobody can tell.",
    targets: [PROJECTS_URL],
    expect: {
      exitCode: 4,
      ...WINS,
      verdicts: [{ link: "managed-identity-system", verdict: "inconclusive" }],
      findings: ["name-the-part"],
    },
  }),
];
