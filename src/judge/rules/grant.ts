import { armResourceId, assignRole } from "../../catalogue/fixes.ts";
import { findService } from "../../catalogue/services/index.ts";
import type { Access, Fix, Identity, Target } from "../../model/report.ts";
import { disclosuresOf } from "../../catalogue/disclosures.ts";

/** What would allow what a probe asked, for this identity and at the scope that was tested. */
export function grantFor(target: Target, row: Access, identity: Identity | undefined): Fix {
  const service = findService(target.service);
  const { resource, arm = [] } = target;
  const learnt = arm.find(({ resourceId }) => resourceId !== undefined)?.resourceId;
  const grant = service?.grant ?? assignRole;
  return grant({
    objectId: identity?.objectId,
    clientId: identity?.clientId,
    principalType: identity?.kind === "user" ? "User" : "ServicePrincipal",
    role: row.roles[0],
    action: row.action,
    resource,
    resourceId: disclosuresOf(row, service).resourceId ?? learnt ?? armResourceId(service?.armType, resource),
    part: row.testedScope,
    errorCode: row.errorCode,
  });
}

/** A target and the part of it that was asked, as people say it: `contosodata/invoices`. */
export function targetName(target: Target, row: Access): string {
  return row.testedScope.named ? `${target.resource}/${row.testedScope.name}` : target.resource;
}
