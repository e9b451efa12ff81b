import type { AccessEvidence, TargetEvidence } from "../model/report.ts";
import type { ProbeDefinition, VerdictRow } from "./service-definition.ts";
import { findService } from "./services/index.ts";

type Asked = Pick<AccessEvidence, "level" | "action" | "testedScope">;
type OfService = Pick<TargetEvidence, "service">;

/** The probe that a row is of; `undefined` in a saved report whose probe this version does not know. */
export function probeOf(
  { service }: OfService,
  { level, action, testedScope }: Asked,
): ProbeDefinition | undefined {
  const isOf = ({ kinds, about }: ProbeDefinition) =>
    about?.kind === testedScope.kind || kinds?.includes(testedScope.kind) !== false;
  return findService(service)?.probes.find(
    (one) => one.level === level && (one.action === action || grantedWord(one) === action) && isOf(one),
  );
}

/** The row of a service's table that an answer fits; none for an answer that the service is not known to give. */
export function rowOf(target: OfService, access: AccessEvidence): VerdictRow | undefined {
  const probe = probeOf(target, access);
  return probe?.verdicts.find((candidate) => matches(candidate, access, probe));
}

/** SQL Server: the login failed. */
const LOGIN_FAILED = "18456";

/** A refusal: 403 or 401, AMQP's or SQL Server's word, or a registry's token that does not hold the action. */
export function isRefused(target: OfService, access: AccessEvidence): boolean {
  const { status, errorCode, granted } = access;
  const probe = probeOf(target, access);
  const isToken = granted?.includes((probe && grantedWord(probe)) ?? access.action) === false;
  const isSaid = errorCode === "amqp:unauthorized-access" || isLoginRefused(probe, errorCode);
  return status === 403 || status === 401 || isSaid || isToken;
}

function isLoginRefused(probe: ProbeDefinition | undefined, errorCode: string | undefined): boolean {
  return probe?.ask.kind === "tds" && errorCode === LOGIN_FAILED;
}

/**
 * A refusal that a role might lift, as far as the service's table tells: not one by network rules, and not one of the
 * token itself.
 */
export function mayLackRole(target: OfService, access: AccessEvidence): boolean {
  const verdict = rowOf(target, access)?.verdict ?? "inconclusive";
  if (isLoginRefused(probeOf(target, access), access.errorCode)) return false;
  return isRefused(target, access) && (verdict === "denied-rbac" || verdict === "inconclusive");
}

function matches(row: VerdictRow, access: AccessEvidence, probe: ProbeDefinition): boolean {
  const { exchange, errorCode, testedScope, seen, granted } = access;
  const word = grantedWord(probe) ?? access.action;
  return (
    (row.status === undefined || row.status === exchange?.status) &&
    (row.code === undefined || row.code === errorCode) &&
    (row.body === undefined || row.body.test(exchange?.errorBody ?? "")) &&
    (row.challenge === undefined ||
      row.challenge.test(exchange?.responseHeaders["www-authenticate"] ?? "")) &&
    (row.named === undefined || row.named === testedScope.named) &&
    (row.item === undefined || isItemNamed(testedScope)) &&
    (row.seen === undefined || seen?.includes(row.seen) === true) &&
    // Where the registry's own token could not be read, nobody knows what it grants.
    (row.granted === undefined || row.granted === granted?.includes(word))
  );
}

/** Something that the part holds was named, not only the folder that it is in. */
export function isItemNamed({ item }: AccessEvidence["testedScope"]): boolean {
  return item !== undefined && !item.endsWith("/");
}

/** What a registry's own token calls the action of a probe; saved reports of older versions call the action so, too. */
function grantedWord({ ask }: ProbeDefinition): string | undefined {
  return ask.kind === "registry" ? ask.action : undefined;
}
