import { ARC_REFUSALS, keyFileOf } from "../catalogue/arc-errors.ts";
import { ENTRA_PATTERNS } from "../catalogue/entra-errors.ts";
import type { LinkDefinition } from "../catalogue/link-definition.ts";
import { FILE_PROBLEMS } from "../catalogue/file-problems.ts";
import { METADATA_PATTERNS } from "../catalogue/metadata-errors.ts";
import { isUntrusted } from "../catalogue/tls-errors.ts";
import { toolErrors } from "../catalogue/tool-errors.ts";
import { errorDocument } from "../model/error-document.ts";
import { isProxyAnswer, proxyAnswer } from "../model/proxy-answer.ts";
import { parseJsonObject } from "../model/parse-json-object.ts";
import { escapeText } from "../model/escape-text.ts";
import { TOO_LONG } from "../model/too-long.ts";
import type { AttemptError, EntraError, Exchange } from "../model/report.ts";
import type { Outcome } from "../model/words.ts";

/** What happened, in one word and one sentence. */
export interface OutcomeFact {
  readonly outcome: Outcome;
  readonly reason: string;
}

/** Reads the outcome of an attempt that brought no token from what went over the wire. */
export function refusedOutcome(
  speaker: LinkDefinition["endpoint"],
  error: AttemptError,
  exchanges: readonly Exchange[],
): OutcomeFact {
  const last = exchanges.at(-1);
  if (speaker === "tool") return toolOutcome(error);
  if (last === undefined) return nothingSent(error);
  if (last.failure !== undefined) return { outcome: "unavailable", reason: noAnswer(last) };
  const said = serverError(last);
  const genuine = speaker === "entra" ? isEntraAnswer(last) : isPlatformAnswer(last);
  if (!genuine || isProxyAnswer(last)) {
    return { outcome: "unavailable", reason: `${strangerOf(last)} answered ${last.status} in its place` };
  }
  const refusal = refusedLocally(error, last);
  return {
    outcome: "failed",
    reason: `${last.status} ${refusal ?? said ?? unreadable(last) ?? firstSentence(withoutPrefix(error.text))}`,
  };
}

/** What is no refusal, and no token: what the SDK makes of it is told in its own words elsewhere. */
function unreadable({ status = 0 }: Exchange): string | undefined {
  if (status < 300) return "without a token that the SDK can read";
  return status < 400 ? "a redirect in place of a token" : undefined;
}

/** The SDK gave up before it asked anybody. */
function nothingSent({ text }: AttemptError): OutcomeFact {
  const said = withoutPrefix(text);
  // What Node says of a file that a credential needs.
  const [, problem = "", file] = /^(ENOENT|EACCES|EPERM): .*, open '([^']+)'/.exec(said) ?? [];
  const reason =
    file === undefined
      ? firstSentence(said)
      : `the file ${file} ${FILE_PROBLEMS[problem === "ENOENT" ? "missing" : "unreadable"]}`;
  return { outcome: METADATA_PATTERNS.onlyClientId.test(text) ? "not-configured" : "unavailable", reason };
}

/** The answer was as it should be, and the SDK could make nothing of it. */
function refusedLocally({ code = "" }: AttemptError, { responseHeaders }: Exchange): string | undefined {
  const words = Object.hasOwn(ARC_REFUSALS, code) ? ARC_REFUSALS[code] : undefined;
  return words?.replace("{}", keyFileOf(responseHeaders["www-authenticate"]));
}

/** What a developer tool said in place of a token; it talks to Entra itself, unseen. */
function toolOutcome({ text }: AttemptError): OutcomeFact {
  for (const { pattern, outcome, reason } of toolErrors) {
    const found = pattern.exec(text);
    if (found !== null) return { outcome, reason: reason ?? found[0] };
  }
  return { outcome: "unavailable", reason: firstSentence(text) };
}

/** Whether a metadata service, and not a proxy or another stranger, gave this answer. */
export function isPlatformAnswer({ responseHeaders, errorBody, status }: Exchange): boolean {
  if (/^IMDS\b/i.test(responseHeaders["server"] ?? "")) return true;
  const body = parseJsonObject(errorBody);
  if (body !== undefined) return "error" in body || "message" in body;
  // Of a success the body is kept only where it is a page; a token comes as JSON.
  const type = responseHeaders["content-type"] ?? "application/json";
  return status !== undefined && status < 300 && errorBody === undefined && /\bjson\b/i.test(type);
}

function isEntraAnswer({ responseHeaders, errorBody }: Exchange): boolean {
  const body = parseJsonObject(errorBody);
  return "x-ms-ests-server" in responseHeaders || (body !== undefined && "error" in body);
}

/** Why a request ended without an answer, or without the end of one, in words. */
export function noAnswer(exchange: Exchange): string {
  // Of what a proxy says in place of a tunnel, SDKs read no more than came with its first packet.
  if (isProxyAnswer(exchange)) return proxyAnswer(exchange);
  const { url, via, status, failure, durationMs, certificate } = exchange;
  const own = URL.canParse(url) ? new URL(url).host : url;
  const { code, stage } = failure ?? { code: "ERROR", stage: "response" };
  if (certificate !== undefined && stage === "tls") {
    const { issuer, validFrom, validTo } = certificate;
    const why = isUntrusted(code) ? "which is not trusted here" : `valid from ${validFrom} to ${validTo}`;
    return `${own} shows a certificate issued by ${issuer}, ${why} (${code})`;
  }
  // A tunnel that stands is the other end's, not the proxy's.
  const proxy = via === "" ? "the proxy, whose URL names no host" : via;
  const host = stage === "tls" ? own : (proxy ?? own);
  if (status !== undefined) {
    return `${host} answered ${status}, and its answer ${howItEnded(code, durationMs)}`;
  }
  if (code === "DEADLINE") return `${host} did not answer within ${seconds(durationMs)} (${stage})`;
  if (code === "ECONNREFUSED") return `nothing listens at ${host}`;
  if (stage === "dns") return `the name ${host} does not resolve (${code})`;
  return `no answer from ${host}: ${code} (${stage})`;
}

/** An answer that had begun. */
function howItEnded(code: string, durationMs: number): string {
  if (code === TOO_LONG) return "was cut, because it came to no end";
  return code === "DEADLINE" ? `did not end within ${seconds(durationMs)}` : `broke off (${code})`;
}

/** What the server's own error document says. */
function serverError({ errorBody }: Exchange): string | undefined {
  const { code, text } = errorDocument(errorBody) ?? {};
  const said = [code, text].flatMap((part) => (part === undefined ? [] : [firstSentence(part)]));
  return said.length === 0 ? undefined : said.join(": ");
}

function strangerOf({ via, responseHeaders }: Exchange): string {
  if (via !== undefined) return `the proxy ${via}`;
  const server = responseHeaders["server"];
  return server === undefined ? "something else" : `something else (${server})`;
}

/** The error with Entra's numbers and ids, from the answer's own fields first, from its text else. */
export function withServerFacts(error: AttemptError, exchanges: readonly Exchange[]): AttemptError {
  const last = exchanges.at(-1);
  const body = parseJsonObject(last?.errorBody);
  const entra = entraErrors(error, body);
  const description = errorDocument(last?.errorBody)?.text;
  return {
    ...error,
    ...(error.status === undefined && last?.status !== undefined ? { status: last.status } : {}),
    ...(entra.length === 0 ? {} : { entra }),
    ...(description === undefined ? {} : { description }),
  };
}

function entraErrors(error: AttemptError, body: Readonly<Record<string, unknown>> | undefined): EntraError[] {
  const description = body?.["error_description"] ?? body?.["message"];
  const text = typeof description === "string" ? description : error.text;
  const listed = body?.["error_codes"];
  const codes = Array.isArray(listed)
    ? listed.filter((code) => Number.isSafeInteger(code)).map(Number)
    : [...text.matchAll(ENTRA_PATTERNS.code)].map(([, code]) => Number(code));
  const field = (name: string, pattern: RegExp) => {
    const value = body?.[name] ?? pattern.exec(text)?.[1];
    return typeof value === "string" ? escapeText(value, 100) : undefined;
  };
  const correlationId = field("correlation_id", ENTRA_PATTERNS.correlationId);
  const traceId = field("trace_id", ENTRA_PATTERNS.traceId);
  const timestamp = field("timestamp", ENTRA_PATTERNS.timestamp);
  return [...new Set(codes)].map((code) => ({
    code,
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(timestamp === undefined ? {} : { timestamp }),
  }));
}

/**
 * What the SDK says after its own name and "Authentication failed" (chain.md section 5.2), and what AuthenticationError
 * says behind its status, which is always the same (`@azure/identity` 4.13.1, errors.js).
 */
function withoutPrefix(text: string): string {
  return text
    .replace(/^[^]*? Status code: \d+\s+More details:\s+(?=\S)/, "")
    .replace(/^\w+Credential: [\w ]+\. Message:? (?=.)/, "");
}

function firstSentence(text: string): string {
  return (/^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text).slice(0, 300);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
