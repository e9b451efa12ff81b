import type { Site } from "../../catalogue/findings/console.ts";
import { hostKind } from "../../catalogue/hosts/index.ts";
import { MANAGED_IDENTITY_LINKS } from "../../model/words.ts";
import { hostResource, isReached, linkById, setVariablesOf } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import { hasIdentityEndpoint, hiddenIdentity } from "../hidden-identity.ts";
import type { Judged } from "../judged.ts";

/** A console that is not told of the app's identity: what it sees says nothing of the app. */
export const hiddenConsole: Rule = (report) => {
  const hidden = hiddenIdentity(report);
  if (hidden === undefined) return [];
  const site = siteOf(report);
  if (hidden === "shell") return [finding("shell-without-variables", site, ["/host/evidence"])];
  const masked = report.environment.flatMap(({ name, shape }, index) =>
    shape.includes("masked") ? [{ name, pointer: `/environment/${index}` }] : [],
  );
  const names = masked.map(({ name }) => name);
  const args = { ...site, masked: names, variables: credentialVariables(report) };
  return [finding("kudu-container", args, ["/host/evidence", ...masked.map(({ pointer }) => pointer)])];
};

/** What the links that ask Entra were tried with. */
function credentialVariables(report: Judged): string[] {
  const ids = (["environment", "workload-identity"] as const).filter(
    (id) => linkById(report, id)?.outcome !== "not-configured",
  );
  return [...new Set(ids.flatMap((id) => setVariablesOf(report, id)))];
}

/** A platform that tells every process of its identity, and did not tell this one. */
export const identityNotEnabled: Rule = (report) => {
  if (report.winner.state === "won" || hiddenIdentity(report) !== undefined) return [];
  if (hostKind(report.host.kind).tellsOfIdentity !== true || hasIdentityEndpoint(report.environment))
    return [];
  if (!MANAGED_IDENTITY_LINKS.some((id) => isReached(report, id))) return [];
  const disabled = report.environment.findIndex(
    ({ name, state }) => name === "WEBSITE_DISABLE_MSI" && state === "set",
  );
  const host = hostResource(report);
  return disabled < 0
    ? [finding("identity-not-enabled", { host }, ["/host/evidence"])]
    : [finding("identity-switched-off", { host }, ["/host/evidence", `/environment/${disabled}`])];
};

/** Kudu's host has `scm` behind the first label of the site's own, whatever stands behind that. */
function siteOf(report: Judged): Site {
  const own = report.host.evidence.find(({ what }) => what === "WEBSITE_HOSTNAME")?.value;
  const host = hostResource(report);
  const { name, slot } = host;
  const site = slot === undefined ? name : `${name}-${slot}`;
  const fromName = name === undefined ? undefined : `${site}.scm.azurewebsites.net`;
  return { host, scmHost: own?.includes(".") === true ? own.replace(".", ".scm.") : fromName };
}
