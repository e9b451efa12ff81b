import { armOf } from "../../catalogue/arm-scope.ts";
import type { Credential } from "../../catalogue/link-definition.ts";
import type { AccessEvidence } from "../../model/report.ts";
import { askArm } from "../ask-arm.ts";
import { decodeToken } from "./decode-token.ts";
import { heldToken, type HeldToken } from "./held-token.ts";
import type { LinkJob } from "./link-job.ts";
import { matchedTarget } from "./matched-target.ts";
import type { Send } from "./protocol.ts";
import type { Recorder } from "./recorder.ts";

/** A token and a few questions, each of which ends itself at the time limit. */
const ARM_STEPS = 4;
/** How many resources Azure Resource Manager is asked about. */
const ASKED_RESOURCES = 10;

/** Where an identity was refused, Azure Resource Manager may say why; a token of its own audience is got for it. */
export async function askAboutRefusals(
  job: LinkJob,
  credential: Credential,
  rows: ReadonlyMap<number, readonly AccessEvidence[]>,
  send: Send,
  recorder: Recorder,
): Promise<void> {
  const tokens = new Map<string, Promise<HeldToken | undefined>>();
  let asked = 0;
  for (const [index, one] of job.targets.entries()) {
    const refused = (rows.get(index) ?? []).filter(({ status }) => status === 401 || status === 403);
    const target = matchedTarget(one);
    if (target?.service.armType === undefined || refused.length === 0 || asked >= ASKED_RESOURCES) continue;
    asked += 1;
    const { scope } = armOf(target.cloud);
    send({
      type: "step",
      what: `roles at ${target.resource}`,
      timeoutMs: ARM_STEPS * job.timeoutMs,
      probe: true,
    });
    if (!tokens.has(scope)) tokens.set(scope, quietToken(credential, scope));
    const token = await tokens.get(scope);
    if (token === undefined) continue;
    const caller = { link: job.link, timeoutMs: job.timeoutMs, ...token };
    send({ type: "arm", target: index, arm: await askArm(target, refused, caller, recorder) });
  }
}

/** A token that is no part of what the link is tried for: whether it comes says nothing of the app. */
async function quietToken(credential: Credential, scope: string): Promise<HeldToken | undefined> {
  const result = await credential.getToken(scope).catch(() => null);
  return result === null ? undefined : heldToken(result.token, decodeToken(scope, result.token).claims);
}
