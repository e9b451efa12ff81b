import { roleName } from "../catalogue/role-names.ts";
import { sameId } from "../model/ids.ts";
import { probeOf } from "./probe-of.ts";
import type { AccessEvidence, ArmEvidence, TargetEvidence } from "../model/report.ts";

type Permission = NonNullable<ArmEvidence["permissions"]>[number];

/** What Azure Resource Manager told the identity that a probe was made with; nothing where it was not asked. */
export function armFactsOf(
  target: TargetEvidence,
  { link }: Pick<AccessEvidence, "link">,
): ArmEvidence | undefined {
  return target.arm?.find((facts) => facts.link === link);
}

/** Conditions of the assignments that would grant what a probe asked for: a random name may fail what real ones pass. */
export function conditionsFor(target: TargetEvidence, row: AccessEvidence): string[] {
  const assignments = armFactsOf(target, row)?.roleAssignments ?? [];
  return assignments
    .filter(({ roleId }) => row.roles.some(({ id }) => sameId(id, roleId)))
    .flatMap(({ condition }) => condition ?? []);
}

/** Names of the deny assignments that forbid a probe's action. */
export function denialsFor(target: TargetEvidence, row: AccessEvidence): string[] {
  const denials = armFactsOf(target, row)?.denyAssignments ?? [];
  return denials
    .filter(({ permissions }) =>
      permissions.some((one) => holds(one, row.action, isControlPlane(target, row))),
    )
    .map(({ name }) => name);
}

/** Whether the identity holds a probe's action, as the permissions list says; `undefined` where there is none. */
export function isHeld(target: TargetEvidence, row: AccessEvidence): boolean | undefined {
  return armFactsOf(target, row)?.permissions?.some((one) =>
    holds(one, row.action, isControlPlane(target, row)),
  );
}

function isControlPlane(target: TargetEvidence, row: AccessEvidence): boolean {
  return probeOf(target, row)?.isControlPlane === true;
}

/** A role that would grant a probe's action, and comes to the identity through a group only. */
export function roleThroughGroup(target: TargetEvidence, row: AccessEvidence): string | undefined {
  const granting = (armFactsOf(target, row)?.roleAssignments ?? []).filter(({ roleId }) =>
    row.roles.some(({ id }) => sameId(id, roleId)),
  );
  const [first] = granting;
  return first !== undefined && granting.every(({ principalType }) => principalType === "Group")
    ? roleName(first.roleId)
    : undefined;
}

/** Names of the roles that count for the identity at the resource; `undefined` where they could not be listed. */
export function rolesAt(target: TargetEvidence, row: AccessEvidence): string[] | undefined {
  const assignments = armFactsOf(target, row)?.roleAssignments;
  return assignments && [...new Set(assignments.map(({ roleId }) => roleName(roleId)))];
}

/** One entry grants an action that fits its list and none of the list's exceptions. */
function holds(permission: Permission, action: string, controls: boolean): boolean {
  const [granted, excepted] = controls
    ? [permission.actions, permission.notActions]
    : [permission.dataActions, permission.notDataActions];
  return fits(granted, action) && !fits(excepted, action);
}

/** `*` stands for any text; case does not count. */
function fits(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    return new RegExp(`^${parts.join(".*")}$`, "i").test(action);
  });
}
