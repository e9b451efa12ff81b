// Asks targets as the child of a link does, with the product's own clients, for what each line of standard input says.
// JavaScript because Node 20 cannot load TypeScript.
//
// { url, service, host, token, principalId }   every probe of a target; `host` in the place of the URL's own
// { ..., arm: true }                           what Azure Resource Manager is asked after a refusal

import { createInterface } from "node:readline";
import { probeAccess } from "../../dist/collect/access.js";
import { ArmQuestions } from "../../dist/collect/ask-arm.js";
import { recorded } from "../../dist/collect/isolate/recorder.js";
import { probesOf } from "../../dist/collect/probes-of.js";
import { matchTarget } from "../../dist/catalogue/match-target.js";
import { ACCESS_LEVELS } from "../../dist/model/words.js";

const LINK = "managed-identity-system";
const TIMEOUT_MS = 5000;

await recorded(
  () => {},
  async (recorder) => {
    for await (const line of createInterface({ input: process.stdin })) {
      console.log(JSON.stringify(await ask(recorder, JSON.parse(line))));
    }
  },
);

async function ask(recorder, { url, service, host, token, principalId, arm }) {
  const { target } = matchTarget(url, service);
  const forged = { ...target, ...(host === undefined ? {} : { host, url: `https://${host}${target.path}` }) };
  const rows = [];
  for (const { probe, testedScope } of probesOf(forged, ACCESS_LEVELS)) {
    const call = {
      ...{ link: LINK, target: forged, probe, testedScope, scope: target.scope },
      ...{ token, principalId, timeoutMs: TIMEOUT_MS },
    };
    rows.push(await probeAccess(call, recorder).catch(noUrl));
  }
  if (arm === true) await askArm(recorder, forged, rows, { token, principalId });
  return rows.map(({ status, notSent, exchange }) => ({ status, notSent, failure: exchange?.failure?.code }));
}

/** A host that no URL can have: none of the program's own targets has it, and nothing was sent. */
function noUrl(error) {
  if (error.code !== "ERR_INVALID_URL") throw error;
  return { notSent: error.code };
}

async function askArm(recorder, target, refused, { token, principalId }) {
  const caller = { link: LINK, token, principalId, timeoutMs: TIMEOUT_MS };
  const questions = new ArmQuestions(target, caller, recorder);
  const { resourceId } = await questions.find(target, refused);
  await questions.about(resourceId ?? "/subscriptions/x");
}
