import { once } from "node:events";
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  proxyPolicy,
  type HttpMethods,
} from "@azure/core-rest-pipeline";

/** One for all requests, so that connections are used again. */
const client = createDefaultHttpClient();
/** It reads the proxy variables when it is made: with `--env-from` a child takes them on after its modules are loaded. */
let proxy: ReturnType<typeof proxyPolicy> | undefined;

/** So much of an answer is read where nothing else is said; error bodies and challenges are far smaller. */
const READ_BYTES = 64 * 1024;

export interface HttpRequest {
  readonly method: HttpMethods;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** At most this much of the answer is read. */
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: string;
}

/**
 * One request, sent as the SDKs send theirs: same HTTP client, same proxy and TLS rules. Redirects are not followed,
 * nothing is retried.
 *
 * @throws what the client throws when no answer comes: a `RestError`, or an `AbortError` after `timeoutMs`.
 */
export async function sendHttp(wanted: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, body, timeoutMs, maxBytes = READ_BYTES } = wanted;
  const pipeline = createEmptyPipeline();
  proxy ??= proxyPolicy();
  pipeline.addPolicy(proxy);
  const deadline = AbortSignal.timeout(timeoutMs);
  const request = createPipelineRequest({
    method,
    url,
    headers: createHttpHeaders({ ...headers }),
    ...(body === undefined ? {} : { body }),
    abortSignal: deadline,
    // The metadata service speaks http; a token is guarded by its own check of the URL.
    allowInsecureConnection: true,
    streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
  });
  const response = await pipeline.sendRequest(client, request);
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    body: await readStart(response.readableStreamBody, maxBytes),
  };
}

async function readStart(stream: NodeJS.ReadableStream | undefined, maxBytes: number): Promise<string> {
  if (stream === undefined) return "";
  const chunks: Buffer[] = [];
  let size = 0;
  const closed = once(stream, "close").catch(() => undefined);
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= maxBytes) break;
  }
  // Whoever records what is sent hears it from the stream that nobody waits for more.
  if (size >= maxBytes) await closed;
  return Buffer.concat(chunks).toString("utf8", 0, maxBytes);
}
