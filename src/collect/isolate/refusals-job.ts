import { armOf } from "../../catalogue/arm-scope.ts";
import type { Credential } from "../../catalogue/link-definition.ts";
import type { MatchedTarget } from "../../catalogue/match-target.ts";
import { mayLackRole } from "../../catalogue/row-of-answer.ts";
import type { AccessEvidence, ArmEvidence } from "../../model/report.ts";
import { ArmQuestions, type FoundResource, type ToldOfScope } from "../ask-arm.ts";
import { decodeToken } from "./decode-token.ts";
import { heldToken, type HeldToken } from "./held-token.ts";
import type { LinkJob } from "./link-job.ts";
import { matchedTarget } from "./matched-target.ts";
import type { Send } from "./protocol.ts";
import type { Recorder } from "./recorder.ts";

/** A token and a few questions, each of which ends itself at the time limit. */
const ARM_STEPS = 4;
/** How many resources Azure Resource Manager is asked about, and how many parts of one; the resource tells of the others. */
const ASKED_RESOURCES = 10;
const ASKED_PARTS = 10;
/** Stands for the resource as a whole among its parts. */
const WHOLE = "";

/** Targets of one resource that was refused, with the refused rows of each by its number. */
interface RefusedResource {
  readonly target: MatchedTarget;
  readonly refused: Map<number, readonly AccessEvidence[]>;
}

/** Where an identity was refused, Azure Resource Manager may say why; a token of its own audience is got for it. */
export async function askAboutRefusals(
  job: LinkJob,
  credential: Credential,
  rows: ReadonlyMap<number, readonly AccessEvidence[]>,
  send: Send,
  recorder: Recorder,
): Promise<void> {
  const tokens = new Map<string, Promise<HeldToken | undefined>>();
  for (const resource of refusedResources(job, rows).slice(0, ASKED_RESOURCES)) {
    const { target } = resource;
    const { scope } = armOf(target.cloud);
    sendStep(job, send, target.resource);
    if (!tokens.has(scope)) tokens.set(scope, quietToken(credential, scope));
    const token = await tokens.get(scope);
    if (token === undefined) continue;
    const caller = { link: job.link, timeoutMs: job.timeoutMs, ...token };
    await askAboutResource(resource, new ArmQuestions(target, caller, recorder), { job, send });
  }
}

/** Resources in the order in which their first target was asked for. */
function refusedResources(
  job: LinkJob,
  rows: ReadonlyMap<number, readonly AccessEvidence[]>,
): readonly RefusedResource[] {
  const found = new Map<string, RefusedResource>();
  for (const [index, one] of job.targets.entries()) {
    const refused = (rows.get(index) ?? []).filter((row) => mayLackRole(one, row));
    const target = matchedTarget(one);
    if (target?.service.armType === undefined || refused.length === 0) continue;
    const key = [target.cloud, target.service.armType, target.resource].join(" ");
    const before = found.get(key) ?? { target, refused: new Map() };
    before.refused.set(index, refused);
    found.set(key, before);
  }
  return [...found.values()];
}

/** Every part is asked for once, however many targets and levels it was refused to. */
async function askAboutResource(
  { target, refused }: RefusedResource,
  questions: ArmQuestions,
  { job, send }: { readonly job: LinkJob; readonly send: Send },
): Promise<void> {
  const found = await questions.find(target, [...refused.values()].flat());
  const { resourceId, learntFrom } = found;
  const told = new ToldParts(async (part) => {
    sendStep(job, send, `${target.resource}${part}`);
    return await questions.about(`${resourceId ?? ""}${part}`);
  });
  const shownOnce = withRequestsOnce();
  for (const [index, rows] of refused) {
    const say = (arm: Omit<ArmEvidence, "link">) =>
      send({ type: "arm", target: index, arm: { link: job.link, ...arm } });
    if (resourceId === undefined || learntFrom === undefined) {
      say({ questions: shownOnce(found) });
      continue;
    }
    const scopes = new Set<ToldOfScope>();
    for (const { testedScope } of rows) scopes.add(await told.of(testedScope.armSuffix ?? WHOLE));
    for (const one of scopes) {
      say({ ...one, resourceId, learntFrom, questions: [...shownOnce(found), ...shownOnce(one)] });
    }
  }
}

/** What Azure Resource Manager says of the parts of one resource, asked when it is first needed. */
class ToldParts {
  readonly #told = new Map<string, ToldOfScope>();
  readonly #ask: (part: string) => Promise<ToldOfScope>;

  constructor(ask: (part: string) => Promise<ToldOfScope>) {
    this.#ask = ask;
  }

  /** Of a part that was not asked, or that is not known there, the resource as a whole tells what it can. */
  async of(part: string): Promise<ToldOfScope> {
    const known = this.#told.get(part);
    if (known !== undefined) return known;
    if (part !== WHOLE && this.#told.size >= ASKED_PARTS) return await this.of(WHOLE);
    const asked = await this.#ask(part);
    const isUnknown = part !== WHOLE && asked.questions.every(({ status }) => status === 404);
    const told = isUnknown ? await this.of(WHOLE) : asked;
    this.#told.set(part, told);
    return told;
  }
}

/** The same answer stands at several targets, and its requests at the first of them only. */
function withRequestsOnce() {
  const shown = new Set<unknown>();
  return (told: FoundResource | ToldOfScope): ArmEvidence["questions"] => {
    const isFirst = !shown.has(told);
    shown.add(told);
    return told.questions.map(({ exchange, ...answer }) =>
      isFirst && exchange !== undefined ? { ...answer, exchange } : answer,
    );
  };
}

function sendStep({ timeoutMs }: LinkJob, send: Send, where: string): void {
  send({ type: "step", what: `roles at ${where}`, timeoutMs: ARM_STEPS * timeoutMs, probe: true });
}

/** A token that is no part of what the link is tried for: whether it comes says nothing of the app. */
async function quietToken(credential: Credential, scope: string): Promise<HeldToken | undefined> {
  const result = await credential.getToken(scope).catch(() => null);
  return result === null ? undefined : heldToken(result.token, decodeToken(scope, result.token));
}
