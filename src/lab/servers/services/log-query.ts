import { action } from "../../roles/role.ts";
import type { LabCall, LabReply, LabService, LabState, Refusal } from "../lab-service.ts";
import { leaveTrace } from "../leave-trace.ts";

const WORKSPACES = "Microsoft.OperationalInsights/workspaces";

/** The query API of Log Analytics (dataplane.md section 18). `settings.workspaceId` is what it knows a workspace by. */
export const logQuery: LabService = {
  armType: WORKSPACES,
  hosts: () => ["api.loganalytics.io", "api.loganalytics.azure.com"],
  audiences: () => ["https://api.loganalytics.io"],
  permissions: () => [action(`${WORKSPACES}/query/read`)],
  part: () => undefined,
  refuse,
  act,
};

function refuse(why: Refusal, { claims }: LabCall): LabReply {
  switch (why) {
    case "network":
      return error(403, "InsufficientAccessError", "Access to this workspace is denied.", {
        code: "NspValidationFailedError",
        message: "Network security perimeter validation failed.",
      });
    case "throttled":
      return error(429, "ThrottledError", "Too many requests");
    case "role":
      return error(
        403,
        "InsufficientAccessError",
        "The provided credentials have insufficient access to perform the requested operation",
      );
    case "no-token":
      return error(
        401,
        "AuthenticationFailed",
        "Authentication failed. The 'Authorization' header is missing.",
      );
    case "wrong-audience":
      return error(
        403,
        "InvalidAuthenticationTokenAudience",
        `The access token has been obtained from wrong audience or resource '${String(claims?.["aud"])}'. It should exactly match (including forward slash) with one of the allowed audiences 'https://api.loganalytics.io'.`,
      );
    case "malformed":
    case "bad-signature":
    case "wrong-tenant":
    case "expired":
    case "needs-claims":
      return error(403, "InvalidAuthenticationToken", "The access token is invalid.");
    case "entra-disabled":
      throw new Error("the query API cannot switch Entra off");
  }
}

function error(status: number, code: string, message: string, innererror?: object): LabReply {
  return {
    status,
    body: { error: { message, code, ...(innererror === undefined ? {} : { innererror }) } },
  };
}

function act({ request, resource }: LabCall, state: LabState): LabReply {
  // The API only reads: a question that is none, or a command in the place of a query, is no diagnosis's business.
  const isQuestion = /^\s*\{\s*"query"\s*:\s*"[^.]/.test(request.body);
  if (request.method !== "GET" && !(request.method === "POST" && isQuestion)) leaveTrace(state, request);
  const [, id, what] = /^\/v1\/workspaces\/([^/]+)\/(\w+)$/.exec(request.url.pathname) ?? [];
  if (what !== "query" || request.method !== "POST")
    return error(404, "PathNotFoundError", "The requested path does not exist");
  if (id !== resource.settings?.["workspaceId"])
    return error(404, "WorkspaceNotFoundError", "The workspace could not be found");
  if (!request.body.includes('"query"'))
    return error(400, "BadArgumentError", "The request had some invalid properties");
  return { status: 200, body: { tables: [{ name: "PrimaryResult", columns: [], rows: [[1]] }] } };
}
