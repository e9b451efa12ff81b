import { cloudOfAuthority } from "../../catalogue/clouds.ts";
import type { Credential, LinkFacts } from "../../catalogue/link-definition.ts";
import { linkDefinition } from "../../catalogue/links/index.ts";
import { matchTarget, type MatchedTarget } from "../../catalogue/match-target.ts";
import type { LinkId } from "../../model/words.ts";
import { definedVariables } from "../../world/real-world.ts";
import { accessRow, probeAccess, randomName } from "../access.ts";
import { decodeToken } from "./decode-token.ts";
import { describeError } from "./describe-error.ts";
import { loadSdk } from "./load-sdk.ts";
import type { Job, Send, TargetJob } from "./protocol.ts";
import type { Recorder } from "./recorder.ts";
import { captureSdkLog } from "./sdk-log.ts";

type LinkJob = Extract<Job, { kind: "link" }>;

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
  for (const scope of job.scopes) {
    send({ type: "step", what: `token for ${scope}`, timeoutMs: job.timeoutMs });
    const token = await getToken(credential, scope, send);
    if (token === undefined) continue;
    await probeTargets(job, scope, token, send, recorder);
  }
}

async function getToken(credential: Credential, scope: string, send: Send): Promise<string | undefined> {
  try {
    const result = await credential.getToken(scope);
    if (result === null) throw new Error("The credential returned no token.");
    send({ type: "token", token: decodeToken(scope, result.token) });
    return result.token;
  } catch (error) {
    send({ type: "token", token: { scope, outcome: "failed", claims: {}, error: describeError(error) } });
    return undefined;
  }
}

async function probeTargets(job: LinkJob, scope: string, token: string, send: Send, recorder: Recorder) {
  for (const [index, { url, resource }] of job.targets.entries()) {
    const target = matched({ url, ...(resource === undefined ? {} : { resource }) });
    if (target === undefined || target.scope !== scope) continue;
    const testedScope = target.service.testedScope(resource ?? target.path, randomName());
    for (const probe of target.service.probes.filter(({ level }) => job.levels.includes(level))) {
      const access = { link: job.link, target, probe, testedScope, scope, token, timeoutMs: job.timeoutMs };
      if (isOtherCloud(job.link, target)) {
        send({
          type: "access",
          target: index,
          access: accessRow(access, "the credential belongs to another cloud"),
        });
        continue;
      }
      send({
        type: "step",
        what: `${probe.level} ${target.host}`,
        timeoutMs: ACCESS_STEPS * job.timeoutMs,
        probe: true,
      });
      send({
        type: "access",
        target: index,
        access: accessRow(access, "it was sent, and did not end before its deadline"),
      });
      send({ type: "access", target: index, access: await probeAccess(access, recorder) });
    }
  }
}

/** A managed identity has no authority of its own; a service principal's token is good in its own cloud only. */
function isOtherCloud(link: LinkId, target: MatchedTarget): boolean {
  const cloud = cloudOfAuthority(process.env["AZURE_AUTHORITY_HOST"]);
  return linkDefinition(link).endpoint === "entra" && cloud !== undefined && cloud !== target.cloud;
}

function matched({ url }: TargetJob): MatchedTarget | undefined {
  const match = matchTarget(url);
  return "target" in match ? match.target : undefined;
}
