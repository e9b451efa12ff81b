import { countsAt } from "../../assignment-scope.ts";
import type { LabCall, LabReply, LabState } from "../lab-service.ts";
import { leaveTrace } from "../leave-trace.ts";
import { denied, failure } from "./arm-refusals.ts";
import { AUTHORIZATION, grants, held, IN_RESOURCE_GROUP, IN_SUBSCRIPTION } from "./arm-scopes.ts";

/** Name of every role assignment that the scenario gave. */
export const GIVEN = "lab";

const PROVIDERS = "/providers/";
const ASSIGNMENTS = `${AUTHORIZATION}roleAssignments/`;

/** By ARM id, what was put there, or that it is gone. */
type Kept = Record<string, string | typeof GONE>;
const GONE = null;

/** A request that creates, changes or deletes does so, and one that acts otherwise leaves a trace, for who may. */
export function change(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  const { pathname } = request.url;
  if (!countsAt(IN_SUBSCRIPTION, pathname))
    return failure(404, "SubscriptionNotFound", "The subscription could not be found.");
  const needed = operationOf(request.method, pathname);
  if (!grants(call, pathname, needed)) return denied(call, needed, pathname);
  const kept = (state["kept"] ?? {}) as Kept;
  if (request.method === "PUT") {
    if (pathname.includes(ASSIGNMENTS) && typeof kept[pathname] === "string")
      return failure(409, "RoleAssignmentExists", "The role assignment already exists.");
    state["kept"] = { ...kept, [pathname]: request.body };
    return { status: 201, body: { id: pathname } };
  }
  if (request.method !== "DELETE") {
    leaveTrace(state, request);
    return { status: 200, body: {} };
  }
  // What is not there is no error (learn.microsoft.com, "Role Assignments - Delete").
  const isThere = pathname in kept ? kept[pathname] !== GONE : isScenarios(call, pathname);
  if (!isThere) return { status: 204 };
  state["kept"] = { ...kept, [pathname]: GONE };
  return { status: 200, body: { id: pathname } };
}

/** The operation that Azure asks for: the type of what the id names, and what is done with it. */
function operationOf(method: string, id: string): string {
  const at = id.toLowerCase().lastIndexOf(PROVIDERS);
  const [namespace = "", ...names] =
    at < 0 ? ["Microsoft.Resources", ...id.slice(1).split("/")] : id.slice(at + PROVIDERS.length).split("/");
  const types = names.filter((_, index) => index % 2 === 0);
  const verb = { PUT: "write", PATCH: "write", DELETE: "delete" }[method] ?? "action";
  return [namespace, ...types, verb].join("/");
}

function isScenarios(call: LabCall, id: string): boolean {
  const [scope = "", name] = id.split(ASSIGNMENTS);
  if (name !== undefined) return name === GIVEN && held(call, scope).length > 0;
  return [IN_RESOURCE_GROUP, ...call.armIds.values()].some((one) => countsAt(one, id) && countsAt(id, one));
}
