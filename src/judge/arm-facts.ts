import { roleName } from "../catalogue/role-names.ts";
import { isItemNamed, probeOf, rowOf } from "../catalogue/row-of-answer.ts";
import { findService } from "../catalogue/services/index.ts";
import type { NeededAction } from "../catalogue/service-definition.ts";
import { fitsActionPattern } from "../model/action-pattern.ts";
import { sameId } from "../model/ids.ts";
import type { AccessEvidence, ArmEvidence, TargetEvidence } from "../model/report.ts";

type Permission = NonNullable<ArmEvidence["permissions"]>[number];
type Assignment = NonNullable<ArmEvidence["roleAssignments"]>[number];

/**
 * What Azure Resource Manager told the identity that a probe was made with, of the part that was asked for, else of the
 * resource as a whole; nothing where it was not asked.
 */
export function armFactsOf(
  target: TargetEvidence,
  { link, testedScope }: Pick<AccessEvidence, "link" | "testedScope">,
): ArmEvidence | undefined {
  const told = (target.arm ?? []).filter((facts) => facts.link === link);
  const part = testedScope.armSuffix ?? "";
  return (
    told.find(({ scope, resourceId = "" }) => scope === `${resourceId}${part}`) ?? told.find(isAboutWhole)
  );
}

/** What was told is about the resource as a whole, though a part of it was asked for: a role there does not show. */
export function isAboutWholeOnly(target: TargetEvidence, row: AccessEvidence): boolean {
  const facts = armFactsOf(target, row);
  return facts !== undefined && isAboutWhole(facts) && row.testedScope.armSuffix !== undefined;
}

function isAboutWhole({ scope, resourceId }: ArmEvidence): boolean {
  return scope === undefined || scope === resourceId;
}

/** Azure's roles do not count for this answer: it comes of something that the resource keeps itself (access policies). */
export function isBeyondRoles(target: TargetEvidence, row: AccessEvidence): boolean {
  return rowOf(target, row)?.beyondRoles === true;
}

/**
 * Conditions of the assignments that would grant what a probe asked for: a random name may fail what real ones pass.
 * Over AMQP and of a registry the app's own names are asked for.
 */
export function conditionsFor(target: TargetEvidence, row: AccessEvidence): string[] {
  if (probeOf(target, row)?.ask.kind !== "http" || isBeyondRoles(target, row) || isRealName(row)) return [];
  return grantingAssignments(target, row).flatMap(({ condition }) => condition ?? []);
}

/** A name that the user gave was asked for: what conditions say of it is the app's own answer. */
function isRealName({ level, testedScope }: AccessEvidence): boolean {
  return level === "read" && isItemNamed(testedScope);
}

/**
 * The refusal of a random name may come from a condition that real names fulfil: assignments with one look alike, and
 * Azure Resource Manager did not list any (dataplane.md section 3). Then this is what a named part holds.
 */
export function unseenConditionOn(target: TargetEvidence, row: AccessEvidence): string | undefined {
  const item = findService(target.service)?.part.item;
  if (item === undefined || !row.testedScope.named || isRealName(row)) return undefined;
  const areListed = armFactsOf(target, row)?.roleAssignments !== undefined;
  return areListed && !isAboutWholeOnly(target, row) ? undefined : item;
}

/** Names of the deny assignments that forbid what a probe needs. */
export function denialsFor(target: TargetEvidence, row: AccessEvidence): string[] {
  const denials = armFactsOf(target, row)?.denyAssignments ?? [];
  const needed = neededFor(target, row);
  return denials
    .filter(({ permissions }) => {
      const isDenied = (one: NeededAction) => permissions.some((permission) => holds(permission, one));
      return modeDecides(target, row) ? needed.every(isDenied) : needed.some(isDenied);
    })
    .map(({ name }) => name);
}

/**
 * Whether the identity holds all that a probe needs, as the permissions list says; `undefined` where there is none. That
 * list does not tell conditions: what comes from an assignment under one is held for some names only.
 */
export function isHeld(target: TargetEvidence, row: AccessEvidence): boolean | undefined {
  const permissions = armFactsOf(target, row)?.permissions;
  if (grantingAssignments(target, row).some(({ condition }) => condition !== undefined)) return undefined;
  return (
    permissions &&
    neededFor(target, row).every((needed) => permissions.some((permission) => holds(permission, needed)))
  );
}

/** A role that would grant a probe's action, and comes to the identity through a group only. */
export function roleThroughGroup(target: TargetEvidence, row: AccessEvidence): string | undefined {
  if (modeDecides(target, row)) return undefined;
  const granting = grantingAssignments(target, row);
  const [first] = granting;
  return first !== undefined && granting.every(({ principalType }) => principalType === "Group")
    ? roleName(first.roleId)
    : undefined;
}

/** The roles that count for the identity there, in words and by name; `undefined` where they could not be listed. */
export function rolesAt(target: TargetEvidence, row: AccessEvidence): string[] | undefined {
  const assignments = armFactsOf(target, row)?.roleAssignments;
  const told = assignments?.map(
    ({ roleId, condition }) => `${roleName(roleId)}${condition === undefined ? "" : " (under a condition)"}`,
  );
  return told && [...new Set(told)].sort();
}

function grantingAssignments(target: TargetEvidence, row: AccessEvidence): Assignment[] {
  const assignments = armFactsOf(target, row)?.roleAssignments ?? [];
  return assignments.filter(({ roleId }) => row.roles.some(({ id }) => sameId(id, roleId)));
}

/** Everything that was evaluated for some probes, in words. */
export function namesOfNeeded(target: TargetEvidence, rows: readonly AccessEvidence[]): string {
  const names = rows.flatMap((row) => {
    const needed = neededFor(target, row).map(({ name }) => name);
    return modeDecides(target, row) ? [needed.join(" or ")] : needed;
  });
  return [...new Set(names)].join(" and ");
}

/** Everything that the service evaluates for a probe. */
function neededFor(target: TargetEvidence, row: AccessEvidence): readonly NeededAction[] {
  const probe = probeOf(target, row);
  const isControlPlane = probe?.isControlPlane === true;
  return probe?.needs ?? [{ name: row.action, ...(isControlPlane ? { isControlPlane } : {}) }];
}

function modeDecides(target: TargetEvidence, row: AccessEvidence): boolean {
  return probeOf(target, row)?.modeDecides === true;
}

/** One entry grants an action that fits its list and none of the list's exceptions. */
function holds(permission: Permission, { name, isControlPlane }: NeededAction): boolean {
  const [granted, excepted] =
    isControlPlane === true
      ? [permission.actions, permission.notActions]
      : [permission.dataActions, permission.notDataActions];
  return fits(granted, name) && !fits(excepted, name);
}

function fits(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => fitsActionPattern(pattern, action));
}
