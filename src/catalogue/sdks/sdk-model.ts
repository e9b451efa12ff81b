import type { LinkId, Sdk } from "../../model/words.ts";
import type { AfterEffect, SourceRow } from "../managed-identity-sources.ts";

/** A member of an SDK's chain. The three managed-identity links are one member: one attempt, without fall-through. */
export type Member = Exclude<LinkId, `managed-identity-${string}`> | "managed-identity";

/**
 * A circumstance of an attempt, in one word: its outcome (`unavailable`, `failed`, `not-configured`, ...), `status:400`,
 * `source:Imds`, `id-given`, `nothing-sent`, `input:no-key`, ...; all are named in judge/circumstances.ts.
 */
export type Circumstance = string;

/** What a chain does after a member in some circumstances. */
export interface AfterRow {
  readonly member: Member;
  /** All of these hold. */
  readonly when: readonly Circumstance[];
  readonly effect: AfterEffect;
  readonly why?: string;
}

/** Options of `DefaultAzureCredential` that this SDK has. */
export type ChainOption =
  | "exclude"
  | "managedIdentityClientId"
  | "managedIdentityResourceId"
  | "workloadIdentityClientId"
  | "tenantId";

/** What a release does otherwise than the modelled one, and with it every later release that is not named itself. */
export interface SdkRelease extends Partial<Omit<SdkModel, "sdk" | "version" | "releases">> {
  readonly version: string;
}

/** How one SDK's `DefaultAzureCredential` walks its chain. */
export interface SdkModel {
  readonly sdk: Sdk;
  /** Version whose behaviour is modelled. */
  readonly version: string;
  /** Other releases that are known to differ, oldest first. */
  readonly releases?: readonly SdkRelease[];
  /** Read in its sources only: where its result is unknown, what the others agree on still stands. */
  readonly neverRun?: true;
  readonly order: readonly Member[];
  /** First row that fits decides; without one the chain goes on. */
  readonly after: readonly AfterRow[];
  readonly options: readonly ChainOption[];
  /** AZURE_TOKEN_CREDENTIALS: members by lower-case value; an empty list stands for a link that is no link here. */
  readonly tokenCredentials: Readonly<Record<string, readonly Member[]>>;
  /** How values of AZURE_TOKEN_CREDENTIALS are compared; default: trimmed, without case, empty is unset. */
  readonly tokenCredentialsReading?: {
    readonly trims?: false;
    /** `dev` and `prod` in lower case only. */
    readonly exactGroups?: true;
    readonly emptyIsError?: true;
  };
  /** With a single name in AZURE_TOKEN_CREDENTIALS the options of the credential are not handed on. */
  readonly singleNameDropsOptions: boolean;
  /** How the source of a managed identity is chosen, inside the chain and bare. */
  readonly sources: readonly SourceRow[];
  /** How a bare `ManagedIdentityCredential` chooses, where it differs. */
  readonly bareSources?: readonly SourceRow[];
  /** AZURE_CLIENT_ID set to nothing is handed on as an id. */
  readonly emptyClientIdIsId?: true;
  /** Proxy variables that are obeyed: the first of all for every URL, those of the URL's scheme, or none. */
  readonly proxies: "any-variable" | "per-scheme" | "none";
  /** ALL_PROXY is none of them. */
  readonly ignoresAllProxy?: true;
  /** How NO_PROXY is read, where more than exact hosts and suffixes is known to be: `*` and address ranges count. */
  readonly noProxy?: "asterisk-and-ranges";
}
