import { countsAt } from "../../assignment-scope.ts";
import { IN_GROUP, SUBSCRIPTION_ID } from "../../contoso.ts";
import type { LabAssignment } from "../../lab-resource.ts";
import { roleGrants, ROLES } from "../../roles.ts";
import { action, type Role } from "../../roles/role.ts";
import type { LabCall, LabReply, LabService, LabState } from "../lab-service.ts";
import { isRead } from "../storage-endpoint.ts";
import { change, GIVEN } from "./arm-changes.ts";
import { denied, failure, refuse } from "./arm-refusals.ts";
import {
  AUTHORIZATION,
  grants,
  held,
  IN_RESOURCE_GROUP,
  IN_SUBSCRIPTION,
  isThere,
  standing,
} from "./arm-scopes.ts";

/**
 * Azure Resource Manager, as far as roles are read there (dataplane.md sections 3.1 and 19.2). What exists, and who may
 * do what, is the scenario's; what is created, changed and deleted there is kept, and counts for nothing.
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

function act(call: LabCall, state: LabState): LabReply {
  const { url } = call.request;
  if (!isRead(call.request)) return change(call, state);
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

/** Questions of Microsoft.Authorization at a scope. */
function answerAbout(call: LabCall, scope: string, question: string): LabReply {
  if (!isThere(call, scope))
    return failure(404, "ResourceNotFound", `The Resource '${scope}' was not found.`);
  const needed = `Microsoft.Authorization/${question}/read`;
  if (!grants(call, scope, needed)) return denied(call, needed, scope);
  switch (question) {
    case "permissions":
      return list(
        held(call, scope).map(({ role }) => {
          const { actions, notActions = [], dataActions }: Role = ROLES[role];
          return { actions, notActions, dataActions, notDataActions: [] };
        }),
      );
    case "roleAssignments":
      return list(
        held(call, scope).map((one) => ({
          id: `${scope}${AUTHORIZATION}roleAssignments/${GIVEN}`,
          properties: propertiesOf(call, one),
        })),
      );
    case "denyAssignments":
      return list(denialsAt(call, scope));
    default:
      return failure(404, "NotFound", "The lab does not know this question.");
  }
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
