import { runAgain } from "../../catalogue/fixes.ts";
import type { ServiceDefinition } from "../../catalogue/service-definition.ts";
import type { Access, Fix, Identity, Target } from "../../model/report.ts";
import {
  denialsFor,
  isAboutWholeOnly,
  isBeyondRoles,
  isHeld,
  namesOfNeeded,
  rolesAt,
  roleThroughGroup,
  unseenConditionOn,
} from "../arm-facts.ts";
import { finding, type Found } from "../finding.ts";
import { grantFor } from "./grant.ts";

/** A refusal for want of a role, with what the findings say of it. */
interface RoleRefusal {
  readonly target: Target;
  readonly row: Access;
  readonly service: ServiceDefinition | undefined;
  readonly identity: Identity | undefined;
  readonly place: { readonly identity: string; readonly target: string };
  readonly at: readonly string[];
}

/** Why a role that is there does not count, where Azure Resource Manager tells. */
export function toldByArm({ target, row, identity, place, at }: RoleRefusal): Found | undefined {
  const denied = { ...place, action: namesOfNeeded(target, [row]) };
  const denials = denialsFor(target, row);
  if (denials.length > 0) return finding("deny-assignment", { ...denied, denials }, at);
  const role = roleThroughGroup(target, row);
  if (role !== undefined) {
    // What the group has is known by its name.
    const grant = grantFor(target, { ...row, roles: [{ name: role, id: "" }] }, identity);
    return finding("role-through-group", { ...denied, role, grant }, at);
  }
  if (isHeld(target, row) !== true) return undefined;
  const item = rolesAt(target, row) === undefined ? unseenConditionOn(target, row) : undefined;
  const note = item === undefined ? "" : conditionNote(item);
  return finding("role-not-effective-yet", { ...denied, note }, at);
}

/** What Azure Resource Manager lists for the identity: mostly roles that people took for enough. */
export function rolesNote({ target, row, service }: RoleRefusal): string | undefined {
  const roles = rolesAt(target, row);
  if (roles === undefined || isBeyondRoles(target, row)) return undefined;
  if (roles.length === 0 && service?.ownRoles === true) return undefined;
  const where = isAboutWholeOnly(target, row)
    ? `for it on the whole of ${target.resource} (it was not asked about this part alone)`
    : "for it there";
  return roles.length === 0
    ? `Azure Resource Manager lists no role ${where}.`
    : `Azure Resource Manager lists ${where}: ${roles.join(", ")}.`;
}

/** What a refusal by role leaves open where the assignments are not known. */
export function conditionNote(item: string): string {
  return `A role under a condition (ABAC) that a random ${item} name does not fulfil would be refused alike, and the assignments could not be listed.`;
}

/** How a condition is put to the test: with a name that the app uses. */
export function askForItem(
  { url }: Target,
  { testedScope }: Access,
  item: string | undefined,
): Fix | undefined {
  if (item === undefined || testedScope.item !== undefined || !testedScope.named) return undefined;
  const what = `Ask with a ${item} that the app uses, which a condition of its role may allow; its metadata is asked for, not its content:`;
  return runAgain(`${hostUrl(url)}/${testedScope.name}/<${item}>`, what);
}

function hostUrl(url: string): string {
  return url.replace(/^(https:\/\/[^/]+).*$/, "$1");
}
