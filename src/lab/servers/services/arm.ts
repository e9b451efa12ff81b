import { countsAt, standingOf } from "../../assignment-scope.ts";
import { IN_GROUP, RESOURCE_GROUP, SUBSCRIPTION_ID } from "../../contoso.ts";
import type { LabAssignment } from "../../lab-resource.ts";
import { roleGrants, ROLES } from "../../roles.ts";
import { action } from "../../roles/role.ts";
import type { LabCall, LabReply, LabService, Refusal } from "../lab-service.ts";

/**
 * Azure Resource Manager, as far as roles are read there (dataplane.md sections 3.1 and 19.2). What exists, and who may
 * do what, is the scenario's.
 */
export const arm: LabService = {
  armType: "Microsoft.Resources/subscriptions",
  hosts: () => ["management.azure.com"],
  audiences: () => [
    "https://management.azure.com",
    "https://management.core.windows.net",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
  ],
  // Its permissions depend on the scope that a path names: it looks for itself.
  permissions: () => [],
  part: () => undefined,
  refuse,
  act,
};

const IN_SUBSCRIPTION = `/subscriptions/${SUBSCRIPTION_ID}`;
const IN_RESOURCE_GROUP = `${IN_SUBSCRIPTION}/resourceGroups/${RESOURCE_GROUP}`;
const AUTHORIZATION = "/providers/Microsoft.Authorization/";

function refuse(why: Refusal, call: LabCall): LabReply {
  switch (why) {
    case "no-token":
    case "malformed":
      return unauthorized(
        call,
        "AuthenticationFailed",
        "Authentication failed. The 'Authorization' header is missing.",
      );
    case "wrong-audience":
      return unauthorized(
        call,
        "InvalidAuthenticationTokenAudience",
        "The access token has been obtained for wrong audience or resource.",
      );
    case "wrong-tenant":
      return unauthorized(
        call,
        "InvalidAuthenticationTokenTenant",
        `The access token is from the wrong issuer. It must match the tenant '${call.tenantId}' associated with this subscription.`,
      );
    case "expired":
      return unauthorized(
        call,
        "ExpiredAuthenticationToken",
        "The access token expiry UTC time is earlier than current UTC time.",
      );
    case "throttled":
      return failure(429, "TooManyRequests", "The request is being throttled.", { "Retry-After": "1" });
    case "needs-claims":
      return {
        ...unauthorized(
          call,
          "AuthenticationFailed",
          "Continuous access evaluation resulted in claims challenge.",
        ),
        headers: {
          "WWW-Authenticate":
            'Bearer authorization_uri="https://login.windows.net/", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
        },
      };
    case "bad-signature":
    case "network":
    case "role":
    case "entra-disabled":
      return unauthorized(call, "InvalidAuthenticationToken", "The access token is invalid.");
  }
}

function unauthorized({ tenantId }: LabCall, code: string, message: string): LabReply {
  return failure(401, code, message, {
    "WWW-Authenticate": `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", error_description="${message}"`,
  });
}

function failure(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): LabReply {
  return { status, headers, body: { error: { code, message } } };
}

function act(call: LabCall): LabReply {
  const { url, method } = call.request;
  if (method !== "GET") return failure(405, "MethodNotAllowed", "The lab's management plane is read only.");
  const [scope = "", question] = url.pathname.split(AUTHORIZATION);
  if (question !== undefined) return answerAbout(call, scope, question);
  if (url.pathname === "/subscriptions")
    return list(
      isVisible(call)
        ? [{ id: IN_SUBSCRIPTION, subscriptionId: SUBSCRIPTION_ID, displayName: "Contoso", state: "Enabled" }]
        : [],
    );
  if (!url.pathname.startsWith(IN_SUBSCRIPTION))
    return failure(404, "SubscriptionNotFound", `The subscription could not be found.`);
  if (url.pathname === `${IN_SUBSCRIPTION}/resources`) return resources(call);
  if (!grants(call, IN_SUBSCRIPTION, "Microsoft.Resources/subscriptions/read"))
    return denied(call, "Microsoft.Resources/subscriptions/read", url.pathname);
  if (url.pathname !== IN_SUBSCRIPTION && url.pathname !== IN_RESOURCE_GROUP)
    return failure(404, "ResourceNotFound", `The Resource '${url.pathname}' was not found.`);
  return { status: 200, body: { id: url.pathname } };
}

function list(value: readonly unknown[]): LabReply {
  return { status: 200, body: { value } };
}

/** A subscription shows itself to whoever holds any role with reading actions in it. */
function isVisible(call: LabCall): boolean {
  return held(call, undefined).some(({ role }) =>
    roleGrants(role, action("Microsoft.Resources/subscriptions/read")),
  );
}

function resources(call: LabCall): LabReply {
  const filter = call.request.url.searchParams.get("$filter") ?? "";
  const [type = "", name = ""] = [
    /resourceType eq '([^']*)'/.exec(filter)?.[1],
    /\bname eq '([^']*)'/.exec(filter)?.[1],
  ];
  const found = [...call.armIds].filter(
    ([resource, id]) =>
      resource === name &&
      id.toLowerCase().includes(`/providers/${type.toLowerCase()}/`) &&
      grants(call, id, `${type}/read`),
  );
  return list(found.map(([resource, id]) => ({ id, name: resource, type })));
}

/** Assignments of the caller that count at a scope, or anywhere. */
function held({ claims, scenario, armIds }: LabCall, scope: string | undefined): readonly LabAssignment[] {
  const principalId = claims?.["oid"];
  return scenario.assignments.filter(
    (one) =>
      one.principalId === principalId &&
      (scope === undefined || countsAt(standing(one, armIds).scope, scope)),
  );
}

function grants(call: LabCall, scope: string, name: string): boolean {
  return held(call, scope).some(({ role }) => roleGrants(role, action(name)));
}

/** Questions of Microsoft.Authorization at a scope. */
function answerAbout(call: LabCall, scope: string, question: string): LabReply {
  if (!isThere(call, scope))
    return failure(404, "ResourceNotFound", `The Resource '${scope}' was not found.`);
  const needed = `Microsoft.Authorization/${question}/read`;
  if (!grants(call, scope, needed)) return denied(call, needed, scope);
  switch (question) {
    case "permissions":
      return list(
        held(call, scope).map(({ role }) => ({
          actions: ROLES[role].actions,
          notActions: [],
          dataActions: ROLES[role].dataActions,
          notDataActions: [],
        })),
      );
    case "roleAssignments":
      return list(
        held(call, scope).map((one) => ({
          id: `${scope}${AUTHORIZATION}roleAssignments/lab`,
          properties: propertiesOf(call, one),
        })),
      );
    case "denyAssignments":
      return list(denialsAt(call, scope));
    default:
      return failure(404, "NotFound", "The lab does not know this question.");
  }
}

/** Of what is below a resource, every name is taken for one that exists. */
function isThere({ armIds }: LabCall, scope: string): boolean {
  return (
    [IN_SUBSCRIPTION, IN_RESOURCE_GROUP].some((one) => countsAt(one, scope) && countsAt(scope, one)) ||
    [...armIds.values()].some((id) => countsAt(id, scope))
  );
}

function standing(one: LabAssignment, armIds: LabCall["armIds"]) {
  const id = armIds.get(one.resource);
  return id === undefined ? { scope: IN_SUBSCRIPTION, condition: one.condition } : standingOf(one, id);
}

function propertiesOf({ armIds }: LabCall, one: LabAssignment): object {
  const { role, principalId, throughGroup } = one;
  const { scope, condition } = standing(one, armIds);
  return {
    roleDefinitionId: `${IN_SUBSCRIPTION}${AUTHORIZATION}roleDefinitions/${ROLES[role].id}`,
    principalId,
    principalType: throughGroup ? "Group" : "ServicePrincipal",
    scope,
    condition: condition ?? null,
    conditionVersion: condition === undefined ? null : "2.0",
  };
}

function denialsAt({ scenario, claims, armIds }: LabCall, scope: string): readonly object[] {
  return scenario.denials
    .filter(
      ({ principalId, resource }) =>
        principalId === claims?.["oid"] && countsAt(armIds.get(resource) ?? IN_SUBSCRIPTION, scope),
    )
    .map(({ name, dataActions }) => ({
      properties: {
        denyAssignmentName: name,
        scope: IN_GROUP.replace(/\/providers$/, ""),
        permissions: [{ actions: [], notActions: [], dataActions, notDataActions: [] }],
      },
    }));
}

function denied({ claims }: LabCall, name: string, scope: string): LabReply {
  return failure(
    403,
    "AuthorizationFailed",
    `The client '${String(claims?.["appid"])}' with object id '${String(claims?.["oid"])}' does not have authorization to perform action '${name}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}
