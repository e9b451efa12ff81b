import { fitsActionPattern, fitsPattern } from "../model/action-pattern.ts";
import type { Permission } from "./roles/role.ts";

/** Attributes of what a request is about, by the names that conditions give them. */
export type Attributes = Readonly<Record<string, string>>;

type Comparison = (attribute: string, value: string) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: (attribute, value) => attribute === value,
  StringStartsWith: (attribute, value) => attribute.startsWith(value),
  StringLike: (attribute, value) => fitsPattern(value, attribute),
};
const ACTION = /ActionMatches\{'([^']+)'\}/g;
const COMPARED = /@Resource\[([^\]]+)\]\s+(\w+)\s+'([^']*)'/g;

/**
 * Whether the condition of an assignment holds, for the form that Azure's own templates have: the actions that are not
 * restricted, or comparisons that all must hold. An attribute that the request's object lacks fails its comparison.
 *
 * @example
 * "((!(ActionMatches{'…/blobs/read'})) OR (@Resource[…/blobs:path] StringStartsWith '2026/'))"
 */
export function conditionHolds(condition: string, permission: Permission, attributes: Attributes): boolean {
  const actions = [...condition.matchAll(ACTION)].map(([, action = ""]) => action);
  const isRestricted =
    actions.length === 0 || actions.some((action) => fitsActionPattern(action, permission.name));
  if (!isRestricted) return true;
  const comparisons = [...condition.matchAll(COMPARED)];
  if (comparisons.length === 0) throw new Error("the lab cannot evaluate this condition");
  return comparisons.every(([, name = "", operator = "", value = ""]) => {
    const attribute = attributes[name];
    const compare = COMPARISONS[operator];
    if (compare === undefined) throw new Error(`the lab does not know ${operator}`);
    return attribute !== undefined && compare(attribute, value);
  });
}
