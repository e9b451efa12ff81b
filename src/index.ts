/** Library entry: what `import ... from "credprobe"` gives. */
import * as z from "zod/mini";
import { matchTarget } from "./catalogue/match-target.ts";
import {
  LIMITS,
  matchedTargets,
  NO_OPTIONS,
  type Interruption,
  type Matched,
  type Progress,
} from "./collect/request.ts";
import { probe as probeWorld } from "./probe.ts";
import type { AccessLevel, LinkId, Sdk } from "./model/words.ts";
import { optionsSchema, READ_ONCE } from "./model/report.ts";
import type { SealedReport } from "./report/seal.ts";
import { realWorld } from "./world/real-world.ts";

export type { Evidence, Finding, Report } from "./model/report.ts";
export type { AccessLevel, LinkId, Sdk } from "./model/words.ts";
export type { Progress } from "./collect/request.ts";
export { renderHtml } from "./report/html.ts";
export { renderJson } from "./report/json.ts";
export type { SealedReport } from "./report/seal.ts";
export { renderText } from "./report/text.ts";

/** What the command line's options of the same names say. */
export interface ProbeOptions {
  /** Resources to ask for, such as `https://<account>.blob.core.windows.net/<container>`. */
  readonly targets?: readonly string[];
  /** Default: `["read"]`. None of the requests changes anything. */
  readonly access?: readonly AccessLevel[];
  /** Whose chain the verdict speaks of; default: what all SDKs agree on. */
  readonly sdk?: Sdk;
  /** Links that the app leaves out of its chain. */
  readonly exclude?: readonly LinkId[];
  readonly only?: readonly LinkId[];
  readonly skip?: readonly LinkId[];
  readonly managedIdentityClientId?: string;
  readonly managedIdentityResourceId?: string;
  readonly managedIdentityObjectId?: string;
  readonly workloadIdentityClientId?: string;
  readonly tenantId?: string;
  /** Also ask the real `DefaultAzureCredential` once, and compare. */
  readonly confirm?: boolean;
  /** Most seconds that a step may take; default 10. */
  readonly timeoutSeconds?: number;
  /** Most seconds that the whole run may take; default 180. */
  readonly deadlineSeconds?: number;
  /** Ends the run at once when it is aborted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Tries the links of `DefaultAzureCredential` on this machine, each in a child process of its own, with this process's
 * environment, and judges what came of it. Changes nothing, and holds no secret afterwards.
 *
 * @returns The report that `credprobe -o json` prints (`credprobe/schema.json`). One that its deadline or its signal ended is
 *   marked `complete: false`. What goes wrong outside is in the report, and never thrown.
 * @throws TypeError naming the option, or the target that is none; nothing has been sent then.
 * @example
 * const { verdict } = await probe({ targets: ["https://contoso.blob.core.windows.net/invoices"] });
 * console.log(verdict.headline);
 */
export async function probe({
  targets = [],
  signal,
  onProgress = () => {},
  ...given
}: ProbeOptions = {}): Promise<SealedReport> {
  const options = checkedOptions(given);
  const matched = checkedTargets(targets);
  const ending = new AbortController();
  const end = () => ending.abort("deadline" satisfies Interruption);
  const timer = setTimeout(end, options.deadlineSeconds * 1000);
  signal?.addEventListener("abort", end);
  if (signal?.aborted === true) end();
  // The commands that a report proposes are those of the package, and not of the app that asks.
  const world = { ...realWorld(), program: "npx credprobe" };
  try {
    const request = { ...matchedTargets(matched), verbose: false, options };
    return await probeWorld(request, world, { signal: ending.signal, onProgress });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

type Given = Omit<ProbeOptions, "targets" | "signal" | "onProgress">;

function checkedOptions(given: Given): typeof NO_OPTIONS {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const options = { ...NO_OPTIONS, ...known };
  const { error } = z.safeParse(optionsSchema, options, READ_ONCE);
  const wrong =
    Object.keys(options).find((name) => !Object.hasOwn(optionsSchema.shape, name)) ??
    error?.issues[0]?.path[0] ??
    Object.entries(LIMITS).find(([name, [least, most]]) => {
      const value = Number(Reflect.get(options, name));
      return !(value >= least && value <= most);
    })?.[0];
  if (wrong !== undefined) throw new TypeError(`${String(wrong)} is no option, or has a wrong value`);
  return options;
}

function checkedTargets(targets: readonly string[]): Matched[] {
  if (!Array.isArray(targets)) throw new TypeError("targets is not an array");
  return targets.map((text: unknown, index) => {
    const match = matchTarget(String(text));
    if ("problem" in match) throw new TypeError(`targets[${index}] ${match.problem}`);
    return match;
  });
}
