import type { Member, SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { ChainFacts } from "./chain-facts.ts";

/** What AZURE_TOKEN_CREDENTIALS leaves of a chain. */
export interface Wanted {
  readonly members: readonly Member[];
  readonly why: string;
  /** The constructor of the whole credential throws. */
  readonly invalid: boolean;
  /** A single name, not a group. */
  readonly single: boolean;
}

/** Applies AZURE_TOKEN_CREDENTIALS as this SDK reads it. */
export function wantedMembers(model: SdkModel, { environment }: Pick<ChainFacts, "environment">): Wanted {
  const reading = model.tokenCredentialsReading ?? {};
  const variable = environment.find(({ name }) => name === "AZURE_TOKEN_CREDENTIALS");
  const written = variable?.state === "empty" ? "" : variable?.value;
  const value = reading.trims === false ? written : written?.trim();
  const isUnset = value === undefined || (value === "" && reading.emptyIsError !== true);
  if (isUnset) return { members: model.order, why: "", invalid: false, single: false };
  const name = value.toLowerCase();
  const isGroup = name === "dev" || name === "prod";
  const isRefused = isGroup && reading.exactGroups === true && value !== name;
  const members =
    Object.hasOwn(model.tokenCredentials, name) && !isRefused ? model.tokenCredentials[name] : undefined;
  if (members === undefined) {
    const why = `AZURE_TOKEN_CREDENTIALS=${value} is no value this SDK takes: its constructor throws`;
    return { members: [], why, invalid: true, single: false };
  }
  const why = `AZURE_TOKEN_CREDENTIALS=${value} leaves it out`;
  return { members, why, invalid: false, single: !isGroup };
}
