import { countsAt, standingOf } from "../../assignment-scope.ts";
import { RESOURCE_GROUP, SUBSCRIPTION_ID } from "../../contoso.ts";
import type { LabAssignment } from "../../lab-resource.ts";
import { roleGrants } from "../../roles.ts";
import { action } from "../../roles/role.ts";
import type { LabCall } from "../lab-service.ts";

export const IN_SUBSCRIPTION = `/subscriptions/${SUBSCRIPTION_ID}`;
export const IN_RESOURCE_GROUP = `${IN_SUBSCRIPTION}/resourceGroups/${RESOURCE_GROUP}`;
export const AUTHORIZATION = "/providers/Microsoft.Authorization/";

/** Assignments of the caller that count at a scope, or anywhere. */
export function held(
  { claims, scenario, armIds }: LabCall,
  scope: string | undefined,
): readonly LabAssignment[] {
  const principalId = claims?.["oid"];
  return scenario.assignments.filter(
    (one) =>
      one.principalId === principalId &&
      (scope === undefined || countsAt(standing(one, armIds).scope, scope)),
  );
}

export function grants(call: LabCall, scope: string, name: string): boolean {
  return held(call, scope).some(({ role }) => roleGrants(role, action(name)));
}

/** Of what is below a resource, every name is taken for one that exists. */
export function isThere({ armIds }: LabCall, scope: string): boolean {
  return (
    [IN_SUBSCRIPTION, IN_RESOURCE_GROUP].some((one) => countsAt(one, scope) && countsAt(scope, one)) ||
    [...armIds.values()].some((id) => countsAt(id, scope))
  );
}

/** Where an assignment of the scenario stands. */
export function standing(one: LabAssignment, armIds: LabCall["armIds"]): ReturnType<typeof standingOf> {
  const id = armIds.get(one.resource);
  return id === undefined ? { scope: IN_SUBSCRIPTION, condition: one.condition } : standingOf(one, id);
}
