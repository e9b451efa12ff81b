import { setTimeout as wait } from "node:timers/promises";
import { mayReceiveToken } from "../catalogue/match-target.ts";
import type { Ask } from "../catalogue/service-definition.ts";
import { PROXY_VARIABLES } from "../catalogue/variables.ts";
import { escapeControls, escapeText } from "../model/escape-text.ts";
import type { Exchange } from "../model/report.ts";
import { converse, type AmqpAnswer } from "../world/amqp.ts";
import { loadAmqp } from "../world/load-amqp.ts";
import type { AccessProbe, Answered } from "./access.ts";
import { randomName } from "./random-name.ts";

/** Loads what is loaded lazily. */
export async function prepare(): Promise<void> {
  await loadAmqp();
}

type AmqpWay = Extract<Ask, { kind: "amqp" }>;

const AMQPS_PORT = 5671;
const BODY_LENGTH = 2048;
/** What Service Bus asks throttled clients to wait, where it does not say another number (azure-sdk-for-python issue 20308). */
const THROTTLED_SECONDS = 4;

/**
 * Asks for one permission over AMQP: whether a link may be attached. No message is sent, received or settled. Asks once
 * more when the server is too busy and its own delay fits into `timeoutMs`.
 */
export async function askAmqp(job: AccessProbe, way: AmqpWay): Promise<Answered> {
  const { target, testedScope, scope, token, timeoutMs } = job;
  const { host, service } = target;
  const port = service.port ?? AMQPS_PORT;
  if (!mayReceiveToken({ protocol: "amqps:", host, port }, scope)) {
    return { notSent: "the token does not belong to this host" };
  }
  const random = randomName();
  const address = way.address({ scope: testedScope });
  const ask = async () => {
    const startedAt = Date.now();
    const request = { host, port, address, attach: way.attach, name: random, token, timeoutMs };
    const answer = withoutToken(await converse(request), token);
    return { answer, facts: factsOf(answer, { host, address, way, startedAt }) };
  };
  const { answer, facts } = await ask();
  const delayMs = delayOf(answer);
  if (delayMs === undefined || delayMs >= timeoutMs) return facts;
  await wait(delayMs);
  return (await ask()).facts;
}

/** How long a server that is too busy wants to be left alone; `undefined` for every other answer. */
function delayOf({ refusal, putToken }: AmqpAnswer): number | undefined {
  if (refusal === undefined) return undefined;
  const isBusy =
    refusal.condition === "com.microsoft:server-busy" || putToken?.status === 429 || putToken?.status === 503;
  const told = /wait (\d+) seconds?/i.exec(refusal.description)?.[1];
  return isBusy ? Number(told ?? THROTTLED_SECONDS) * 1000 : undefined;
}

/** What a server repeats of a token it does not understand must not get any further. */
function withoutToken(answer: AmqpAnswer, token: string): AmqpAnswer {
  const cut = (text: string) => text.replaceAll(token, "...");
  const { putToken, refusal } = answer;
  return {
    ...answer,
    ...(putToken === undefined ? {} : { putToken: { ...putToken, description: cut(putToken.description) } }),
    ...(refusal === undefined ? {} : { refusal: { ...refusal, description: cut(refusal.description) } }),
  };
}

interface Asked {
  readonly host: string;
  readonly address: string;
  readonly way: AmqpWay;
  readonly startedAt: number;
}

function factsOf(answer: AmqpAnswer, asked: Asked): Answered {
  const { refusal, failure } = answer;
  const status = statusOf(answer);
  const description = refusal?.description ?? "";
  const requestId = /TrackingId:\s*([\w-]+)/i.exec(description)?.[1];
  const exchange: Exchange = {
    method: "AMQP",
    url: escapeText(`amqps://${asked.host}/${asked.address}`),
    startedAt: new Date(asked.startedAt).toISOString(),
    durationMs: Math.max(0, Date.now() - asked.startedAt),
    ...(status === undefined ? {} : { status }),
    ...(failure === undefined ? {} : { failure }),
    requestHeaders: { link: asked.way.attach, ...directly() },
    responseHeaders: steps(answer),
    ...(description === ""
      ? {}
      : { errorBody: escapeControls(description.slice(0, BODY_LENGTH), { keepNewlines: true }) }),
  };
  return {
    exchange,
    ...(status === undefined ? {} : { status }),
    ...(refusal?.condition === undefined ? {} : { errorCode: escapeText(refusal.condition, 100) }),
    ...(requestId === undefined ? {} : { requestId: escapeText(requestId, 100) }),
  };
}

/** A link or a connection is turned away by a condition; only the `$cbs` node answers with a number of HTTP's. */
function statusOf({ putToken, attached }: AmqpAnswer): number | undefined {
  const isRefused = putToken !== undefined && (putToken.status < 200 || putToken.status >= 300);
  return attached || isRefused ? putToken?.status : undefined;
}

function steps({ putToken, attached }: AmqpAnswer): Record<string, string> {
  return {
    ...(putToken === undefined
      ? {}
      : { "put-token": escapeText(`${putToken.status} ${putToken.description}`.trim(), 200) }),
    ...(attached ? { link: "attached" } : {}),
  };
}

/** The SDKs take no proxy for AMQP over TLS, whatever the variables say. */
function directly(): Record<string, string> {
  const name = PROXY_VARIABLES.find((variable) => process.env[variable]);
  return name === undefined ? {} : { proxy: `${name} is not used: AMQP goes directly` };
}
