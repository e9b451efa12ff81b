/** Library entry: what `import ... from "credprobe"` gives. */
import { matchTarget } from "./catalogue/match-target.ts";
import { NO_OPTIONS, type Interruption, type Progress } from "./collect/request.ts";
import { probe as probeWorld } from "./probe.ts";
import type { AccessLevel, LinkId, Sdk } from "./model/words.ts";
import type { SealedReport } from "./report/seal.ts";
import { realWorld } from "./world/real-world.ts";

export type { Evidence, Finding, Report } from "./model/report.ts";
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
 * @throws TypeError naming a target that is none; nothing has been sent then.
 * @example
 * const { verdict } = await probe({ targets: ["https://contoso.blob.core.windows.net/invoices"] });
 * console.log(verdict.headline);
 */
export async function probe({
  targets = [],
  signal,
  onProgress,
  ...options
}: ProbeOptions = {}): Promise<SealedReport> {
  const matched = targets.map((text, index) => {
    const match = matchTarget(text);
    if ("problem" in match) throw new TypeError(`targets[${index}] ${match.problem}`);
    return match;
  });
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const ending = new AbortController();
  const endWith = (reason: Interruption) => () => ending.abort(reason);
  const [late, aborted] = [endWith("deadline"), endWith("SIGTERM")];
  const { deadlineSeconds } = { ...NO_OPTIONS, ...given };
  const timer = setTimeout(late, deadlineSeconds * 1000);
  signal?.addEventListener("abort", aborted);
  if (signal?.aborted === true) aborted();
  try {
    return await probeWorld(
      {
        targets: matched.map(({ target }) => target),
        cut: matched.flatMap(({ target, cut }) => cut.map((what) => ({ target: target.url, what }))),
        verbose: false,
        options: { ...NO_OPTIONS, ...given },
      },
      realWorld(),
      { signal: ending.signal, onProgress: onProgress ?? (() => {}) },
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", aborted);
  }
}
