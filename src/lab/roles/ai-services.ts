import type { Role } from "./role.ts";

const ALL = "Microsoft.CognitiveServices/*";
const OPENAI = "Microsoft.CognitiveServices/accounts/OpenAI";

export const AI_SERVICES_ROLES = {
  "Cognitive Services OpenAI User": {
    id: "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
    actions: ["Microsoft.CognitiveServices/*/read"],
    dataActions: [
      `${OPENAI}/*/read`,
      `${OPENAI}/deployments/chat/completions/action`,
      `${OPENAI}/deployments/completions/action`,
      `${OPENAI}/deployments/embeddings/action`,
    ],
  },
  "Cognitive Services Data Reader": {
    id: "b59867f0-fa02-499b-be73-45a86b5b3e1c",
    actions: [],
    dataActions: ["Microsoft.CognitiveServices/*/read"],
  },
  "Cognitive Services User": {
    id: "a97b65f3-24c7-4388-baec-2e87135dc908",
    actions: ["Microsoft.CognitiveServices/*/read", "Microsoft.CognitiveServices/accounts/listkeys/action"],
    dataActions: [ALL],
  },
  "Cognitive Services Contributor": {
    id: "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68",
    actions: [ALL],
    dataActions: [],
  },
  "Foundry User": {
    id: "53ca6127-db72-4b80-b1b0-d745d6d5456d",
    actions: ["Microsoft.CognitiveServices/*/read"],
    dataActions: [ALL],
  },
} as const satisfies Record<string, Role>;
