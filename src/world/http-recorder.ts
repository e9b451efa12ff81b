import diagnostics from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { isIP, type Socket } from "node:net";
import {
  RECORDED_QUERY_PARAMETERS,
  RECORDED_REQUEST_HEADERS,
  RECORDED_RESPONSE_HEADERS,
} from "./recorded-fields.ts";
import { escapeControls, escapeJson, escapeText } from "../model/escape-text.ts";
import { TOO_LONG } from "../model/too-long.ts";
import type { Certificate, Exchange } from "../model/report.ts";
import { inflated } from "./inflated.ts";
import { isTls, onPeerCertificate } from "./peer-certificate.ts";

type FailureStage = NonNullable<Exchange["failure"]>["stage"];

/** Called when a request starts, when it gets a step further, and when it ends; `id` counts from 0. */
export type ExchangeListener = (id: number, exchange: Exchange) => void;

const BODY_BYTES = 2048;
/** Many times what any endpoint of a token, or of a key set, has to say. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

/**
 * Tells of every HTTP request this process makes, from Node's own channels: also of those of SDK paths that ignore
 * a custom `httpClient` (`@azure/identity` 4.13.1), and with the socket error that MSAL hides.
 */
export function recordHttp(listener: ExchangeListener, now: () => number = Date.now): void {
  let count = 0;
  const recordings = new WeakMap<ClientRequest, Recording>();
  const record = (request: ClientRequest): Recording => {
    const id = count++;
    const recording = new Recording(request, now, (exchange) => listener(id, exchange));
    recordings.set(request, recording);
    return recording;
  };
  diagnostics.subscribe("http.client.request.start", (message) => {
    record((message as { request: ClientRequest }).request);
  });
  // A connection that fails at once (no route) ends before the request has started.
  diagnostics.subscribe("http.client.request.error", (message) => {
    const { request, error } = message as { request: ClientRequest; error: Error };
    if (!recordings.has(request)) record(request).failed(error);
  });
  diagnostics.subscribe("http.client.response.finish", (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    // What a proxy answers to CONNECT comes before the request itself, which is never sent then.
    (recordings.get(request) ?? record(request)).answered(response);
  });
}

/** What each connection showed at its beginning, for the requests that use it again. */
const certificates = new WeakMap<Socket, Certificate>();

/** What each host showed last: a session that is resumed shows nothing. */
const certificatesOfHosts = new Map<string, Certificate>();

/** One request on its way. Until it ends, it is told as one that nothing answered before the deadline. */
class Recording {
  readonly #startedAt: number;
  readonly #now: () => number;
  readonly #tell: (exchange: Exchange) => void;
  readonly #request: ClientRequest;
  #stage: FailureStage;
  #certificate: Certificate | undefined;
  /** What has come of an answer, until its end. */
  #answer: Partial<Exchange> = {};
  readonly #passed: NonNullable<Exchange["passedAddresses"]> = [];
  #ended = false;

  constructor(request: ClientRequest, now: () => number, tell: (exchange: Exchange) => void) {
    this.#request = request;
    this.#now = now;
    this.#tell = tell;
    this.#startedAt = now();
    this.#stage = isIP(request.host) === 0 ? "dns" : "tcp";
    if (request.socket) this.#follow(request.socket);
    else request.once("socket", (socket) => this.#follow(socket));
    request.once("error", (error) => this.failed(error));
    this.#pending();
  }

  answered(response: IncomingMessage): void {
    this.#stage = "response";
    const keepsBody = isOfInterest(response);
    const chunks: Buffer[] = [];
    let size = 0;
    const push = response.push.bind(response);
    // The reader's own flow is left alone: what is pushed is looked at in passing.
    response.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (Buffer.isBuffer(chunk)) {
        if (keepsBody && size < BODY_BYTES) chunks.push(chunk);
        size += chunk.length;
        if (size > LONGEST_ANSWER) return this.#cut(response);
      }
      return push(chunk, encoding);
    };
    const { socket } = response;
    const whole = () => answer(response, inflated(chunks, response.headers["content-encoding"], BODY_BYTES));
    response.once("end", () => this.#end(whole()));
    response.once("close", () => {
      // Of what is long enough a reader may want no more: then the connection was not ended by the other end.
      const { errored } = response as { errored?: (Error & { code?: string }) | null };
      if (errored && socket.readableEnded) this.failed(errored);
      else this.#end(whole());
    });
    this.#answer = answer(response, "");
    this.#pending();
  }

  /** Ends what has no end: the SDK would keep all of it in memory. */
  #cut(response: IncomingMessage): boolean {
    const tooLong = Object.assign(new Error("the answer is too long"), { code: TOO_LONG });
    this.failed(tooLong);
    setImmediate(() => response.destroy(tooLong));
    return false;
  }

  #follow(socket: Socket): void {
    this.#certificate = certificates.get(socket);
    // A tunnel through a proxy stands already when its TLS begins.
    const isSecuring = isTls(socket) && (socket as { secureConnecting?: boolean }).secureConnecting === true;
    if (isSecuring) {
      const host = hostOf(this.#request);
      onPeerCertificate(socket, (certificate) => {
        const shown = certificate ?? certificatesOfHosts.get(host);
        if (shown === undefined) return;
        certificates.set(socket, shown);
        certificatesOfHosts.set(host, shown);
        this.#certificate = shown;
      });
      socket.once("secureConnect", () => this.#advance("response"));
    }
    const connected = isSecuring ? "tls" : "response";
    if (!socket.connecting) {
      // Without a route it is destroyed before it ever connects.
      if (!socket.destroyed) this.#advance(connected);
      return;
    }
    // Node's own search for an address that answers (autoSelectFamily); told since 20.12 and 22.
    socket.on("connectionAttemptTimeout", (address) => this.#pass(address, "ETIMEDOUT"));
    socket.on(
      "connectionAttemptFailed",
      (address, _port, _family, { code = "ERROR" }: NodeJS.ErrnoException) => this.#pass(address, code),
    );
    socket.once("lookup", (error: Error | null) => {
      if (error === null) this.#advance("tcp");
    });
    socket.once("connect", () => this.#advance(connected));
  }

  #pass(address: string, code: string): void {
    this.#passed.push({ address: escapeText(address, 64), code });
    if (!this.#ended) this.#pending();
  }

  #advance(stage: FailureStage): void {
    this.#stage = stage;
    if (!this.#ended) this.#pending();
  }

  failed(error: Error & { code?: string; syscall?: string }): void {
    const code = error.name === "AbortError" ? "DEADLINE" : (error.code ?? error.name);
    // A tunnel that a proxy does not make ends a request that never had a socket, nor a name to look up.
    const isOfName = this.#stage === "dns" && (code === "DEADLINE" || error.syscall === "getaddrinfo");
    const stage = this.#stage === "dns" && !isOfName ? "tcp" : this.#stage;
    this.#end({ ...this.#answer, failure: { code, stage } });
  }

  #pending(): void {
    this.#tell({ ...this.#head(), ...this.#answer, failure: { code: "DEADLINE", stage: this.#stage } });
  }

  #end(more: Partial<Exchange>): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#tell({ ...this.#head(), ...more });
  }

  #head(): Exchange {
    const proxy = (this.#request as { agent?: { proxy?: unknown } }).agent?.proxy;
    return {
      method: this.#request.method,
      url: recordedUrl(this.#request),
      startedAt: new Date(this.#startedAt).toISOString(),
      ...(proxy instanceof URL ? { via: proxy.host } : {}),
      durationMs: Math.max(0, this.#now() - this.#startedAt),
      ...(this.#passed.length === 0 ? {} : { passedAddresses: [...this.#passed] }),
      ...(this.#certificate === undefined ? {} : { certificate: this.#certificate }),
      requestHeaders: recordedHeaders(this.#request.getHeaders(), RECORDED_REQUEST_HEADERS),
      responseHeaders: {},
    };
  }
}

function answer(response: IncomingMessage, body: string): Partial<Exchange> {
  return {
    status: response.statusCode ?? 0,
    responseHeaders: recordedHeaders(response.headers, RECORDED_RESPONSE_HEADERS),
    // What is a JSON document stays one: others read in it who answered, and why.
    ...(body === "" ? {} : { errorBody: escapeJson(body) ?? escapeControls(body, { keepNewlines: true }) }),
  };
}

/** Error answers, and pages where data belongs; never a success that may hold a token. */
function isOfInterest({ statusCode = 0, headers }: IncomingMessage): boolean {
  return statusCode >= 400 || (headers["content-type"] ?? "").startsWith("text/html");
}

function recordedHeaders(
  headers: Readonly<Record<string, unknown>>,
  kept: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => kept.has(name.toLowerCase()) && value !== undefined)
      .map(([name, value]) => [name.toLowerCase(), escapeText(String(value))]),
  );
}

function hostOf(request: ClientRequest): string {
  return String(request.getHeader("host") ?? request.host);
}

/** The URL with the values of unknown query parameters left out. A proxied request holds the whole URL as its path. */
function recordedUrl(request: ClientRequest): string {
  const host = hostOf(request);
  const text = /^https?:/.test(request.path) ? request.path : `${request.protocol}//${host}${request.path}`;
  if (!URL.canParse(text)) return escapeText(text.split("?")[0] ?? "");
  const url = new URL(text);
  url.username = "";
  url.password = "";
  for (const name of new Set(url.searchParams.keys())) {
    if (!RECORDED_QUERY_PARAMETERS.has(name)) url.searchParams.set(name, "...");
  }
  return escapeText(url.href);
}
