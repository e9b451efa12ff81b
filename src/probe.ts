import { collect } from "./collect/collect.ts";
import { knownSecrets } from "./collect/environment.ts";
import type { ProbeRequest, RunHooks } from "./collect/request.ts";
import type { Evidence } from "./model/report.ts";
import type { SealedReport } from "./report/seal.ts";
import type { World } from "./world/world.ts";

export interface ProbeHooks extends Omit<RunHooks, "onEvidence"> {
  /** Called before the first link and after each: gives the report of what is known then, marked as cut short. */
  readonly onPartial?: (report: () => Promise<SealedReport>) => void;
}

/**
 * The whole pipeline: collect, judge, seal.
 *
 * @example
 * const report = await probe(request, realWorld(), { signal, onProgress: () => {} });
 * console.log(renderText(report, { width: 80, colour: false, unicode: false }));
 */
export async function probe(request: ProbeRequest, world: World, hooks: ProbeHooks): Promise<SealedReport> {
  // Judging is loaded while the first children start: before them it would be a wait of its own.
  const [evidence] = await Promise.all([collect(request, world, runHooks(hooks, world)), loadJudging()]);
  return await sealedReport(evidence, world);
}

/** What collecting is told, so that nothing that is not sealed leaves it. */
export function runHooks({ onPartial, ...hooks }: ProbeHooks, world: World): RunHooks {
  if (onPartial === undefined) return hooks;
  return {
    ...hooks,
    onEvidence: (evidence) => onPartial(async () => await sealedReport(await evidence(), world)),
  };
}

/** What was collected, judged and sealed. */
export async function sealedReport(evidence: Evidence, world: World): Promise<SealedReport> {
  const { judge, seal, sealEvidence } = await loadJudging();
  const secrets = [world.env, world.guise?.own ?? {}].flatMap(knownSecrets);
  const sealed = sealEvidence(evidence, secrets);
  return seal({ ...judge(sealed.evidence), redactions: sealed.redactions }, secrets);
}

async function loadJudging() {
  const [{ judge }, { seal, sealEvidence }] = await Promise.all([
    import("./judge/judge.ts"),
    import("./report/seal.ts"),
  ]);
  return { judge, seal, sealEvidence };
}
