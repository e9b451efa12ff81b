import { federatedAudienceOf } from "../../catalogue/clouds.ts";
import { entraErrorOf } from "../../catalogue/entra-errors.ts";
import { aboutResource } from "../../catalogue/findings/entra-answers.ts";
import { linkDefinition } from "../../catalogue/links/index.ts";
import { findService } from "../../catalogue/services/index.ts";
import { LENGTH } from "../../catalogue/shapes.ts";
import { PROXY_VARIABLES } from "../../catalogue/variables.ts";
import { sameId } from "../../model/ids.ts";
import { ticketIds } from "../../model/ticket-ids.ts";
import { decidingExchange } from "../../model/deciding-exchange.ts";
import { errorDocument } from "../../model/error-document.ts";
import type { Exchange, Link } from "../../model/report.ts";
import type { LinkId } from "../../model/words.ts";
import {
  describeIdentity,
  hostOf,
  hostResource,
  identityOfLink,
  isReached,
  linkPointer,
  resourceOf,
  setVariablesOf,
  workingManagedIdentity,
} from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { isIntercepted } from "./tls.ts";

/** Entra answered a link of the chain with an error; what it answered a developer tool is another rule's. */
export const entraRefusals: Rule = (report) =>
  report.links
    .filter(({ id, source }) => asksEntra(id, source) && isReached(report, id))
    .filter(({ outcome, error }) => outcome === "failed" && error?.entra !== undefined)
    .map((link) => refusal(report, link))
    // JavaScript's managed identity repeats the exchange that workload identity was refused: one story.
    .filter(({ slug }, index, all) => all.findIndex((one) => one.slug === slug) === index);

/** What the endpoint of a managed identity passes on of Entra's is another rule's, too. */
function asksEntra(id: LinkId, source: string | undefined): boolean {
  return linkDefinition(id).endpoint === "entra" || source === "TokenExchange";
}

function refusal(report: Judged, link: Link): Found {
  const codes = (link.error?.entra ?? []).map(({ code }) => code);
  const known = entraErrorOf(codes, oauthErrorOf(link));
  const args = servicePrincipal(report, link);
  const evidence = [`${linkPointer(report, link.id)}/error`];
  if (known === undefined || (known.finding.startsWith("federation-") && !sentFederatedToken(link))) {
    const numbers = codes.map((code) => `AADSTS${code}`);
    const text = link.error?.description ?? link.error?.text ?? "";
    return finding(
      "entra-refused",
      { ...args, link: link.id, codes: numbers, text, ids: ticketIds(link.error?.entra?.[0] ?? {}, text) },
      evidence,
    );
  }
  if (known.finding === "secret-wrong" && hasShape(report, "AZURE_CLIENT_SECRET", "guid")) {
    return finding("secret-id-instead-of-value", args, evidence);
  }
  const length = lengthOf(report, "AZURE_CLIENT_SECRET");
  if (known.finding === "secret-wrong" && length !== undefined && length < SHORTEST_SECRET) {
    return finding("secret-cut", { ...args, length }, evidence);
  }
  const code = codes.find((one) => known.codes.includes(one)) ?? 0;
  const fix = {
    what: known.fix,
    commands: [...(known.commands?.({ ...args, host: hostResource(report) }) ?? [])],
  };
  if (known.finding === "resource-not-known") {
    const about =
      link.tokens.length === 0 ? { means: known.means, fix } : aboutResource(known, resourceOf(link));
    return finding(
      known.finding,
      { ...args, code, ...about, means: `${about.means}${guessedAudience(report)}` },
      evidence,
    );
  }
  return finding(known.finding, { ...args, code, means: known.means, fix }, evidence);
}

/** What Entra says of a federated token means something else where a secret or a certificate was sent. */
function sentFederatedToken({ id, source }: Link): boolean {
  return id === "workload-identity" || source === "TokenExchange";
}

/** An audience of ours that nobody has tried may be at fault itself. */
function guessedAudience({ targets }: Judged): string {
  const guessed = targets.filter(
    ({ service, cloud }) => findService(service)?.unverifiedAudience?.includes(cloud) === true,
  );
  const scopes = [...new Set(guessed.map(({ scope }) => scope))];
  return scopes.length === 0
    ? ""
    : `. Of ${scopes.join(" and ")} it is not known whether it is right in this cloud: credprobe's own table may be at fault`;
}

/** `invalid_client` and the like, from the answer's own field. */
function oauthErrorOf({ exchanges }: Link): string | undefined {
  return errorDocument(exchanges.at(-1)?.errorBody)?.code;
}

function servicePrincipal(report: Judged, link: Link) {
  const value = (name: string) => report.environment.find((variable) => variable.name === name)?.value;
  const works = workingManagedIdentity(report);
  const fileOf = (variable: string) =>
    report.links.flatMap(({ inputs }) => inputs).find(({ name }) => name === `file of ${variable}`);
  const token = fileOf("AZURE_FEDERATED_TOKEN_FILE");
  const tenantId = value("AZURE_TENANT_ID");
  const [, subscription] = /^\/subscriptions\/([^/]+)/.exec(report.host.resourceId ?? "") ?? [];
  return {
    clientId: value("AZURE_CLIENT_ID"),
    tenantId,
    works: works === undefined ? undefined : describeIdentity(identityOfLink(works)),
    variables: setVariablesOf(report, link.id),
    holds: token?.value,
    federated: token?.federated,
    audience: federatedAudienceOf(value("AZURE_AUTHORITY_HOST")),
    certificate: fileOf("AZURE_CLIENT_CERTIFICATE_PATH")?.value,
    isSubscription: sameId(subscription, tenantId),
  };
}

/** Those that Entra makes have 34 characters and more (failures.md row V3). */
const SHORTEST_SECRET = 30;

/** What is known of a value that is not shown (catalogue/shapes.ts). */
function lengthOf({ environment }: Judged, name: string): number | undefined {
  const shape = environment.find((variable) => variable.name === name)?.shape ?? [];
  const length = shape.map((word) => LENGTH.exec(word)?.[1]).find((one) => one !== undefined);
  return length === undefined ? undefined : Number(length);
}

function hasShape(report: Judged, name: string, shape: string): boolean {
  return report.environment.some((variable) => variable.name === name && variable.shape.includes(shape));
}

/** Proxy Authentication Required (RFC 9110 section 15.5.8). */
const PROXY_LOGIN = 407;

/** A link that asks Entra, and whose request got no answer. */
export const loginUnreachable: Rule = (report) =>
  report.links
    .filter(({ id, outcome }) => ["unavailable", "timed-out"].includes(outcome) && isReached(report, id))
    .filter(({ id }) => id === "environment" || id === "workload-identity")
    .flatMap((link) => {
      const last = decidingExchange(link.exchanges);
      if (last === undefined || isIntercepted(last.certificate, last.failure?.code)) return [];
      const evidence = [`${linkPointer(report, link.id)}/exchanges`];
      return unreached(report, { host: hostOf(last.url), what: link.reason }, last, evidence);
    });

function unreached(
  { host }: Judged,
  place: { readonly host: string; readonly what: string },
  { status, via, failure }: Exchange,
  evidence: readonly string[],
): Found[] {
  if (via === undefined) {
    if (failure === undefined) return [];
    const isUnknown = failure?.code === "ENOTFOUND";
    return [finding(isUnknown ? "login-name-unknown" : "login-unreachable", place, evidence)];
  }
  if (status === PROXY_LOGIN) return [finding("proxy-wants-login", { ...place, proxy: via }, evidence)];
  const names = PROXY_VARIABLES.filter((name) => host.proxy[name]);
  if (status === undefined) return [finding("proxy-unreachable", { ...place, proxy: via, names }, evidence)];
  // What a proxy answers in place of the login host is no answer either.
  return [finding("login-unreachable", place, evidence)];
}
