import { setTimeout as wait } from "node:timers/promises";
import { sendHttp, type HttpAnswer } from "../../world/http.ts";
import { escapeText } from "../../model/escape-text.ts";
import { parseJsonObject } from "../../model/parse-json-object.ts";
import type { Exchange } from "../../model/report.ts";
import type { Job, Send } from "./protocol.ts";
import type { Recorder } from "./recorder.ts";

type MetadataJob = Extract<Job, { kind: "metadata" }>;

/** The limit of `DefaultAzureCredential`'s own probe, in `@azure/identity` 4.13.1 and azure-identity for Python alike. */
const PROBE_MS = 1000;

/** A probe that waited less than this lost the rest of its second to the machine. */
const STARVED_MS = 900;

/** Asks once whether an endpoint answers at all, as the SDK's probe does: no header, no query, no secret. */
export async function runMetadataJob(job: MetadataJob, send: Send, recorder: Recorder): Promise<void> {
  const { endpoint, isExpected, timeoutMs } = job;
  // Only the machine's own metadata service is given as little time as DefaultAzureCredential gives it.
  const limitMs = endpoint.isImds ? PROBE_MS : timeoutMs;
  send({
    type: "step",
    what: `identity endpoint ${new URL(endpoint.url).host}`,
    timeoutMs: 2 * limitMs + SECOND.limitMs + timeoutMs,
  });
  const look = (ms: number) =>
    sendHttp({ method: "GET", url: endpoint.url, headers: {}, timeoutMs: ms }).catch(() => undefined);
  const first = recorder.during(() => look(limitMs));
  const second = endpoint.isImds && isExpected ? lookMeanwhile(first, look) : undefined;
  const { result, exchange } = await first;
  let answer = result ?? (await second);
  if (answer === undefined && isWorthAnotherLook(exchange, endpoint.isImds)) answer = await look(limitMs);
  if (answer === undefined || !endpoint.isImds) return;
  const instance = await sendHttp({
    method: "GET",
    url: `${new URL(endpoint.url).origin}/metadata/instance?api-version=2021-02-01`,
    headers: { Metadata: "true" },
    timeoutMs,
  }).catch(() => undefined);
  if (instance?.status === 200) send({ type: "instance", ...instanceFacts(instance.body) });
}

/** Sent 600 ms after the first and given 700 ms: both have ended within 1.3 s. */
const SECOND = { afterMs: 600, limitMs: 700 } as const;

/**
 * Where a metadata service has to be, it may be slow to answer the first request after a start and quick from then on
 * (failures.md row I18): a second request, while the first has the rest of its second, tells slow from silent.
 */
async function lookMeanwhile(
  first: Promise<unknown>,
  look: (ms: number) => Promise<HttpAnswer | undefined>,
): Promise<HttpAnswer | undefined> {
  const answered = new AbortController();
  void first.finally(() => answered.abort());
  const isLate = await wait(SECOND.afterMs, true, { signal: answered.signal }).catch(() => false);
  return isLate ? await look(SECOND.limitMs) : undefined;
}

/**
 * On a busy machine the limit runs while this process is still starting. A connection that a sidecar has just closed is
 * reset once (row N14).
 */
function isWorthAnotherLook(exchange: Exchange | undefined, isImds: boolean): boolean {
  if (isImds) return (exchange?.durationMs ?? PROBE_MS) < STARVED_MS;
  return exchange?.failure?.code === "ECONNRESET";
}

/** Names of what is kept of the `compute` part, in the report and in the document. */
const KEPT = [
  ["region", "location"],
  ["resourceId", "resourceId"],
  ["instanceId", "vmId"],
  ["scaleSet", "vmScaleSetName"],
] as const;

function instanceFacts(body: string): Partial<Record<(typeof KEPT)[number][0], string>> {
  const compute = parseJsonObject(body)?.["compute"];
  return Object.fromEntries(
    KEPT.flatMap(([name, field]) => {
      const value: unknown = typeof compute === "object" ? Reflect.get(compute ?? {}, field) : undefined;
      return typeof value === "string" && value !== "" ? [[name, escapeText(value, 512)]] : [];
    }),
  );
}
