import { promises as dns } from "node:dns";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { MatchedTarget } from "../catalogue/match-target.ts";
import type { ProbeRequest } from "../catalogue/service-definition.ts";
import { isExemptExactly, noProxyEntries } from "../catalogue/no-proxy.ts";
import { isUntrusted } from "../catalogue/tls-errors.ts";
import { NO_PROXY_VARIABLES, PROXY_VARIABLES } from "../catalogue/variables.ts";
import { escapeText } from "../model/escape-text.ts";
import { isProxyAnswer, proxyAnswer } from "../model/proxy-answer.ts";
import type { Certificate, StageResult } from "../model/report.ts";
import type { Stage } from "../model/words.ts";
import { sendHttp } from "../world/http.ts";
import { aliasesOf } from "./aliases.ts";
import { beginTls, type TlsBeginning } from "./begin-tls.ts";
import { onPeerCertificate } from "../world/peer-certificate.ts";
import type { TellReach } from "./isolate/protocol.ts";
import type { Recorder } from "./isolate/recorder.ts";

const HTTPS_PORT = 443;

const EARLIER = "an earlier stage failed";
const DIRECT: readonly Stage[] = ["dns", "tcp", "tls"];

/** Reaches a target step by step, without any token: name, connection, certificate, anonymous challenge. */
export async function reachTarget(
  target: MatchedTarget,
  timeoutMs: number,
  send: TellReach,
  recorder: Recorder,
): Promise<void> {
  const proxied = proxyVariable(target);
  const skip = (stages: readonly Stage[], why: string) => {
    for (const stage of stages)
      send({ type: "stage", stage: { stage, outcome: "skipped", detail: why, durationMs: 0 } });
  };
  const broken = proxied === undefined ? await reachDirectly(target, timeoutMs, send) : undefined;
  if (proxied !== undefined) skip(DIRECT, `requests go through the proxy of ${proxied}`);
  if (broken !== undefined) skip(DIRECT.slice(DIRECT.indexOf(broken) + 1), EARLIER);
  const { challenge: request, port } = target.service;
  if (request === undefined) return;
  // It goes over HTTPS, which may be open where the service's own port is not.
  if (broken !== undefined && (port === undefined || broken === "dns")) return skip(["challenge"], EARLIER);
  const asked = typeof request === "function" ? request(target.path) : request;
  await challenge(target, asked, timeoutMs, send, recorder);
}

/** The variable that sends requests for a target through a proxy; what listens elsewhere than HTTPS is reached directly. */
function proxyVariable({ host, service }: MatchedTarget): string | undefined {
  const isDirect = service.port !== undefined || isExempt(host);
  return isDirect ? undefined : PROXY_VARIABLES.find((name) => process.env[name]);
}

function isExempt(host: string): boolean {
  const list = NO_PROXY_VARIABLES.map((name) => process.env[name]).find((value) => value !== undefined);
  return isExemptExactly(noProxyEntries(list), host);
}

/** Gives the stage that failed, if one did; its aliases are asked for beside it. */
async function reachDirectly(
  target: MatchedTarget,
  timeoutMs: number,
  send: TellReach,
): Promise<Stage | undefined> {
  const [aliases, broken] = await Promise.all([
    aliasesOf(target.host, timeoutMs),
    connectDirectly(target, timeoutMs, send),
  ]);
  if (aliases !== undefined) send({ type: "aliases", aliases });
  return broken;
}

async function connectDirectly(
  { host, service }: MatchedTarget,
  timeoutMs: number,
  send: TellReach,
): Promise<Stage | undefined> {
  const { port = HTTPS_PORT, startTls } = service;
  const addresses = await runStage("dns", send, timeoutMs, async () => {
    const found = await dns.lookup(host, { all: true });
    const list = found.map(({ address }) => address);
    send({ type: "addresses", addresses: list });
    return { result: list, detail: list.join(", ") };
  });
  if (addresses === undefined) return "dns";
  const socket = await runStage("tcp", send, timeoutMs, async () => {
    const { result, address } = await firstConnection(addresses, port);
    return { result, detail: `${address}:${port}` };
  });
  if (socket === undefined) return "tcp";
  const trusted = await runStage(
    "tls",
    send,
    timeoutMs,
    async () => await checkCertificate(await beginTls(socket, startTls), host),
  );
  socket.destroy();
  return trusted === undefined ? "tls" : undefined;
}

/** The first address that lets us in counts, as it does for the SDK: one family may be dead. */
async function firstConnection(
  addresses: readonly string[],
  port: number,
): Promise<{ result: Socket; address: string }> {
  const attempts = addresses.map(async (address) => ({
    result: await tcpConnection(address, port),
    address,
  }));
  const first = await Promise.any(attempts).catch((error: AggregateError) => {
    throw error.errors[0];
  });
  void closeOthers(attempts, first.result);
  return first;
}

async function closeOthers(attempts: readonly Promise<{ result: Socket }>[], kept: Socket): Promise<void> {
  for (const attempt of await Promise.allSettled(attempts)) {
    if (attempt.status === "fulfilled" && attempt.value.result !== kept) attempt.value.result.destroy();
  }
}

function tcpConnection(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host: address, port }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Waits for the end of the handshake; its error takes along the certificate that was shown. */
function checkCertificate(beginning: TlsBeginning, host: string): Promise<Passed<true>> {
  return new Promise((resolve, reject) => {
    let shown: Certificate | undefined;
    const tls = connectTls({ ...beginning, servername: host }, () => {
      const detail = `certificate issued by ${shown?.issuer ?? "an unnamed issuer"}`;
      resolve({ result: true, detail, ...withCertificate(shown) });
    });
    onPeerCertificate(tls, (certificate) => {
      shown = certificate;
    });
    tls.once("error", (error) => reject(Object.assign(error, withCertificate(shown))));
  });
}

function withCertificate(certificate: Certificate | undefined): Pick<StageResult, "certificate"> {
  return certificate === undefined ? {} : { certificate };
}

async function challenge(
  target: MatchedTarget,
  { method, path, headers }: ProbeRequest,
  timeoutMs: number,
  send: TellReach,
  recorder: Recorder,
): Promise<void> {
  await runStage("challenge", send, timeoutMs, async () => {
    const url = `https://${target.host}${path}`;
    const { result: answer, exchange } = await recorder.during(() =>
      sendHttp({ method, url, headers, timeoutMs }).catch((error: Failed) => error),
    );
    const header = answer instanceof Error ? "" : (answer.header("www-authenticate") ?? "");
    const tenant = target.service.challengeTenant?.exec(header)?.[1];
    if (exchange !== undefined) {
      send({ type: "challenge", exchange, ...(tenant === undefined ? {} : { tenant }) });
    }
    // Of what stands behind its head not all comes through the agent: it says so with or without.
    if (exchange !== undefined && isProxyAnswer(exchange)) {
      throw Object.assign(new Error(proxyAnswer(exchange)), { code: `HTTP_${exchange.status}` });
    }
    // Behind a proxy this is where the certificate is seen.
    if (answer instanceof Error) throw Object.assign(answer, withCertificate(exchange?.certificate));
    return { result: true, detail: tenant === undefined ? `${answer.status}` : `asks for tenant ${tenant}` };
  });
}

interface Passed<Result> extends Pick<StageResult, "detail" | "certificate"> {
  readonly result: Result;
}

/** Runs one stage within `timeoutMs` and tells how it went; `undefined` when it failed. */
async function runStage<Result>(
  name: Stage,
  send: TellReach,
  timeoutMs: number,
  run: () => Promise<Passed<Result>>,
): Promise<Result | undefined> {
  const startedAt = performance.now();
  const tell = (more: Omit<StageResult, "stage" | "durationMs">) => {
    const durationMs = Math.round(performance.now() - startedAt);
    send({ type: "stage", stage: { stage: name, ...more, durationMs } });
  };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`no answer within ${timeoutMs / 1000} s`), { code: "DEADLINE" });
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    const { result, ...passed } = await Promise.race([run(), deadline]);
    tell({ outcome: "ok", ...passed });
    return result;
  } catch (error) {
    tell({ outcome: "failed", ...failed(error as Failed) });
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

type Failed = Error & Partial<Pick<StageResult, "code" | "certificate">>;

function failed({
  code,
  message,
  certificate,
}: Failed): Pick<StageResult, "detail" | "code" | "certificate"> {
  const detail =
    certificate !== undefined && isUntrusted(code)
      ? `the certificate is issued by ${certificate.issuer}, which is not trusted here`
      : escapeText(message, 300);
  return { detail, code: escapeText(code ?? "ERROR", 100), ...withCertificate(certificate) };
}
