import type { LinkId, Outcome, Sdk } from "../../model/words.ts";

/** A member of an SDK's chain. The three managed-identity links are one member: one attempt, without fall-through. */
export type Member = Exclude<LinkId, `managed-identity-${string}`> | "managed-identity";

/** Outcomes of an attempt that was made and brought no token. */
export type Refusal = Extract<Outcome, "unavailable" | "failed">;

/** What the chain does after a refusal. */
export type After = "passed" | "stopped";

/** How one SDK's `DefaultAzureCredential` walks its chain. */
export interface SdkModel {
  readonly sdk: Sdk;
  /** Version whose behaviour is modelled. */
  readonly version: string;
  readonly order: readonly Member[];
  /** After a refusal of this member; a member that is absent passes. */
  readonly after: Readonly<Partial<Record<Member, Readonly<Record<Refusal, After>>>>>;
  /** When a member's constructor throws: the member is dropped, or the whole chain is. */
  readonly constructorError: "drops-member" | "stops-chain";
  /** Whether members can be left out by an option of the credential. */
  readonly hasExcludeOptions: boolean;
  /** AZURE_TOKEN_CREDENTIALS: members by lower-case value. */
  readonly tokenCredentials: Readonly<Record<string, readonly Member[]>>;
  /** With a single name in AZURE_TOKEN_CREDENTIALS the options of the credential are not handed on. */
  readonly singleNameDropsOptions: boolean;
  /** HTTPS_PROXY does not touch plain http calls, such as those to the metadata service. */
  readonly proxyPerScheme: boolean;
  /** A variable that is set to nothing counts as set. */
  readonly emptyCountsAsSet: boolean;
}
