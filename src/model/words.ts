/** The fixed vocabulary of credprobe: every closed list of words a report may contain. */

/** Links of the chain, in the order in which they are tried. */
export const LINK_IDS = [
  "environment",
  "workload-identity",
  "managed-identity-option",
  "managed-identity-env",
  "managed-identity-system",
  "visual-studio-code",
  "azure-cli",
  "azure-powershell",
  "azure-developer-cli",
  "broker",
] as const;
export type LinkId = (typeof LINK_IDS)[number];

/** The three links that every SDK makes one single attempt of, without fall-through. */
export const MANAGED_IDENTITY_LINKS = [
  "managed-identity-option",
  "managed-identity-env",
  "managed-identity-system",
] as const satisfies readonly LinkId[];

export function isManagedIdentity(id: LinkId): boolean {
  return (MANAGED_IDENTITY_LINKS as readonly LinkId[]).includes(id);
}

/** What happened when a link was tried alone; not what an SDK makes of it. */
export const OUTCOMES = [
  "succeeded",
  "not-configured",
  "unavailable",
  "failed",
  "timed-out",
  "skipped",
  "crashed",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an SDK's chain makes of a link. */
export const EFFECTS = [
  "won",
  "passed",
  "stopped",
  "not-reached",
  "excluded",
  "not-in-chain",
  "unknown",
] as const;
export type Effect = (typeof EFFECTS)[number];

/** What a step of a chain rests on. */
export const BASES = ["observed", "modelled", "unknown"] as const;
export type Basis = (typeof BASES)[number];

/** The verdict of one permission test. */
export const VERDICTS = [
  "allowed",
  "denied-rbac",
  "denied-network",
  "wrong-audience",
  "wrong-tenant",
  "wrong-cloud",
  "token-expired",
  "token-rejected",
  "entra-disabled",
  "needs-claims",
  "not-found-dns",
  "not-found",
  "throttled",
  "unreachable",
  "inconclusive",
  "not-tested",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Verdicts that mean no; `allowed` means yes, and all others that it could not be told. */
export const REFUSALS: ReadonlySet<Verdict> = new Set<Verdict>([
  "denied-rbac",
  "denied-network",
  "wrong-audience",
  "wrong-tenant",
  "wrong-cloud",
  "token-expired",
  "token-rejected",
  "entra-disabled",
  "needs-claims",
]);

/** How a verdict is known: the service's documentation, a reply that was seen, or reasoning. */
export const CONFIDENCES = ["documented", "observed", "inferred"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Permission levels that can be probed. */
export const ACCESS_LEVELS = ["list", "read", "write", "delete"] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** The steps of reaching a target, in order. */
export const STAGES = ["dns", "tcp", "tls", "challenge"] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Which way a target's name leads from here, read from its aliases and addresses. A private address without an alias of
 * a private endpoint is one that this network gives by other means (a zone of its own, a hosts file).
 */
export const ROUTES = [
  "private-endpoint",
  "private-address",
  "public-beside-private-endpoint",
  "public",
] as const;
export type Route = (typeof ROUTES)[number];

/** Shells that a command may be for, other than a POSIX one. */
export const OTHER_SHELLS = ["powershell"] as const;
export type OtherShell = (typeof OTHER_SHELLS)[number];

export const LEVELS = ["error", "warning", "info"] as const;
export type Level = (typeof LEVELS)[number];

export const SDKS = ["python", "javascript", "dotnet", "java", "go"] as const;
export type Sdk = (typeof SDKS)[number];

export const CLOUDS = ["public", "usgov", "china"] as const;
export type Cloud = (typeof CLOUDS)[number];

/** What kind of principal a token speaks for, as far as its claims tell. */
export const IDENTITY_KINDS = [
  "system-assigned",
  "user-assigned",
  "service-principal",
  "user",
  "unknown",
] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];
