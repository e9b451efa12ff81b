import { setTimeout as wait } from "node:timers/promises";
import { destinationOf, mayReceiveToken } from "../catalogue/match-target.ts";
import type { Ask } from "../catalogue/service-definition.ts";
import { escapeText } from "../model/escape-text.ts";
import { sendHttp } from "../world/http.ts";
import type { AccessProbe, Answered } from "./access.ts";
import { errorCodeOf, requestIdOf, seenIn } from "./answer-facts.ts";
import type { Recorder } from "./isolate/recorder.ts";
import { randomName } from "./random-name.ts";
import { retryDelayMs } from "./retry-delay.ts";

/**
 * Asks for one permission over HTTPS. One retry on 429 and 503 when the server's own delay fits into `timeoutMs`; none
 * on 401 and 403.
 */
export async function askHttp(
  job: AccessProbe,
  way: Extract<Ask, { kind: "http" }>,
  recorder: Recorder,
): Promise<Answered> {
  const { target, testedScope, timeoutMs, principalId, token } = job;
  const { service, resource, host } = target;
  const { method, path, headers, body } = way.request({
    scope: testedScope,
    random: randomName(),
    resource,
    date: new Date().toUTCString(),
    ...(principalId === undefined ? {} : { principalId }),
  });
  const url = new URL(path, `https://${host}`);
  const destination = destinationOf(url);
  if (destination === undefined || !mayReceiveToken(destination, job.scope)) {
    return { notSent: "the token does not belong to this host" };
  }
  const authorization = service.authorization?.(token) ?? `Bearer ${token}`;
  const request = { method, url: url.href, headers: { ...headers, Authorization: authorization }, timeoutMs };
  const send = () => sendHttp({ ...request, ...(body === undefined ? {} : { body }) }).catch(() => undefined);
  const { result: answer, exchange } = await recorder.during(async () => {
    const first = await send();
    const delayMs = first && retryDelayMs(first, Date.now());
    if (delayMs === undefined || delayMs >= timeoutMs) return first;
    await wait(delayMs);
    return await send();
  });
  const seen = answer && seenIn(answer, job.probe);
  const errorCode = answer && errorCodeOf(answer, service.errorCode);
  const requestId = answer && requestIdOf(answer, service.requestId);
  return {
    ...(exchange === undefined ? { notSent: "no request could be made" } : { exchange }),
    ...(answer === undefined ? {} : { status: answer.status }),
    ...(seen === undefined || seen.length === 0 ? {} : { seen }),
    ...(errorCode === undefined ? {} : { errorCode: escapeText(errorCode, 100) }),
    ...(requestId === undefined ? {} : { requestId: escapeText(requestId, 100) }),
  };
}
