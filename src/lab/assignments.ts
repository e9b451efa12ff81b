import { conditionHolds, type Attributes } from "./condition.ts";
import { SUBSCRIPTION, type LabAssignment, type LabDenial } from "./lab-resource.ts";
import { fitsActionPattern } from "../model/action-pattern.ts";
import { roleGrants } from "./roles.ts";
import type { Permission } from "./roles/role.ts";
import type { Scenario } from "./scenario.ts";

/** Who asks for what. */
export interface Asked {
  /** `oid` of the caller's token. */
  readonly principalId: unknown;
  readonly resource: string;
  readonly part: string | undefined;
  /** How many requests with a token the resource had before this one, where they are counted. */
  readonly count?: number;
  /** What conditions may look at. */
  readonly attributes: Attributes;
}

/** Whether Azure lets a principal do it: some role grants it, under conditions that hold, and nothing denies it. */
export function isGranted(
  { assignments, denials }: Pick<Scenario, "assignments" | "denials">,
  asked: Asked,
  permission: Permission,
): boolean {
  if (denials.some((one) => isAbout(one, asked) && denies(one, permission))) return false;
  return assignments.some(
    (one) =>
      isAbout(one, asked) &&
      one.pending === undefined &&
      one.throughGroup === undefined &&
      (asked.count ?? Number.POSITIVE_INFINITY) >= (one.refusedFirst ?? 0) &&
      (one.part === undefined || isWithin(asked.part, one.part)) &&
      roleGrants(one.role, permission) &&
      (one.condition === undefined || conditionHolds(one.condition, permission, asked.attributes)),
  );
}

/** Parts may hold parts, as a database holds containers: `shop/orders` is within `shop`. */
function isWithin(part: string | undefined, whole: string): boolean {
  return part === whole || part?.startsWith(`${whole}/`) === true;
}

/** Whether an assignment, or a denial, counts for the resource that a principal asks for. */
function isAbout(
  { principalId, resource }: Pick<LabAssignment, "principalId" | "resource">,
  asked: Pick<Asked, "principalId" | "resource">,
): boolean {
  return principalId === asked.principalId && (resource === asked.resource || resource === SUBSCRIPTION);
}

function denies({ dataActions }: LabDenial, { name, isData }: Permission): boolean {
  return isData && dataActions.some((pattern) => fitsActionPattern(pattern, name));
}
