import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const ACCOUNT: LabResource = {
  service: "openai",
  name: "contoso-ai",
  data: { deployments: { "gpt-4o": { model: "gpt-4o" } }, answers: 0 },
};
const ACCOUNT_URL = "https://contoso-ai.openai.azure.com";
/** One sentence stands for a token that is missing, invalid, for another audience, or expired. */
const NOT_TOLD = { exitCode: 3, verdict: "token-rejected", findings: ["token-not-accepted"] } as const;

type RoleName = Scenario["assignments"][number]["role"];

function withRole(
  role: RoleName,
  special: Pick<Scenario, "name" | "title" | "story" | "expect"> &
    Partial<Pick<Scenario, "args" | "targets">>,
): Scenario {
  return defineScenario({
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [ACCOUNT_URL],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [ACCOUNT],
    assignments: [{ principalId: SYSTEM_IDENTITY.objectId, role, resource: ACCOUNT.name }],
    ...special,
  });
}

const WINS = {
  winner: { state: "won", link: "managed-identity-system" },
  outcomes: { "managed-identity-system": "succeeded" },
} as const;

export const openaiScenarios = [
  ...serviceScenarios({
    title: "Azure OpenAI",
    resource: ACCOUNT,
    target: ACCOUNT_URL,
    role: "Cognitive Services OpenAI User",
    expect: { "wrong-audience": NOT_TOLD, "token-expired": NOT_TOLD },
  }),
  withRole("Cognitive Services Contributor", {
    name: "openai-contributor-role",
    title: "Azure OpenAI: Cognitive Services Contributor asks no model",
    story: "The identity manages the account and may list its keys, and holds no data action.",
    targets: [`${ACCOUNT_URL}/openai/deployments/gpt-4o`],
    expect: {
      exitCode: 3,
      ...WINS,
      verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
      findings: ["role-missing"],
    },
  }),
  withRole("Cognitive Services Data Reader", {
    name: "openai-lists-models-only",
    title: "Azure OpenAI: who may list models may not ask one",
    story: "The identity holds Cognitive Services Data Reader: it lists models, and is refused a completion.",
    args: ["--access", "all"],
    expect: { exitCode: 3, ...WINS, findings: ["role-missing"] },
  }),
  withRole("Cognitive Services OpenAI User", {
    name: "openai-all-levels",
    title: "Azure OpenAI: every level is asked for, and nothing is paid for",
    story: "The identity may list and ask models; all permissions that can be probed are.",
    args: ["--access", "all"],
    targets: ["https://contoso-ai.services.ai.azure.com"],
    expect: { exitCode: 0, ...WINS, findings: [] },
  }),
];
