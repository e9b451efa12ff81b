import { assignRole, command } from "../fixes.ts";
import type { Fix } from "../../model/report.ts";
import { below } from "../host-forms.ts";
import type {
  GrantContext,
  ProbeContext,
  ProbeDefinition,
  ProbeRequest,
  Role,
  ServiceDefinition,
  VerdictRow,
} from "../service-definition.ts";
import { ACCOUNT, ACCOUNTS, AI_ANSWERS, AI_REFUSALS, COGNITIVE_SERVICES_USER } from "./ai-services-family.ts";

const AGENTS = `${ACCOUNTS}/AIServices/agents`;

/** "Azure AI User" until it was renamed. */
const FOUNDRY_USER: Role = { name: "Foundry User", id: "53ca6127-db72-4b80-b1b0-d745d6d5456d" };

const VERDICTS: readonly VerdictRow[] = [
  // The refusal names the route without project and agent, as what is decided before either is looked for.
  { status: 404, body: /No assistant found/, verdict: "allowed", confidence: "inferred" },
  { status: 404, body: /Project not found/i, named: true, verdict: "not-found", confidence: "observed" },
  { status: 401, code: "PermissionDenied", named: true, verdict: "denied-rbac", confidence: "observed" },
  // Roles can be given on single projects: a random one stands for the account.
  { status: 401, code: "PermissionDenied", named: false, verdict: "inconclusive", confidence: "observed" },
  ...AI_REFUSALS,
];

/** An agent that no project has; what does not begin with `asst` is no id for the service. */
function onAbsentAgent(
  { scope, random }: ProbeContext,
  method: ProbeRequest["method"],
): Omit<ProbeRequest, "body"> {
  const path = `/api/projects/${scope.name}/assistants/asst_${random}?api-version=v1`;
  return { method, path, headers: {} };
}

const read: ProbeDefinition = {
  level: "read",
  action: `${AGENTS}/read`,
  roles: [FOUNDRY_USER, COGNITIVE_SERVICES_USER],
  ask: { kind: "http", request: (context) => onAbsentAgent(context, "GET") },
  verdicts: VERDICTS,
};

/** Changing an agent that does not exist: one is created at the collection's own path only, and never without a model. */
const write: ProbeDefinition = {
  level: "write",
  action: `${AGENTS}/write`,
  roles: [FOUNDRY_USER, COGNITIVE_SERVICES_USER],
  ask: {
    kind: "http",
    request: (context) => ({
      ...onAbsentAgent(context, "POST"),
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
  },
  verdicts: VERDICTS,
};

const remove: ProbeDefinition = {
  level: "delete",
  action: `${AGENTS}/delete`,
  roles: [FOUNDRY_USER, COGNITIVE_SERVICES_USER],
  ask: { kind: "http", request: (context) => onAbsentAgent(context, "DELETE") },
  verdicts: VERDICTS,
};

/** By its GUID, which holds under either name of the role. */
function grant(context: GrantContext): Fix {
  const { role = FOUNDRY_USER } = context;
  const { what } = assignRole({ ...context, role });
  return { ...assignRole({ ...context, role: { ...role, name: role.id } }), what };
}

export const foundry: ServiceDefinition = {
  ...AI_ANSWERS,
  name: "foundry",
  title: "Foundry project",
  example: "https://<resource>.services.ai.azure.com/api/projects/<project>",
  hosts: { public: below(ACCOUNT, "services.ai.azure.com"), usgov: [], china: [] },
  path: /^\/api\/projects(?:\/|$)/,
  audience: { public: "https://ai.azure.com", usgov: "", china: "" },
  part: {
    word: "project",
    pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{1,63}$/,
    parse(path, random) {
      const [name] = path
        .replace(/^\/?api\/projects/, "")
        .split("/")
        .filter((part) => part !== "");
      return name === undefined
        ? { kind: "account", name: random, named: false }
        : { kind: "project", name, armSuffix: `/projects/${name}`, named: true };
    },
    list: (account) => ({
      what: "List the projects (needs rights of its own):",
      commands: [
        command(
          ...["az", "resource", "list", "--resource-type", `${ACCOUNTS}/projects`],
          ...["--query", `[?starts_with(name, '${account}/')].name`],
        ),
      ],
    }),
  },
  roleNote: "Owner and Contributor manage the account and its projects, and hold no data action.",
  // Listing agents takes the permission of reading one, and would show them.
  probes: [read, write, remove],
  grant,
};
