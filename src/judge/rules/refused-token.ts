import { disclosuresOf } from "../../catalogue/disclosures.ts";
import { rowOf } from "../../catalogue/row-of-answer.ts";
import { finding, type Found } from "../finding.ts";
import { grantContext } from "./grant.ts";
import { tokenOf, type Asked } from "./asked.ts";

export function tenantsOf({ report, target, row, service }: Asked) {
  return {
    tokenTenant: tokenOf(report, target, row)?.tenantId,
    resourceTenant: target.tenantFromChallenge ?? disclosuresOf(row, service).tenantId,
  };
}

/** What the token says of itself, where the service does not say what it has against it. */
export function tokenNotAccepted({ report, target, row, identity, place, at }: Asked): Found {
  const { audience, tenantId, issuedAt, expiresAt } = tokenOf(report, target, row) ?? {};
  const sentAt = row.exchange?.startedAt;
  const isOver =
    expiresAt !== undefined && sentAt !== undefined && Date.parse(expiresAt) <= Date.parse(sentAt);
  const told = rowOf(target, row);
  const more = { note: told?.why, grant: told?.grant?.(grantContext(target, row, identity)) };
  const token = { audience, tenantId, issuedAt, expiresAt, isOver };
  return finding("token-not-accepted", { ...place, ...token, ...more }, at);
}

export function otherTenant(asked: Asked): Found {
  return finding("resource-in-other-tenant", { ...asked.place, ...tenantsOf(asked) }, asked.at);
}
