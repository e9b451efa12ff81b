import { describeSkew, NOTABLE_SKEW_SECONDS } from "../catalogue/skew.ts";
import type { Chain, Invocation, Link, Target, Token, Variable } from "../model/report.ts";
import { LABELS } from "./labels.ts";
import { saidLines } from "./message-text.ts";
import type { SealedReport } from "./seal.ts";

/** What a difference is about, in the order in which it is told. */
export const TOPICS = [
  "identity",
  "access",
  "chains",
  "links",
  "environment",
  "host",
  "network",
  "asked",
  "versions",
  "findings",
] as const;
export type Topic = (typeof TOPICS)[number];

/** Something that may differ between two reports. */
export interface Fact {
  readonly topic: Topic;
  readonly what: string;
  readonly value: string;
}

/** Of one token, of one moment, or told under another name. */
const PASSING_CLAIMS: ReadonlySet<string> = new Set([
  ...["iat", "nbf", "exp", "uti", "aud", "iss", "tid", "oid", "sub", "appid", "azp", "xms_mirid"],
]);

/** Everything in a report that can change what an app gets or may do, in the order of the topics. */
export function factsOf(report: SealedReport): readonly Fact[] {
  return [
    ...identityFacts(report),
    ...report.targets.flatMap(accessFacts),
    ...report.chains.flatMap((chain) =>
      fact("chains", `${chain.credential}, ${chain.sdk}`, chainText(chain)),
    ),
    ...report.links.flatMap((link) => fact("links", link.id, linkText(link))),
    ...report.environment.flatMap((variable) => fact("environment", variable.name, variableText(variable))),
    ...hostFacts(report),
    ...report.targets.flatMap(reachFacts),
    ...askedFacts(report),
    ...versionFacts(report),
    ...report.findings.flatMap(({ slug, title }) => fact("findings", slug, title)),
  ];
}

/** Who wins, else where it ends: two chains that end at different links give no token for different reasons. */
function chainText({ winner, stopsAt, state }: Chain): string {
  return winner ?? (stopsAt === undefined ? state : LABELS.stopsAt(stopsAt));
}

function identityFacts({ winner, links }: SealedReport): Fact[] {
  const link = links.find(({ id }) => id === winner.link);
  const tokens = link?.tokens.filter(({ outcome }) => outcome === "succeeded") ?? [];
  return [
    ...fact("identity", LABELS.winner, winner.link ?? winner.state),
    ...tokens
      .slice(0, 1)
      .flatMap(({ identity, tenantId }) => [
        ...fact("identity", LABELS.kind, identity?.kind),
        ...fact("identity", LABELS.tenant, tenantId),
        ...fact("identity", LABELS.clientId, identity?.clientId),
        ...fact("identity", LABELS.objectId, identity?.objectId),
        ...fact("identity", LABELS.resourceId, identity?.resourceId),
      ]),
    ...tokens.flatMap(claimFacts),
  ];
}

function claimFacts({ scope, audience, issuer, claims }: Token): Fact[] {
  const of = (what: string): string => LABELS.claimFor(what, scope);
  return [
    ...fact("identity", of(LABELS.audience), audience),
    ...fact("identity", of(LABELS.issuer), issuer),
    ...Object.entries(claims)
      .filter(([name]) => !PASSING_CLAIMS.has(name))
      .flatMap(([name, value]) =>
        fact("identity", of(name), Array.isArray(value) ? value.toSorted().join(" ") : String(value)),
      ),
  ];
}

/** By service and part too: one host may be asked as two services. */
function accessFacts({ url, service, access }: Target): Fact[] {
  return access.flatMap(({ level, link, verdict, errorCode, testedScope }) =>
    fact(
      "access",
      `${LABELS.levelAs(level, link)}, ${url} (${service}${testedScope.named ? "" : `, ${testedScope.kind}`})`,
      verdict === "allowed" || errorCode === undefined ? verdict : `${verdict} (${errorCode})`,
    ),
  );
}

/** What became of it, without words that hold a time or an id. */
function linkText({ outcome, error, source }: Link): string {
  const entra = error?.entra?.map(({ code }) => LABELS.entra(code)) ?? [];
  const why = entra.length > 0 ? [...new Set(entra)] : [error?.status, error?.code];
  return [outcome, ...why, source].filter((part) => part !== undefined).join(" ");
}

/** One that is not set says nothing, whether or not it was looked for. */
function variableText({ state, secret, value, shape }: Variable): string | undefined {
  if (state === "unset") return undefined;
  const shown = secret || value === undefined || value === "" ? [] : [value];
  return [state, ...(secret ? [LABELS.secret] : []), ...shown, ...shape].join(", ");
}

function hostFacts({ host }: SealedReport): Fact[] {
  const { process, metadata, proxy, clock } = host;
  const { asApp } = process;
  const skew = clock.skewSeconds;
  return [
    ...fact("host", LABELS.kind, host.kind),
    ...fact("host", LABELS.region, host.region),
    ...fact("host", LABELS.resourceId, host.resourceId),
    ...fact("host", LABELS.console, host.console.kind),
    ...fact("host", "uid", process.uid?.toString()),
    ...fact("host", LABELS.asApp, asApp && `${asApp.command}, uid ${asApp.uid}`),
    ...fact("host", LABELS.metadata, metadata?.state),
    ...Object.entries(proxy).flatMap(([name, value]) => fact("host", name, value)),
    ...fact(
      "host",
      LABELS.clock,
      skew === undefined || Math.abs(skew) < NOTABLE_SKEW_SECONDS ? undefined : describeSkew(skew),
    ),
  ];
}

function reachFacts({
  url,
  service,
  stages,
  addresses,
  aliases,
  route,
  tenantFromChallenge,
}: Target): Fact[] {
  const of = (what: string): string => `${what}, ${url} (${service})`;
  return [
    ...fact("network", of(LABELS.addresses), addresses?.toSorted().join(" ")),
    ...fact("network", of(LABELS.aliases), aliases?.join(" ")),
    ...fact("network", of(LABELS.routed), route && LABELS.route[route]),
    ...stages.flatMap(({ stage, outcome, code }) =>
      fact("network", of(stage), code === undefined ? outcome : `${outcome} ${code}`),
    ),
    ...fact("network", of(LABELS.tenant), tenantFromChallenge),
  ];
}

/** Limits of time change no answer, save by cutting it short. */
const LIMITS: ReadonlySet<string> = new Set(["timeoutSeconds", "deadlineSeconds", "waitSeconds", "confirm"]);

function askedFacts({ invocation, complete, interruptedBy, messageReading }: SealedReport): Fact[] {
  return [
    ...Object.entries(invocation.options satisfies Invocation["options"])
      .filter(([name]) => !LIMITS.has(name))
      .flatMap(([name, value]) => {
        const text = Array.isArray(value) ? value.join(" ") : value === false ? "" : String(value);
        return fact("asked", name, text === "" ? undefined : text);
      }),
    // By what it says: its ids and times are those of one request.
    ...fact("asked", LABELS.messageOption, saidLines(messageReading).join(" ")),
    ...fact("asked", LABELS.complete, complete ? undefined : LABELS.cutShort(interruptedBy)),
  ];
}

function versionFacts({ tool }: SealedReport): Fact[] {
  return [
    ...fact("versions", tool.name, tool.version),
    ...fact("versions", "@azure/identity", tool.sdk.identity),
    ...fact("versions", "@azure/msal-node", tool.sdk.msal),
    ...fact("versions", "Node", tool.node),
    ...fact("versions", "platform", tool.platform),
  ];
}

function fact(topic: Topic, what: string, value: string | undefined): Fact[] {
  return value === undefined || value === "" ? [] : [{ topic, what, value }];
}
