import type { Match, MatchedTarget } from "../catalogue/match-target.ts";
import type { Evidence, Invocation } from "../model/report.ts";

/** Whose environment is asked about, when it is not this process's own (`--env-from`). */
export type EnvFrom =
  | { readonly kind: "app" }
  | { readonly kind: "pid"; readonly pid: number }
  | { readonly kind: "file"; readonly path: string };

/** What a run without any option has. */
export const NO_OPTIONS: Invocation["options"] = {
  exclude: [],
  only: [],
  skip: [],
  allLinks: false,
  access: ["read"],
  confirm: false,
  timeoutSeconds: 10,
  deadlineSeconds: 180,
};

/** Least and most. */
export const LIMITS = { timeoutSeconds: [1, 600], deadlineSeconds: [1, 3600] } as const;

/** What a run is asked to do; targets have passed the token guard. */
export interface ProbeRequest {
  readonly targets: readonly MatchedTarget[];
  readonly options: Invocation["options"];
  /** What was cut off the targets as they were given. */
  readonly cut: Invocation["cut"];
  /** Settings that name a place which cannot be asked. */
  readonly undiscovered?: Invocation["undiscovered"];
  readonly verbose: boolean;
  /** The error that the app itself shows, fit for a report. */
  readonly message?: string;
  readonly envFrom?: EnvFrom;
}

/** A target that matched, and what was cut off it. */
export type Matched = Extract<Match, { target: unknown }>;

/** What a request has of targets that were matched. */
export function matchedTargets(matches: readonly Matched[]): Pick<ProbeRequest, "targets" | "cut"> {
  return {
    targets: matches.map(({ target }) => target),
    cut: matches.flatMap(({ target, cut }) => cut.map((what) => ({ target: target.url, what }))),
  };
}

/** A step that has begun, for whoever watches. Times are milliseconds since the epoch. */
export interface Progress {
  readonly what: string;
  readonly startedAt: number;
  readonly deadlineAt: number;
}

/** Why a run ends before it is complete. */
export type Interruption = "SIGINT" | "SIGTERM" | "SIGHUP" | "deadline";

export interface RunHooks {
  /** Aborted with an {@link Interruption} as its reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called before the first link and after each: gives what a run that ended now would have found. */
  readonly onEvidence?: (evidence: () => Promise<Evidence>) => void;
  /** Called when a link has its order: there is nothing to do but to wait for it. */
  readonly onWaiting?: () => void;
}
