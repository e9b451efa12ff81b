import type { RoleAssignment } from "../../catalogue/fixes.ts";
import { findService } from "../../catalogue/services/index.ts";
import type { Access, Identity, Target } from "../../model/report.ts";

/** The least role that would allow what a probe asked, at the scope that was tested. */
export function grantFor(target: Target, row: Access, identity: Identity | undefined): RoleAssignment {
  return {
    objectId: identity?.objectId,
    principalType: identity?.kind === "user" ? "User" : "ServicePrincipal",
    role: row.roles[0]?.name ?? "<role>",
    armType: findService(target.service)?.armType ?? "<resource-type>",
    resource: target.resource,
    armSuffix: row.testedScope.armSuffix,
  };
}

/** A target and the part of it that was asked, as people say it: `contosodata/invoices`. */
export function targetName(target: Target, row: Access): string {
  return row.testedScope.named ? `${target.resource}/${row.testedScope.name}` : target.resource;
}
