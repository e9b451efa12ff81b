import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { mayReceiveToken, type MatchedTarget } from "../catalogue/match-target.ts";
import type { ProbeDefinition, TestedScope } from "../catalogue/service-definition.ts";
import { escapeText } from "../model/escape-text.ts";
import type { AccessEvidence } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";
import { sendHttp } from "../world/http.ts";
import type { Recorder } from "./isolate/recorder.ts";

/** What one probe needs; the token stays inside the child that got it. */
export interface AccessProbe {
  readonly link: LinkId;
  readonly target: MatchedTarget;
  readonly probe: ProbeDefinition;
  readonly testedScope: TestedScope;
  readonly scope: string;
  readonly token: string;
  readonly timeoutMs: number;
}

/** A name that an operator recognises in the logs, and that nothing else has. */
export function randomName(): string {
  return `azcredprobe-${randomBytes(16).toString("hex")}`;
}

/** The row of a probe before anything was sent. */
export function accessRow(
  { link, probe, testedScope }: Pick<AccessProbe, "link" | "probe" | "testedScope">,
  notSent: string,
): AccessEvidence {
  return { link, level: probe.level, action: probe.action, testedScope, roles: [...probe.roles], notSent };
}

/**
 * Asks for one permission. One retry on 429 and 503 when the server's own delay fits into `timeoutMs`; none on 401
 * and 403.
 */
export async function probeAccess(job: AccessProbe, recorder: Recorder): Promise<AccessEvidence> {
  const { target, probe, testedScope, timeoutMs } = job;
  const { notSent: _, ...row } = accessRow(job, "");
  const { method, path, headers } = probe.request(testedScope, randomName());
  const url = new URL(path, `https://${target.host}`);
  if (!mayReceiveToken(url, job.scope)) return accessRow(job, "the token does not belong to this host");
  const before = recorder.count();
  const send = () =>
    sendHttp({
      method,
      url: url.href,
      headers: { ...headers, Authorization: `Bearer ${job.token}` },
      timeoutMs,
    }).catch(() => undefined);
  let answer = await send();
  if (answer?.status === 429 || answer?.status === 503) {
    const delayMs = Number(answer.header("retry-after") ?? "1") * 1000;
    if (delayMs >= 0 && delayMs < timeoutMs) {
      await wait(delayMs);
      answer = await send();
    }
  }
  const exchange = recorder.lastSince(before);
  const errorCode = answer?.header(target.service.errorCodeHeader);
  const requestId = answer?.header(target.service.requestIdHeader);
  return {
    ...row,
    ...(exchange === undefined ? { notSent: "no request could be made" } : { exchange }),
    ...(answer === undefined ? {} : { status: answer.status }),
    ...(errorCode === undefined ? {} : { errorCode: escapeText(errorCode, 100) }),
    ...(requestId === undefined ? {} : { requestId: escapeText(requestId, 100) }),
  };
}
