import { siteOf, type HostResource } from "../catalogue/host-resource.ts";
import type { Chain, Identity, Link, Target } from "../model/report.ts";
import { isManagedIdentity, type Effect, type LinkId } from "../model/words.ts";
import type { Judged } from "./judged.ts";

/** Who an identity is, in words a tired person understands. */
export function describeIdentity(identity: Identity | undefined): string {
  const client = identity?.clientId ?? "unknown client id";
  switch (identity?.kind) {
    case "system-assigned":
      return `the system-assigned identity of ${lastSegment(identity.resourceId)}`;
    case "user-assigned":
      return `the user-assigned identity ${lastSegment(identity.resourceId)}`;
    case "service-principal":
      return `the service principal of the app ${client}`;
    case "user":
      return "a signed-in user";
    default:
      return "an identity that the token does not tell";
  }
}

/** Who asks, and for which setting, where one names the target. */
export function whoAsks(identity: Identity | undefined, { discovered }: Pick<Target, "discovered">): string {
  const who = describeIdentity(identity);
  if (discovered === undefined) return who;
  const { setting, reference } = discovered;
  return reference === true
    ? `${who} (which resolves the setting ${setting}, unless the site's keyVaultReferenceIdentity names another)`
    : `${who} (of the connection in ${setting})`;
}

export function linkById(report: Judged, id: LinkId | null | undefined): Link | undefined {
  return report.links.find((link) => link.id === id);
}

/** Whom a link's token speaks for; where a proxy stood in the way, the token that came without it. */
export function identityOfLink(link: Link | undefined): Identity | undefined {
  const observed = link?.tokens.find((token) => token.identity !== undefined)?.identity;
  return observed ?? link?.withoutProxy?.token?.identity;
}

/** What a link was refused a token for: the scope without its last part, as endpoints are asked for it. */
export function resourceOf({ tokens }: Link): string {
  const scope = (tokens.find(({ outcome }) => outcome !== "succeeded") ?? tokens[0])?.scope;
  return scope?.replace(/\/\.default$/, "") ?? "an unknown resource";
}

/** JSON pointer to a link of the report. */
export function linkPointer(report: Judged, id: LinkId): string {
  return `/links/${report.links.findIndex((link) => link.id === id)}`;
}

/** A managed identity that gives a token when it is asked alone. */
export function workingManagedIdentity(report: Judged): Link | undefined {
  return report.links.find((link) => isManagedIdentity(link.id) && link.outcome === "succeeded");
}

/** Names of the variables that are set, among those a link reads. */
export function setVariablesOf(report: Judged, id: LinkId): string[] {
  return report.environment
    .filter(({ state, usedBy }) => state === "set" && usedBy.includes(id))
    .map(({ name }) => name);
}

/** Effects at which a chain ends; what stands behind one of them is never asked. */
const ENDS: readonly Effect[] = ["won", "stopped", "unknown"];

/** Whether some `DefaultAzureCredential` really asks a link: only then is its failure part of the story. */
export function isReached(report: Judged, id: LinkId): boolean {
  return report.chains.some(({ credential, steps }) => {
    const end = steps.findIndex(({ effect }) => ENDS.includes(effect));
    const asked = end < 0 ? steps : steps.slice(0, end + 1);
    return (
      credential === "DefaultAzureCredential" &&
      asked.some(({ link, effect }) => link === id && (effect === "passed" || ENDS.includes(effect)))
    );
  });
}

/** Whether an app gets a token whatever its SDK, be it from different links. */
export function someoneWinsEverywhere({ chains, winner }: Judged): boolean {
  const defaults = chains.filter(({ credential }) => credential === "DefaultAzureCredential");
  return winner.state === "won" || defaults.every(({ state }) => state === "won");
}

/** The Azure resource that the app runs on, as far as host and platform variables tell. */
export function hostResource({ host }: Pick<Judged, "host">): HostResource {
  const told = (what: string) => host.evidence.find((one) => one.what === what)?.value;
  return {
    kind: host.kind,
    resourceId: host.resourceId,
    ...siteOf(told("WEBSITE_SITE_NAME"), told("WEBSITE_SLOT_NAME")),
    ...(host.kind === "container-apps" ? { name: told("CONTAINER_APP_NAME") } : {}),
    resourceGroup: told("WEBSITE_RESOURCE_GROUP") ?? told("AZUREML_ARM_RESOURCEGROUP"),
    workspace: told("AZUREML_ARM_WORKSPACE_NAME"),
  };
}

/** What the chains of the SDKs give, by the names of those that agree; only those that the app may use. */
export function resultsOfSdks({ chains }: Judged): ReadonlyMap<string, { result: string; why: string }> {
  const groups = new Map<string, { sdks: string[]; why: string }>();
  for (const chain of chains) {
    if (chain.credential !== "DefaultAzureCredential" || chain.inapplicable !== undefined) continue;
    const result = resultOf(chain);
    const group = groups.get(result) ?? { sdks: [], why: whyOf(chain) };
    groups.set(result, { ...group, sdks: [...group.sdks, chain.sdk] });
  }
  return new Map([...groups].map(([result, { sdks, why }]) => [sdks.join(", "), { result, why }]));
}

function resultOf({ state, winner, stopsAt, invalid }: Chain): string {
  if (invalid === true) return "its constructor throws";
  if (winner !== undefined) return `${winner} wins`;
  if (stopsAt !== undefined) return `the chain ends at ${stopsAt}`;
  return state === "unknown" ? "not known" : "no link wins";
}

/** The reason of the step that decided. */
function whyOf({ steps, invalid }: Chain): string {
  const decisive = steps.find(({ effect }) =>
    invalid === true ? effect === "excluded" : ENDS.includes(effect),
  );
  return decisive?.why ?? "every link is passed over";
}

/** A slot's own name says little without that of its app. */
function lastSegment(resourceId: string | undefined): string {
  return /[^/]+(?:\/slots\/[^/]+)?$/i.exec(resourceId ?? "")?.[0] ?? "this resource";
}

/** Host of a recorded URL; the text itself when a saved report holds something else. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
