import { action, dataAction, type Permission } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState } from "../lab-service.ts";
import { aiError, aiRefusal } from "./ai-services-answers.ts";

const ACCOUNTS = "Microsoft.CognitiveServices/accounts";
const AUDIENCE = "https://cognitiveservices.azure.com";

/** Azure OpenAI: models by name, deployments by name, and how many answers were given. */
export const openai: LabService = {
  armType: ACCOUNTS,
  hosts: ({ name }) => [
    `${name}.openai.azure.com`,
    `${name}.cognitiveservices.azure.com`,
    `${name}.services.ai.azure.com`,
  ],
  audiences: () => [AUDIENCE, "7d312290-28c8-473c-a0ed-8e53749b6d6d"],
  permissions: (request) => [permissionOf(request)],
  // Roles are given on whole accounts.
  part: () => undefined,
  refuse: (why, call) =>
    aiRefusal(why, call, AUDIENCE, (path) => path.replace(/(?<=\/deployments\/)[^/]+/, "{deployment-id}")),
  act,
};

function deploymentOf({ url }: LabRequest): string | undefined {
  return /^\/openai\/deployments\/([^/]+)\/chat\/completions$/.exec(url.pathname)?.[1];
}

function permissionOf(request: LabRequest): Permission {
  if (deploymentOf(request) !== undefined)
    return dataAction(`${ACCOUNTS}/OpenAI/deployments/chat/completions/action`);
  return request.url.pathname === "/openai/models"
    ? dataAction(`${ACCOUNTS}/OpenAI/models/read`)
    : action(`${ACCOUNTS}/write`);
}

function act(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  if (!request.url.searchParams.has("api-version")) {
    return aiError(
      call,
      404,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  const deployments = (state["deployments"] ??= {}) as Record<string, unknown>;
  const deployment = deploymentOf(request);
  if (deployment === undefined) {
    return request.url.pathname === "/openai/models"
      ? { status: 200, body: { object: "list", data: [{ id: "gpt-4o", object: "model" }] } }
      : aiError(call, 404, "404", "Resource not found");
  }
  if (!(deployment in deployments)) {
    return aiError(
      call,
      404,
      "DeploymentNotFound",
      "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.",
    );
  }
  if (!/"messages"\s*:\s*\[\s*\{/.test(request.body))
    return aiError(call, 400, "invalid_request_error", "[] is too short - 'messages'");
  // An answer costs money.
  state["answers"] = Number(state["answers"] ?? 0) + 1;
  return { status: 200, body: { object: "chat.completion", choices: [] } };
}
