import { ARC_REFUSALS } from "../../catalogue/arc-errors.ts";
import { hostKind } from "../../catalogue/hosts/index.ts";
import { ENTRA_PATTERNS, entraErrorOf } from "../../catalogue/entra-errors.ts";
import { passedOn } from "../../catalogue/findings/entra-answers.ts";
import { refusalOf } from "../../catalogue/metadata-refusals.ts";
import { METADATA_PATTERNS } from "../../catalogue/metadata-errors.ts";
import { PROXY_VARIABLES } from "../../catalogue/variables.ts";
import { decidingExchange } from "../../model/deciding-exchange.ts";
import { hasAnswer } from "../../model/has-answer.ts";
import { errorDocument } from "../../model/error-document.ts";
import type { Exchange, Link } from "../../model/report.ts";
import { isManagedIdentity, MANAGED_IDENTITY_LINKS, type Sdk } from "../../model/words.ts";
import { isSlowAtFirst } from "../circumstances.ts";
import { isReached, linkById, linkPointer, resourceOf } from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { toolLogins } from "./tools.ts";

/** The endpoint of the managed identity refused a link that the chain really asks, or was in trouble for as long as it was asked. */
export const metadataRefusals: Rule = (report) =>
  report.winner.state === "won"
    ? []
    : MANAGED_IDENTITY_LINKS.filter((id) => isReached(report, id))
        .map((id) => linkById(report, id))
        // Only the machine's own endpoint answers Entra's errors on its behalf; an exchange with Entra is Entra's.
        .filter((link) => link !== undefined && link.source !== "TokenExchange")
        .flatMap((link) => {
          const answer = link === undefined ? undefined : lastAnswer(link);
          return link === undefined || answer === undefined ? [] : refusal(report, link, answer);
        });

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly text: string;
  readonly retrying: boolean;
}

/** What the endpoint said last: before the link failed, or before it was ended in the middle of its retries. */
function lastAnswer({ outcome, error, reason, exchanges }: Link): Answer | undefined {
  const last = decidingExchange(exchanges);
  // What is no refusal, and no token either, is told by whoever tells what nobody else did (unusable-answer.ts).
  if (outcome === "failed" && last?.status !== undefined && last.status < 400) return undefined;
  if (outcome === "failed") {
    // The agent of Azure Arc said nothing wrong there: the SDK did not go on.
    const isSdks = error?.code !== undefined && Object.hasOwn(ARC_REFUSALS, error.code);
    const text = isSdks ? reason.replace(/^\d+ /, "") : (error?.description ?? error?.text ?? "");
    return { status: error?.status ?? 0, code: error?.code, text, retrying: false };
  }
  if (outcome !== "timed-out" || !hasAnswer(last) || last.status < 400) return undefined;
  const { code, text = last.errorBody?.trim() ?? "" } = errorDocument(last.errorBody) ?? {};
  return { status: last.status, code, text, retrying: true };
}

function refusal(report: Judged, link: Link, answer: Answer): readonly Found[] {
  const { status, code, text } = answer;
  const evidence = [linkPointer(report, link.id)];
  const source = link.source ?? "Imds";
  // Their own rules tell of these.
  if (code !== undefined && TOLD_ELSEWHERE.includes(code)) return [];
  const refused = { link: link.id, source, status, code, text };
  const said = refusalOf(refused);
  if (source === "ServiceFabric" && said === "fabric-identity-not-mapped")
    return [finding(said, refused, evidence)];
  if (METADATA_PATTERNS.severalIdentities.test(text)) {
    return [finding("several-identities", {}, evidence)];
  }
  if (METADATA_PATTERNS.identityNotFound.test(text)) {
    // With an id in the request, the rule of the named identity speaks.
    return link.id === "managed-identity-system"
      ? [finding(source === "Imds" ? "no-identity-attached" : "no-system-identity", {}, evidence)]
      : [];
  }
  const numbers = [...text.matchAll(ENTRA_PATTERNS.code)].map(([, number]) => Number(number));
  const known = entraErrorOf(numbers, code);
  // What else Entra says of a managed identity is not about variables and secrets, as its own rows are.
  if (known?.finding === "resource-not-known") {
    const number = numbers.find((one) => known.codes.includes(one)) ?? 0;
    return [finding(known.finding, passedOn(known, number, resourceOf(link)), evidence)];
  }
  if (said === "pod-identity-not-bound") return [finding(said, refused, evidence)];
  const slug = lastingTrouble(status, source);
  if (slug !== undefined) {
    const { retrying } = answer;
    return [finding(slug, { link: link.id, source, status, text, retrying }, evidence)];
  }
  return [finding(said, refused, evidence)];
}

/** What the SDK refuses by itself, by MSAL's codes. */
const TOLD_ELSEWHERE: readonly string[] = [
  "unable_to_read_secret_file",
  "user_assigned_managed_identity_not_confirmed",
];

/** Statuses that are asked again before they count (chain.md section 3.5). */
function lastingTrouble(status: number, source: string) {
  if (status === 410 || (status === 404 && source === "Imds")) return "metadata-updating";
  if (status === 404) return "identity-endpoint-not-found";
  if (status === 429) return "identity-endpoint-throttles";
  return status >= 500 ? "identity-endpoint-broken" : undefined;
}

/** Nothing, or a stranger, answers at the metadata address; of interest only when no link wins. */
export const metadataAbsent: Rule = (report) => {
  const { metadata, proxy, kind } = report.host;
  if (metadata === undefined || report.winner.state === "won") return [];
  // Where every SDK gets a token from elsewhere, or nothing is known, the address is not the story.
  if (!report.chains.some((chain) => chain.credential === "DefaultAzureCredential" && chain.state === "none"))
    return [];
  // A look at another endpoint than the machine's own is another rule's.
  if (metadata.source !== undefined && metadata.source !== "Imds") return [];
  if (metadata.state === "answers" || metadata.state === "unknown") return [];
  if (!MANAGED_IDENTITY_LINKS.some((id) => isReached(report, id))) return [];
  // No metadata service is what is to be expected on a developer's machine: its tools are the story.
  if (kind === "developer-machine" && toolLogins(report).length > 0) return [];
  const evidence = ["/host/metadata"];
  const variable = PROXY_VARIABLES.find((name) => proxy[name] !== undefined);
  const { detail } = metadata;
  if (variable !== undefined && metadata.exchanges.some(({ via }) => via !== undefined)) {
    return [
      finding(
        "metadata-behind-proxy",
        {
          variable,
          proxy: proxy[variable] ?? "",
          noProxy: proxy["NO_PROXY"] ?? proxy["no_proxy"] ?? "",
          detail,
        },
        evidence,
      ),
    ];
  }
  const moved = report.environment.find(({ name }) => name === "AZURE_POD_IDENTITY_AUTHORITY_HOST");
  if (moved?.state === "set") {
    return [finding("metadata-moved", { value: moved.value ?? "another address", detail }, evidence)];
  }
  return [
    finding(
      `metadata-${metadata.state}`,
      { detail, onAzureVm: hostKind(kind).hasMetadataService === true, user: report.host.process.uid },
      evidence,
    ),
  ];
};

/** It answers, and not within the second that the SDKs give it; of interest where one of them would ask it. */
export const metadataSlow: Rule = (report) => {
  const { metadata } = report.host;
  if (metadata === undefined || !isSlowAtFirst(metadata)) return [];
  if (!MANAGED_IDENTITY_LINKS.some((id) => isReached(report, id))) return [];
  const [first, next] = metadata.exchanges;
  const args = { firstMs: first?.durationMs ?? 0, nextMs: next?.durationMs ?? 0 };
  const level = report.winner.state === "won" ? "info" : "error";
  return [finding("metadata-slow", args, ["/host/metadata"], level)];
};

/** 404, 410, 429 or 5xx before the answer that counted. */
export const metadataRecovered: Rule = (report) => {
  const link = report.links.find(({ id, outcome }) => isManagedIdentity(id) && outcome === "succeeded");
  const statuses = (link?.exchanges ?? [])
    .filter(({ url }) => url.includes("/metadata/identity/oauth2/token"))
    .flatMap(({ status }) => (status !== undefined && status >= 404 ? [status] : []));
  if (link === undefined || statuses.length === 0) return [];
  return [finding("metadata-was-updating", { statuses }, [`${linkPointer(report, link.id)}/exchanges`])];
};

/** A connection to the endpoint was reset, and what was asked next on the same way was answered. */
export const endpointReset: Rule = ({ host, links }) => {
  const ways = [
    { pointer: "/host/metadata", exchanges: host.metadata?.exchanges ?? [] },
    ...links.flatMap(({ id, exchanges }, index) =>
      isManagedIdentity(id) ? [{ pointer: `/links/${index}/exchanges`, exchanges }] : [],
    ),
  ].map(({ pointer, exchanges }) => ({ pointer, resets: exchanges.filter(passedReset) }));
  const resets = ways.flatMap((way) => way.resets);
  const [first] = resets;
  if (first === undefined) return [];
  const evidence = ways.flatMap((way) => (way.resets.length === 0 ? [] : [way.pointer]));
  return [finding("endpoint-reset-once", { at: new URL(first.url).host, times: resets.length }, evidence)];
};

function passedReset({ url, failure }: Exchange, index: number, all: readonly Exchange[]): boolean {
  const next = all[index + 1];
  return failure?.code === "ECONNRESET" && hasAnswer(next) && isSameHost(next.url, url);
}

function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}

/** The request without id was answered with a user-assigned identity. */
export const onlyUserAssigned: Rule = (report) => {
  const link = linkById(report, "managed-identity-system");
  const identity = link?.tokens.find((token) => token.identity?.kind === "user-assigned")?.identity;
  if (link === undefined || identity === undefined || report.winner.link !== link.id) return [];
  const { clientId = "unknown", resourceId = "unknown" } = identity;
  return [finding("only-user-assigned-answered", { clientId, resourceId }, [linkPointer(report, link.id)])];
};

/** A managed identity's endpoint that gives a person's token: Cloud Shell, and Machine Learning with single sign-on. */
export const personAnswers: Rule = (report) => {
  const link = linkById(report, report.winner.link);
  if (link === undefined || !isManagedIdentity(link.id)) return [];
  if (!link.tokens.some(({ identity }) => identity?.kind === "user")) return [];
  return [
    finding("managed-identity-is-user", { source: link.source ?? "" }, [
      `${linkPointer(report, link.id)}/tokens`,
    ]),
  ];
};

/**
 * With the one name there is no probe: measured with JavaScript 4.13.1, Python 1.27, Go 1.15 and Java 1.19, read in the
 * sources of .NET (chain.md section 1.3).
 */
const ASKS_AT_ONCE: readonly Sdk[] = ["python", "javascript", "dotnet", "java", "go"];

/** The metadata service is dead, and AZURE_TOKEN_CREDENTIALS makes the SDKs find that out the long way. */
export const noProbe: Rule = (report) => {
  const { metadata } = report.host;
  const dead = metadata?.state === "silent" || metadata?.state === "refused";
  if (!dead || (metadata.source !== undefined && metadata.source !== "Imds")) return [];
  const index = report.environment.findIndex(
    ({ name, value }) =>
      name === "AZURE_TOKEN_CREDENTIALS" && value?.trim().toLowerCase() === "managedidentitycredential",
  );
  if (index < 0 || report.winner.state === "won") return [];
  return [
    finding("no-look-before-asking", { sdks: ASKS_AT_ONCE }, [`/environment/${index}`, "/host/metadata"]),
  ];
};
