import { rowOf } from "../../catalogue/row-of-answer.ts";
import type { Access } from "../../model/report.ts";
import { finding, type Found } from "../finding.ts";
import type { Asked } from "./asked.ts";
import { grantFor } from "./grant.ts";

/** Access policies give permissions one by one: what is refused for want of them is given at once. */
export function policyMissing({ target, row, identity, place, at }: Asked, why = ""): Found {
  const alike = target.access.filter(
    (one) =>
      one.link === row.link &&
      rowOf(target, one)?.beyondRoles === true &&
      (rowOf(target, one)?.why ?? "") === why,
  );
  const action = listed(alike);
  const grant = grantFor(target, row, identity, alike);
  // They count for the whole vault.
  const args = { ...place, target: target.resource, action, note: why, grant };
  return finding("access-policy-missing", args, at);
}

/** The actions of some rows, each once. */
export function listed(rows: readonly Access[]): string {
  return [...new Set(rows.map(({ action }) => action))].join(" and ");
}
