import { collect } from "./collect/collect.ts";
import { knownSecrets } from "./collect/environment.ts";
import type { ProbeRequest, RunHooks } from "./collect/request.ts";
import { evidenceSchema, type Evidence } from "./model/report.ts";
import { judge } from "./judge/judge.ts";
import { seal, type SealedReport } from "./report/seal.ts";
import type { World } from "./world/world.ts";

/**
 * The whole pipeline: collect, judge, seal.
 *
 * @example
 * const report = await probe(request, realWorld(), { signal, onProgress: () => {} });
 * console.log(renderText(report, { width: 80, colour: false, unicode: false }));
 */
export async function probe(request: ProbeRequest, world: World, hooks: RunHooks): Promise<SealedReport> {
  return sealedReport(await collect(request, world, hooks), world);
}

/** What was collected, judged and sealed. */
export function sealedReport(evidence: Evidence, world: World): SealedReport {
  const secrets = [world.env, world.guise?.own ?? {}].flatMap(knownSecrets);
  // What is judged is what a saved report will hold: judging that again must say the same.
  const sealed = seal(judge(evidence), secrets);
  return seal({ ...judge(evidenceSchema.parse(sealed)), redactions: sealed.redactions }, secrets);
}
