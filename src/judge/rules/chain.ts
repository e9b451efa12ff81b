import { linkDefinition } from "../../catalogue/links/index.ts";
import { isRefused } from "../../catalogue/row-of-answer.ts";
import type { IdOwner, Steered } from "../../catalogue/findings/chain.ts";
import { METADATA_PATTERNS } from "../../catalogue/metadata-errors.ts";
import { sdkModels } from "../../catalogue/sdks/index.ts";
import { sameId } from "../../model/ids.ts";
import type { Access, Link, Target } from "../../model/report.ts";
import { isManagedIdentity, MANAGED_IDENTITY_LINKS, type LinkId, type Sdk } from "../../model/words.ts";
import {
  describeIdentity,
  identityOfLink,
  isReached,
  linkById,
  linkPointer,
  resultsOfSdks,
  setVariablesOf,
  workingManagedIdentity,
} from "../describe.ts";
import { memberOf } from "../chain-facts.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { wantedMembers } from "../wanted-members.ts";
import { grantFor, targetName } from "./grant.ts";

/** A link that is never reached gives another identity; an error when the winner is refused where that one is not. */
export const shadowing: Rule = (report) => {
  const winner = linkById(report, report.winner.link);
  if (winner === undefined) return [];
  const shadowed = new Set(
    report.chains.filter(({ winner: id }) => id === winner.id).flatMap((c) => c.shadowed),
  );
  const links = report.links.filter(({ id }) => shadowed.has(id));
  if (links.length === 0) return [];
  const refused = winner.id === "environment" ? refusedWhereOthersAreAllowed(report, winner, links) : [];
  return refused.length === 0 ? [mereShadow(report, winner, links)] : refused;
};

function mereShadow(report: Judged, winner: Link, shadowed: readonly Link[]): Found {
  return finding(
    "identity-shadowed",
    {
      winner: describeIdentity(identityOfLink(winner)),
      shadowed: [...new Set(shadowed.map((link) => describeIdentity(identityOfLink(link))))],
    },
    [winner, ...shadowed].map(({ id }) => linkPointer(report, id)),
  );
}

/** One finding for each of the other identities, about all targets where it would help. */
function refusedWhereOthersAreAllowed(report: Judged, winner: Link, links: readonly Link[]): Found[] {
  const places = report.targets.flatMap((target, index) => {
    // A connection with an identity of its own is not the chain's affair.
    if (target.discovered !== undefined) return [];
    const refused = target.access.find((row) => row.link === winner.id && isRefusedByRole(target, row));
    const allowed = links.find(({ id }) => isAllowed(target, id));
    return refused === undefined || allowed === undefined ? [] : [{ target, index, refused, allowed }];
  });
  return links.flatMap((link) => {
    const own = places.filter(({ allowed }) => allowed === link);
    if (own.length === 0) return [];
    const args = {
      winner: describeIdentity(identityOfLink(winner)),
      shadowed: describeIdentity(identityOfLink(link)),
      targets: own.map(({ target, refused }) => targetName(target, refused)),
      variables: setVariablesOf(report, "environment"),
      grants: own.map(({ target, refused }) => grantFor(target, refused, identityOfLink(winner))),
    };
    const pointers = own.map(({ index }) => `/targets/${index}/access`);
    const evidence = [linkPointer(report, winner.id), linkPointer(report, link.id), ...pointers];
    return [finding("environment-shadows-managed-identity", args, evidence)];
  });
}

function isRefusedByRole(target: Target, row: Access): boolean {
  return row.verdict === "denied-rbac" || (row.verdict === "inconclusive" && isRefused(target, row));
}

function isAllowed(target: Target, id: Link["id"]): boolean {
  return target.access.some((row) => row.link === id && row.verdict === "allowed");
}

/** An id was named, by option or AZURE_CLIENT_ID, and the metadata service has no such identity. */
export const namedIdentity: Rule = (report) =>
  (["managed-identity-option", "managed-identity-env"] as const)
    .filter((id) => report.winner.state !== "won" && isReached(report, id))
    .map((id) => linkById(report, id))
    .filter((link) => link !== undefined)
    .filter(
      (link) =>
        METADATA_PATTERNS.identityNotFound.test(link.error?.description ?? "") && link.outcome === "failed",
    )
    .map((link) => {
      const input = link.inputs.find(({ value }) => value !== undefined);
      const id = input?.value ?? "unknown";
      const steered: Steered = {
        id,
        from: link.id === "managed-identity-option" ? "option" : "variable",
        named: kindOfId(input?.name),
        systemWorks: workingManagedIdentity(report) !== undefined,
      };
      const owner = ownerOf(report, id);
      const evidence = [linkPointer(report, link.id)];
      return owner === undefined
        ? finding("client-id-not-attached", steered, evidence)
        : finding("object-id-as-client-id", { ...steered, owner }, evidence);
    });

/** Inputs of the option link are named for the option: `managed-identity-resource-id`. */
function kindOfId(input: string | undefined): Steered["named"] {
  if (input === "managed-identity-resource-id") return "resource id";
  return input === "managed-identity-object-id" ? "object id" : "client id";
}

/** The identity that has this for its object id, when another link shows one. */
function ownerOf({ links }: Judged, id: string): IdOwner | undefined {
  const owner = links.map(identityOfLink).find((identity) => sameId(identity?.objectId, id));
  return owner?.clientId === undefined
    ? undefined
    : { who: describeIdentity(owner), clientId: owner.clientId };
}

/** Some of the service principal's variables are set, others not, and nothing wins. */
export const incompleteEnvironment: Rule = (report) => {
  const link = linkById(report, "environment");
  if (link?.outcome !== "not-configured" || report.winner.state === "won") return [];
  if (!isReached(report, "environment")) return [];
  // The same variables belong to workload identity when its token file is named: nothing is missing then.
  if (setVariablesOf(report, "workload-identity").includes("AZURE_FEDERATED_TOKEN_FILE")) return [];
  // A file that is not there is another rule's: its variable is set.
  const variables = link.inputs.filter(({ from }) => from !== "file");
  const present = variables.filter(({ state }) => state === "set").map(({ name }) => name);
  const absent = variables.filter(({ state }) => state !== "set").map(({ name }) => name);
  // AZURE_CLIENT_ID alone is how a user-assigned identity is named: nothing is missing then.
  const meant = present.some((name) => name !== "AZURE_CLIENT_ID");
  if (!meant || absent.length === 0) return [];
  return [
    finding(
      "environment-incomplete",
      {
        present,
        absent,
        steers: linkById(report, "managed-identity-env")?.outcome === "failed",
        systemWorks: workingManagedIdentity(report) !== undefined,
      },
      [linkPointer(report, "environment")],
    ),
  ];
};

export const tokenCredentials: Rule = (report) => {
  const variable = report.environment.find(({ name }) => name === "AZURE_TOKEN_CREDENTIALS");
  const value = variable?.value?.trim();
  if (!value) return [];
  const pointer = `/environment/${report.environment.findIndex(({ name }) => name === "AZURE_TOKEN_CREDENTIALS")}`;
  const defaults = report.chains.filter(({ credential }) => credential === "DefaultAzureCredential");
  const throwing = defaults.filter(({ invalid }) => invalid === true);
  if (throwing.length > 0) {
    return [finding("token-credentials-invalid", { value, sdks: throwing.map(({ sdk }) => sdk) }, [pointer])];
  }
  if (report.winner.state !== "none") return [];
  const links = workingLinks(report).filter(({ id }) =>
    defaults.some(({ sdk }) => !isWanted(report, sdk, id)),
  );
  return links.length === 0
    ? []
    : [finding("token-credentials-excludes", { value, links: links.map(({ id }) => id) }, [pointer])];
};

/** The app's own options leave out what works, and not AZURE_TOKEN_CREDENTIALS. */
export const excludedLinks: Rule = (report) => {
  const { exclude } = report.invocation.options;
  if (exclude.length === 0 || report.winner.state === "won" || report.winner.state === "unknown") return [];
  const sdks = sdkModels.filter(({ options }) => options.includes("exclude")).map(({ sdk }) => sdk);
  const chains = report.chains.filter(
    ({ credential, sdk, state }) =>
      credential === "DefaultAzureCredential" && state === "none" && sdks.includes(sdk),
  );
  const links = workingLinks(report).filter(
    ({ id }) =>
      exclude.some((excluded) => memberOf(excluded) === memberOf(id)) &&
      chains.some(({ sdk }) => isWanted(report, sdk, id)),
  );
  if (links.length === 0) return [];
  return [
    finding(
      "excluded-link-works",
      { links: links.map(({ id }) => id), sdks },
      links.map(({ id }) => linkPointer(report, id)),
    ),
  ];
};

/** Links that give a token; of the managed identities only the one that a chain asks. */
function workingLinks(report: Judged): Link[] {
  const asked = MANAGED_IDENTITY_LINKS.find((id) => linkById(report, id)?.outcome !== "not-configured");
  return report.links.filter(
    ({ id, outcome }) => outcome === "succeeded" && (!isManagedIdentity(id) || id === asked),
  );
}

/** Whether AZURE_TOKEN_CREDENTIALS leaves a link in this SDK's chain, which has it; a link it lacks counts as left. */
function isWanted({ environment }: Judged, sdk: Sdk, id: LinkId): boolean {
  const model = sdkModels.find((one) => one.sdk === sdk);
  if (model === undefined || !model.order.includes(memberOf(id))) return true;
  return wantedMembers(model, { environment }).members.includes(memberOf(id));
}

export const disagreement: Rule = (report) => {
  if (report.winner.state !== "split") return [];
  const results = [...resultsOfSdks(report)].map(
    ([sdks, { result, why }]) => `${sdks}: ${result}, as ${why}`,
  );
  const defaults = report.chains.filter(({ credential }) => credential === "DefaultAzureCredential");
  const isBefore = defaults.some(({ stopsAt }) => stopsAt !== undefined && isManagedIdentity(stopsAt));
  const tool = defaults
    .flatMap(({ winner }) => winner ?? [])
    .find((id) => linkDefinition(id).endpoint === "tool");
  return [finding("sdks-disagree", { results, tool: isBefore ? tool : undefined }, ["/chains"])];
};

export const confirmation: Rule = (report) => {
  const real = report.confirmation;
  if (report.winner.confirmed !== false || real === undefined) return [];
  const chain = report.chains.find(({ sdk }) => sdk === "javascript");
  const predicted =
    chain?.winner ?? (chain?.stopsAt === undefined ? "no token" : `an error at ${chain.stopsAt}`);
  const winner = report.links.find((link) => sameId(identityOfLink(link)?.objectId, real.objectId));
  const got = winner?.id ?? real.credential ?? real.error?.text ?? real.outcome;
  return [finding("prediction-differs", { predicted, got }, ["/confirmation"])];
};
