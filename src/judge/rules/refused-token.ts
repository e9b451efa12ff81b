import { disclosuresOf } from "../../catalogue/disclosures.ts";
import { finding, type Found } from "../finding.ts";
import { tokenOf, type Asked } from "./asked.ts";

export function tenantsOf({ report, target, row, service }: Asked) {
  return {
    tokenTenant: tokenOf(report, target, row)?.tenantId,
    resourceTenant: target.tenantFromChallenge ?? disclosuresOf(row, service).tenantId,
  };
}

/** What the token says of itself, where the service does not say what it has against it. */
export function tokenNotAccepted({ report, target, row, place, at }: Asked): Found {
  const { audience, tenantId, issuedAt, expiresAt } = tokenOf(report, target, row) ?? {};
  const sentAt = row.exchange?.startedAt;
  const isOver =
    expiresAt !== undefined && sentAt !== undefined && Date.parse(expiresAt) <= Date.parse(sentAt);
  return finding("token-not-accepted", { ...place, audience, tenantId, issuedAt, expiresAt, isOver }, at);
}

export function otherTenant(asked: Asked): Found {
  return finding("resource-in-other-tenant", { ...asked.place, ...tenantsOf(asked) }, asked.at);
}
