import type { SourceName } from "../catalogue/managed-identity-sources.ts";
import { METADATA_PATTERNS } from "../catalogue/metadata-errors.ts";
import { damagesOf } from "../catalogue/shapes.ts";
import type { Circumstance } from "../catalogue/sdks/sdk-model.ts";
import { isUntrusted } from "../catalogue/tls-errors.ts";
import { PROXY_VARIABLES } from "../catalogue/variables.ts";
import { decidingExchange } from "../model/deciding-exchange.ts";
import { sameId } from "../model/ids.ts";
import type { Link, Variable } from "../model/report.ts";
import { parseJsonObject } from "../model/parse-json-object.ts";
import { isProxyAnswer } from "../model/proxy-answer.ts";
import type { ChainFacts } from "./chain-facts.ts";

/** Characters of a tenant id or domain; the SDKs refuse others before they send anything. */
const TENANT = /^[0-9A-Za-z.-]+$/;

/** What the SDK does that the observed one did not. */
interface Asking {
  /** Where this SDK asks for a managed identity. */
  readonly source: SourceName | undefined;
  /** That is another place than the observed one. */
  readonly asksElsewhere: boolean;
  readonly inChain: boolean;
  /** It is the only link of the chain. */
  readonly single: boolean;
}

/** Everything that a row of an SDK model may ask about an attempt. */
export function circumstancesOf(
  link: Link,
  facts: ChainFacts,
  { source, asksElsewhere, inChain, single }: Asking,
): ReadonlySet<Circumstance> {
  return new Set([
    link.outcome,
    ...(link.durationMs >= 10_000 ? ["after-10s"] : []),
    ...(inChain ? ["in-chain"] : []),
    ...(single ? ["single-name"] : []),
    ...(link.tokens.some(({ expiryUnread }) => expiryUnread === true) ? ["expiry-unread"] : []),
    // Of what was not tried, neither is known.
    ...(link.outcome === "succeeded" || link.outcome === "skipped" ? [] : ["no-token", ...answerOf(link)]),
    ...(isNamedCertificate(link, facts) ? ["thumbprint-matches"] : []),
    ...(link.exchanges.length === 0 && link.outcome !== "skipped" ? ["nothing-sent"] : []),
    ...(link.error !== undefined && link.outcome === "not-configured" ? ["constructor-error"] : []),
    ...(source === undefined ? [] : [`source:${source}`]),
    ...(link.source === undefined ? [] : [`observed:${link.source}`]),
    ...(asksElsewhere ? ["asks-elsewhere"] : []),
    ...(link.id === "managed-identity-option" || link.id === "managed-identity-env" ? ["id-given"] : []),
    ...(link.id === "managed-identity-system" ? ["no-id-given"] : []),
    ...link.tokens.flatMap(({ identity }) => (identity === undefined ? [] : [`token-of:${identity.kind}`])),
    ...link.inputs.flatMap(({ name, from }) =>
      from === "option" ? [`given:${name.replace(/^(managed|workload)-identity-/, "")}`] : [],
    ),
    ...link.inputs.flatMap(({ problem }) =>
      problem === undefined ? [] : ["input-unusable", `input:${problem}`],
    ),
    ...link.inputs.flatMap(({ note }) => (note === undefined ? [] : [`note:${note}`])),
    ...facts.environment.flatMap(({ name, state }) =>
      state === "unset" ? [`unset:${name}`] : [`${state}:${name}`, `present:${name}`],
    ),
    ...valuesOf(facts),
    ...(isSlowAtFirst(facts.host.metadata) ? ["metadata-slow-at-first"] : []),
  ]);
}

/** The first look at the machine's metadata service was not answered in its second, and the next one was. */
export function isSlowAtFirst(metadata: ChainFacts["host"]["metadata"]): boolean {
  const { source, state, exchanges = [] } = metadata ?? {};
  const looks = exchanges.filter(({ url }) => !url.includes("/metadata/instance"));
  const [first, second] = looks;
  return (
    (source === undefined || source === "Imds") &&
    state === "answers" &&
    first?.failure?.code === "DEADLINE" &&
    first.durationMs >= FULL_LOOK_MS &&
    second?.status !== undefined
  );
}

/** A look that waited less lost the rest of its second to the machine that it was made on. */
const FULL_LOOK_MS = 900;

/** How the last request of an attempt ended: `status:400`, `not-json`, `says-unreachable`, `no-answer`, `tls-untrusted`, `entra:700016`. */
function answerOf({ exchanges, error }: Link): Circumstance[] {
  const last = decidingExchange(exchanges);
  const codes = (error?.entra ?? []).map(({ code }) => `entra:${code}`);
  if (last === undefined) return codes;
  if (last.status === undefined || (last.failure !== undefined && !isProxyAnswer(last))) {
    return ["no-answer", ...(isUntrusted(last.failure?.code) ? ["tls-untrusted"] : []), ...codes];
  }
  const isJson = parseJsonObject(last.errorBody) !== undefined;
  return [
    `status:${last.status}`,
    // Not the Arc agent's challenge, behind which the key file is read.
    ...(last.status >= 400 && last.status !== 401 ? ["refused-past-challenge"] : []),
    ...(last.errorBody !== undefined && !isJson ? ["not-json"] : []),
    ...(METADATA_PATTERNS.unreachableAddress.test(last.errorBody ?? "") ? ["says-unreachable"] : []),
    ...codes,
  ];
}

/** Service Fabric's endpoint showed the certificate whose thumbprint the platform tells. */
function isNamedCertificate({ exchanges }: Link, { environment }: ChainFacts): boolean {
  const named = environment.find(({ name }) => name === "IDENTITY_SERVER_THUMBPRINT")?.value;
  return named !== undefined && sameId(exchanges.at(-1)?.certificate?.thumbprint, named);
}

function valuesOf({ environment }: ChainFacts): Circumstance[] {
  const found = (name: string) => environment.find((variable) => variable.name === name);
  const [tenant, authority] = [found("AZURE_TENANT_ID"), found("AZURE_AUTHORITY_HOST")?.value];
  return [
    ...(found("AZURE_CLIENT_SECRET")?.state === "set" ? [] : ["no-secret"]),
    ...(found("AZURE_REGIONAL_AUTHORITY_NAME")?.value === "AutoDiscoverRegion" ? ["region-auto"] : []),
    ...(isMalformed(tenant) ? ["tenant-malformed"] : []),
    ...(tenant?.shape.includes("no-single-tenant") === true ? ["tenant-shared"] : []),
    ...(isBroken(environment) ? ["proxy-unusable"] : []),
    ...(authority && !authority.startsWith("https://") ? ["authority-not-https"] : []),
    ...(found("AZURE_AUTHORITY_HOST")?.shape.includes("with-path") === true ? ["authority-with-path"] : []),
  ];
}

/** Of a value that is not shown its shape tells. */
function isMalformed(tenant: Variable | undefined): boolean {
  if (tenant?.state !== "set") return false;
  return tenant.value === undefined ? damagesOf(tenant.shape).length > 0 : !TENANT.test(tenant.value);
}

/** A proxy that JavaScript cannot make a URL of; other SDKs are more lenient, or use none. */
function isBroken(environment: ChainFacts["environment"]): boolean {
  return environment.some(
    ({ name, shape }) => PROXY_VARIABLES.some((row) => row === name) && damagesOf(shape).length > 0,
  );
}
