import { armResourceId, assignRole, rolesOf } from "../../catalogue/fixes.ts";
import { findService } from "../../catalogue/services/index.ts";
import type { GrantContext, TestedScope } from "../../catalogue/service-definition.ts";
import type { Access, Fix, Identity, Target } from "../../model/report.ts";
import { disclosuresOf } from "../../catalogue/disclosures.ts";
import { rolesAt } from "../arm-facts.ts";
import { hostOf } from "../describe.ts";
import { probeOf, rowOf } from "../../catalogue/row-of-answer.ts";

/** What would allow what a probe asked, for this identity and at the scope that was tested. */
export function grantFor(
  target: Target,
  row: Access,
  identity: Identity | undefined,
  alike: readonly Access[] = [row],
): Fix {
  const grant = rowOf(target, row)?.grant ?? findService(target.service)?.grant ?? assignRole;
  return grant(grantContext(target, row, identity, alike));
}

export function grantContext(
  target: Target,
  row: Access,
  identity: Identity | undefined,
  alike: readonly Access[] = [row],
): GrantContext {
  const service = findService(target.service);
  const { resource, arm = [] } = target;
  const learnt = arm.find(({ resourceId }) => resourceId !== undefined)?.resourceId;
  return {
    objectId: identity?.objectId,
    clientId: identity?.clientId,
    principalType: identity?.kind === "user" ? "User" : "ServicePrincipal",
    principalName: principalName(identity),
    role: roleToGive(target, row),
    action: row.action,
    levels: alike.map(({ level }) => level),
    host: hostOf(target.url),
    resource,
    resourceId: disclosuresOf(row, service).resourceId ?? learnt ?? armResourceId(service?.armType, resource),
    part: meantPart(target, row),
    errorCode: row.errorCode,
  };
}

/** The least that would do; where one that would is held and does not count, that of the resource's other mode. */
function roleToGive(target: Target, row: Access): GrantContext["role"] {
  const held = rolesAt(target, row) ?? [];
  const isIgnored = row.roles.some(({ name }) => held.includes(name));
  return (isIgnored ? probeOf(target, row)?.roleInOtherMode : undefined) ?? row.roles[0];
}

/** The least role, where it is one of those that people know by name. */
export function roleWanted(target: Target, row: Access): string | undefined {
  const role = roleToGive(target, row);
  return role === undefined ? undefined : `the role ${role.name}`;
}

/** Which of Azure's roles an identity has at what was asked. */
export function listRoles(target: Target, row: Access, identity: Identity | undefined): Fix {
  const { objectId = "<object-id>", resourceId, part } = grantContext(target, row, identity);
  return rolesOf(
    objectId,
    `${resourceId}${part.armSuffix ?? ""}`,
    "See, as somebody who may, which roles it has there:",
  );
}

/** What a role would be for: the named part, also where that could not be asked without touching what it holds. */
function meantPart(target: Target, row: Access): TestedScope {
  if (probeOf(target, row)?.wholeResource !== true) return row.testedScope;
  const { url, part = new URL(url).pathname } = target;
  const meant = findService(target.service)?.part.parse(part, row.testedScope.name);
  return meant?.named === true ? meant : row.testedScope;
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
  const { named, name, item } = row.testedScope;
  // Azure Resource Manager's begin with a slash, and some hosts name the part themselves.
  const part = named && name !== target.resource ? [name.replace(/^\//, "")] : [];
  return [target.resource, ...part, ...(item === undefined ? [] : [item])].join("/");
}
