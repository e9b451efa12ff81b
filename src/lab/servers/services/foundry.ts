import { action, dataAction, type Permission } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState } from "../lab-service.ts";
import { aiError, aiRefusal } from "./ai-services-answers.ts";

/** Agents by id, by project. */
type Projects = Record<string, Record<string, unknown>>;

const ACCOUNTS = "Microsoft.CognitiveServices/accounts";
const AUDIENCE = "https://ai.azure.com";

/** The agents of Foundry projects (dataplane.md section 16). */
export const foundry: LabService = {
  armType: ACCOUNTS,
  hosts: ({ name }) => [`${name}.services.ai.azure.com`],
  audiences: () => [AUDIENCE],
  permissions: (request) => [permissionOf(request)],
  part: (request) => pathOf(request).project,
  refuse: (why, call) =>
    aiRefusal(why, call, AUDIENCE, (path) =>
      path
        .replace(/(?<=\/projects\/)[^/]+/, "{projectName}")
        .replace(/(?<=\/assistants\/)[^/]+/, "{assistantId}"),
    ),
  act,
};

function pathOf({ url }: LabRequest) {
  const [, project, assistants, agent] =
    /^\/api\/projects\/([^/]+)(\/assistants)?(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
  return { project, isAgents: assistants !== undefined, agent };
}

function permissionOf(request: LabRequest): Permission {
  if (!pathOf(request).isAgents) return action(`${ACCOUNTS}/projects/read`);
  const verb = { GET: "read", DELETE: "delete" }[request.method] ?? "write";
  return dataAction(`${ACCOUNTS}/AIServices/agents/${verb}`);
}

function act(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  const { project = "", agent } = pathOf(request);
  const agents = ((state["projects"] ??= {}) as Projects)[project];
  if (agents === undefined) return aiError(call, 404, "NotFound", "Project not found");
  if (agent === undefined) return onAgents(call, agents);
  if (!agent.startsWith("asst")) {
    return aiError(
      call,
      400,
      "invalid_value",
      `Invalid 'assistant_id': '${agent}'. Expected an ID that begins with 'asst'.`,
    );
  }
  if (!(agent in agents)) return aiError(call, 404, "NotFound", `No assistant found with id '${agent}'.`);
  if (request.method === "DELETE") delete agents[agent];
  if (request.method === "POST") agents[agent] = request.body;
  return { status: 200, body: { id: agent } };
}

function onAgents(call: LabCall, agents: Record<string, unknown>): LabReply {
  const { method, body } = call.request;
  if (method === "GET") return { status: 200, body: { data: Object.keys(agents).map((id) => ({ id })) } };
  if (!/"model"/.test(body))
    return aiError(call, 400, "missing_required_parameter", "Missing required parameter: 'model'.");
  agents["asst_new"] = body;
  return { status: 200, body: { id: "asst_new" } };
}
