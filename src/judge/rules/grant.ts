import { armResourceId, assignRole } from "../../catalogue/fixes.ts";
import { findService } from "../../catalogue/services/index.ts";
import type { GrantContext } from "../../catalogue/service-definition.ts";
import type { Access, Fix, Identity, Target } from "../../model/report.ts";
import { disclosuresOf } from "../../catalogue/disclosures.ts";
import { hostOf } from "../describe.ts";

/** What would allow what a probe asked, for this identity and at the scope that was tested. */
export function grantFor(target: Target, row: Access, identity: Identity | undefined): Fix {
  const grant = findService(target.service)?.grant ?? assignRole;
  return grant(grantContext(target, row, identity));
}

export function grantContext(target: Target, row: Access, identity: Identity | undefined): GrantContext {
  const service = findService(target.service);
  const { resource, arm = [] } = target;
  const learnt = arm.find(({ resourceId }) => resourceId !== undefined)?.resourceId;
  return {
    objectId: identity?.objectId,
    clientId: identity?.clientId,
    principalType: identity?.kind === "user" ? "User" : "ServicePrincipal",
    principalName: principalName(identity),
    role: row.roles[0],
    action: row.action,
    host: hostOf(target.url),
    resource,
    resourceId: disclosuresOf(row, service).resourceId ?? learnt ?? armResourceId(service?.armType, resource),
    part: row.testedScope,
    errorCode: row.errorCode,
  };
}

/**
 * Display name of a managed identity's service principal: the name of the identity, or of the resource it belongs to.
 * A slot's identity has the name of its app before it (`app/slots/name`, failures.md section d).
 */
function principalName(identity: Identity | undefined): string | undefined {
  return /\/providers\/[^/]+\/[^/]+\/(.+)$/.exec(identity?.resourceId ?? "")?.[1];
}

/** A target and the part of it that was asked, as people say it: `contosodata/invoices`. */
export function targetName(target: Target, row: Access): string {
  return row.testedScope.named ? `${target.resource}/${row.testedScope.name}` : target.resource;
}
