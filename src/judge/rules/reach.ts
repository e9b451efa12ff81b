import type { ProbeDefinition } from "../../catalogue/service-definition.ts";
import { findService } from "../../catalogue/services/index.ts";
import type { Access, Target } from "../../model/report.ts";
import type { Verdict } from "../../model/words.ts";
import { askingLink } from "../asking-link.ts";
import { describeIdentity, hostOf, linkById } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { privateAlias, privateZone } from "../route.ts";
import { grantContext, grantFor } from "./grant.ts";

/** What network rules look like from outside. */
const KEPT_OUT: ReadonlySet<Verdict> = new Set<Verdict>(["denied-network", "unreachable"]);

/** A resource has a private endpoint, and its name leads to the public address from here. */
export const bypassedEndpoints: Rule = (report) =>
  report.targets.flatMap((target, index) => {
    const alias = privateAlias(target);
    if (alias === undefined || target.route !== "public-beside-private-endpoint") return [];
    const refused = rowsOf(report, target).some(({ verdict }) => KEPT_OUT.has(verdict));
    const { url, addresses = [] } = target;
    return [
      finding(
        "private-endpoint-bypassed",
        { host: hostOf(url), alias, zone: privateZone(alias), addresses, refused },
        [`/targets/${index}/aliases`, `/targets/${index}/addresses`],
        refused ? "error" : "info",
      ),
    ];
  });

/** Verdicts that settle whether the token's tenant is the resource's, or whose own finding tells that it is not. */
const SETTLES_TENANT: ReadonlySet<Verdict> = new Set<Verdict>([
  "allowed",
  "denied-rbac",
  "wrong-tenant",
  "token-rejected",
  "wrong-cloud",
  "entra-disabled",
  "not-found",
]);

/** The resource asks anonymous callers for another tenant, and no probe's answer says what that means. */
export const otherTenants: Rule = (report) =>
  report.targets.flatMap((target, index) => {
    const { tenantFromChallenge: resourceTenant, scope } = target;
    const token = linkById(report, askingLink(report, target))?.tokens.find((one) => one.scope === scope);
    const tokenTenant = token?.tenantId;
    if (resourceTenant === undefined || tokenTenant === undefined) return [];
    if (resourceTenant.toLowerCase() === tokenTenant.toLowerCase()) return [];
    const rows = rowsOf(report, target);
    if (rows.some(({ verdict }) => SETTLES_TENANT.has(verdict))) return [];
    // It is certain, and waiting does not change it.
    const areThrottled = rows.length > 0 && rows.every(({ verdict }) => verdict === "throttled");
    const place = { identity: describeIdentity(token?.identity), target: target.resource };
    return [
      finding(
        "challenge-names-other-tenant",
        { ...place, tokenTenant, resourceTenant },
        [`/targets/${index}/tenantFromChallenge`],
        areThrottled ? "error" : "warning",
      ),
    ];
  });

/** What a target answers to Kudu tells of the identity for certain, and of the network by likelihood (failures.md section c.6). */
export const reachedFromKudu: Rule = ({ host, targets }) =>
  host.kind !== "kudu-windows" || targets.length === 0
    ? []
    : [finding("reached-from-kudu", { targets: targets.map(({ resource }) => resource) }, ["/host/kind"])];

/** Permissions of which no request is known that would not use them: what is left to look at. */
export const unaskablePermissions: Rule = (report) =>
  report.targets.flatMap((target, index) => {
    const { probes = [], guidance = "", signIn } = findService(target.service) ?? {};
    if (signIn !== undefined) return [];
    const unaskable = probes.filter(({ ask }) => ask.kind === "none" && ask.why !== undefined);
    const link = askingLink(report, target);
    const isReached = !target.stages.some(
      ({ outcome, stage }) => outcome === "failed" && stage !== "challenge",
    );
    const token = linkById(report, link)?.tokens.find(({ scope }) => scope === target.scope);
    if (link === null || !isReached || token?.outcome !== "succeeded") return [];
    return unaskable.map((probe) => {
      const row = { ...accessOf(probe, target), link };
      const { resourceId, objectId } = grantContext(target, row, token.identity);
      const grant = grantFor(target, row, token.identity);
      const place = { identity: describeIdentity(token.identity), target: target.resource };
      const args = { ...place, action: probe.action, guidance, scope: resourceId, objectId, grant };
      return finding("permission-not-askable", args, [`/targets/${index}`]);
    });
  });

/** A permission as a row of the target, also where its level was not asked for. */
function accessOf({ level, action, roles }: ProbeDefinition, { resource }: Target): Omit<Access, "link"> {
  const testedScope = { kind: "resource", name: resource, named: false };
  return { level, action, roles: [...roles], testedScope, verdict: "not-tested", confidence: "observed" };
}

/** The rows of the link whose token is sent to a target. */
function rowsOf(report: Judged, target: Target): Access[] {
  const asking = askingLink(report, target);
  return target.access.filter(({ link }) => link === asking);
}
