import { chooseSource, SOURCES, type SourceRow } from "../catalogue/managed-identity-sources.ts";
import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { Chain } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";
import type { ChainFacts } from "./chain-facts.ts";

/** How a credential asks for a managed identity: with which of the three links, and where. */
export interface AskedIdentity {
  readonly link: LinkId;
  readonly because: string;
  readonly row: SourceRow;
}

/** The one attempt that this SDK's `DefaultAzureCredential` makes. */
export function askedInChain(model: SdkModel, facts: ChainFacts, dropsOptions: boolean): AskedIdentity {
  const ask = (link: LinkId, because: string): AskedIdentity => {
    const row = sourceRow(model.sources, facts, link);
    return row.ids === "left-aside"
      ? { link: "managed-identity-system", because: `${SOURCES[row.source]} leaves ids aside`, row }
      : { link, because, row };
  };
  const { options } = facts;
  const takes =
    (options.managedIdentityClientId !== undefined && model.options.includes("managedIdentityClientId")) ||
    (options.managedIdentityResourceId !== undefined && model.options.includes("managedIdentityResourceId"));
  if (takes && !dropsOptions) {
    return ask(
      "managed-identity-option",
      "the option names an identity: the SDK asks for it and never falls back",
    );
  }
  const variable = facts.environment.find(({ name }) => name === "AZURE_CLIENT_ID");
  const isId = variable?.state === "set" || (variable?.state === "empty" && model.emptyClientIdIsId === true);
  return isId
    ? ask(
        "managed-identity-env",
        "AZURE_CLIENT_ID is set: the SDK asks for that identity and never falls back",
      )
    : ask("managed-identity-system", "neither the option nor AZURE_CLIENT_ID names an identity in this SDK");
}

/** A credential that the app makes itself: AZURE_CLIENT_ID is not read. */
export function askedBare(model: SdkModel, facts: ChainFacts): AskedIdentity {
  const link = hasOption(facts) ? "managed-identity-option" : "managed-identity-system";
  const because =
    link === "managed-identity-option"
      ? "asks for the identity of the option"
      : "asks without an id, whatever AZURE_CLIENT_ID says";
  return { link, because, row: sourceRow(model.bareSources ?? model.sources, facts, link) };
}

/** Whether an id of a managed identity was given as an option, of whichever kind. */
export function hasOption({ options }: ChainFacts): boolean {
  return (
    options.managedIdentityClientId !== undefined ||
    options.managedIdentityResourceId !== undefined ||
    options.managedIdentityObjectId !== undefined
  );
}

/** Whether the source refuses the id that this link names, before anything is sent. */
export function refusesId({ row, link }: AskedIdentity, { options }: ChainFacts): boolean {
  if (link === "managed-identity-system" || row.ids === "any" || row.ids === "left-aside") return false;
  const isClientId = link === "managed-identity-env" || options.managedIdentityClientId !== undefined;
  return row.ids === "none" || !isClientId;
}

/** The source as a report tells of it. */
export function sourceOf({ row }: AskedIdentity, facts: ChainFacts): NonNullable<Chain["source"]> {
  const { source, set, orArcAgent, ids } = row;
  const isByVariables = set.length > 0 && set.every((name) => isSet(facts, name));
  const why = isByVariables
    ? `${set.join(" and ")} ${set.length === 1 ? "is" : "are"} set`
    : orArcAgent === true
      ? `the Arc agent is installed (${facts.host.arcAgent ?? ""})`
      : "no variable names another source";
  return { name: source, why: `${SOURCES[source]}: ${why}`, ids: ids === "left-aside" ? "none" : ids };
}

function sourceRow(rows: readonly SourceRow[], facts: ChainFacts, link: LinkId): SourceRow {
  const hasClientId =
    link === "managed-identity-env" ||
    (link === "managed-identity-option" && facts.options.managedIdentityClientId !== undefined);
  return chooseSource(rows, {
    isSet: (name) => isSet(facts, name),
    hasArcAgent: facts.host.arcAgent !== undefined,
    hasClientId,
  });
}

function isSet({ environment }: ChainFacts, name: string): boolean {
  return environment.find((variable) => variable.name === name)?.state === "set";
}
