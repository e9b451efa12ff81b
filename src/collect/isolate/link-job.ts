import { cloudOfAuthority, isIssuedElsewhere } from "../../catalogue/clouds.ts";
import type { Credential, LinkFacts } from "../../catalogue/link-definition.ts";
import { linkDefinition } from "../../catalogue/links/index.ts";
import type { MatchedTarget } from "../../catalogue/match-target.ts";
import type { AccessEvidence } from "../../model/report.ts";
import type { LinkId } from "../../model/words.ts";
import { definedVariables } from "../../world/real-world.ts";
import { probeAccess } from "../access.ts";
import { accessRow } from "../access-row.ts";
import { acrossHosts } from "../across-hosts.ts";
import { probesOf } from "../probes-of.ts";
import { decodeToken } from "./decode-token.ts";
import { describeError } from "./describe-error.ts";
import { isExpiryUnread } from "./expiry-unread.ts";
import { loadSdk } from "./load-sdk.ts";
import { heldToken, type HeldToken } from "./held-token.ts";
import { matchedTarget } from "./matched-target.ts";
import type { Job, Send } from "./protocol.ts";
import type { Recorder } from "./recorder.ts";
import { askAboutRefusals } from "./refusals-job.ts";
import { captureSdkLog } from "./sdk-log.ts";

export type LinkJob = Extract<Job, { kind: "link" }>;

/** An access probe ends itself at the time limit, and may wait once for a server that asks for it. */
const ACCESS_STEPS = 3;

/** Lives through one link: the real class, a token per audience, the probes with each. The tokens end with it. */
export async function runLinkJob(job: LinkJob, send: Send, recorder: Recorder): Promise<void> {
  const link = linkDefinition(job.link);
  const facts: LinkFacts = {
    env: definedVariables(process.env),
    options: job.options,
    tools: job.tools,
    files: {},
  };
  const sdk = await loadSdk();
  if (job.verbose) captureSdkLog(send);
  let credential: Credential;
  try {
    credential = link.create(sdk, facts);
  } catch (error) {
    send({ type: "constructor-error", error: describeError(error) });
    return;
  }
  const rows = new Map<number, AccessEvidence[]>();
  const tell: Send = (fact) => {
    if (fact.type === "access") rows.set(fact.target, [...(rows.get(fact.target) ?? []), fact.access]);
    send(fact);
  };
  for (const scope of job.scopes) {
    send({ type: "step", what: `token for ${audienceIn(scope)}`, timeoutMs: job.timeoutMs });
    const token = await getToken(credential, scope, send);
    if (token === undefined) continue;
    await probeTargets(job, scope, token, tell, recorder);
  }
  await askAboutRefusals(job, credential, rows, send, recorder);
}

/** A scope without what all scopes have. */
function audienceIn(scope: string): string {
  return scope.replace(/^https:\/\//, "").replace(/\/+\.default$/, "");
}

async function getToken(credential: Credential, scope: string, send: Send): Promise<HeldToken | undefined> {
  try {
    const result = await credential.getToken(scope);
    if (result === null) throw new Error("The credential returned no token.");
    const token = decodeToken(scope, result.token);
    const isUnread = isExpiryUnread(result.expiresOnTimestamp, token.expiresAt, Date.now());
    send({ type: "token", token: isUnread ? { ...token, expiryUnread: true } : token });
    return heldToken(result.token, token);
  } catch (error) {
    send({ type: "token", token: { scope, outcome: "failed", claims: {}, error: describeError(error) } });
    return undefined;
  }
}

/** Every target that takes this token, several at a time; the probes of one target one after another. */
async function probeTargets(job: LinkJob, scope: string, token: HeldToken, send: Send, recorder: Recorder) {
  const targets = job.targets.flatMap((one, index) => {
    const target = matchedTarget(one);
    return target?.scope === scope ? [{ target, index }] : [];
  });
  await acrossHosts(
    targets,
    ({ target }) => target.host,
    async ({ target, index }) => await probeTarget({ job, target, index, scope, token }, send, recorder),
  );
}

interface TargetProbe {
  readonly job: LinkJob;
  readonly target: MatchedTarget;
  readonly index: number;
  readonly scope: string;
  readonly token: HeldToken;
}

async function probeTarget(
  { job, target, index, scope, token }: TargetProbe,
  send: Send,
  recorder: Recorder,
) {
  const { link, levels, timeoutMs } = job;
  const tell = (access: AccessEvidence) => send({ type: "access", target: index, access });
  for (const { probe, testedScope } of probesOf(target, levels)) {
    const access = { link, target, probe, testedScope, scope, ...token, timeoutMs };
    const elsewhere = whyOtherCloud(link, target, token);
    if (elsewhere !== undefined) {
      tell(accessRow(access, elsewhere));
      continue;
    }
    const what = `${probe.level} ${target.host}`;
    send({ type: "step", what, timeoutMs: ACCESS_STEPS * timeoutMs, probe: true });
    tell(accessRow(access, "it was sent, and did not end before its deadline"));
    tell(await probeAccess(access, recorder));
  }
}

/**
 * A managed identity has no authority of its own; a service principal's token is good in its own cloud only. Some audiences
 * are the same in all clouds: whoever issued a token tells where it belongs (dataplane.md section 22, rule 4).
 */
function whyOtherCloud(link: LinkId, { cloud }: MatchedTarget, { issuer }: HeldToken): string | undefined {
  const own = cloudOfAuthority(process.env["AZURE_AUTHORITY_HOST"]);
  if (linkDefinition(link).endpoint === "entra" && own !== undefined && own !== cloud) {
    return "the credential belongs to another cloud";
  }
  return isIssuedElsewhere(issuer, cloud) ? "the token was issued in another cloud" : undefined;
}
