import type { Fix } from "../model/report.ts";
import type { HostResource } from "./host-resource.ts";
import type { Level } from "../model/words.ts";

/** One row of the findings table: the words for what a rule found. */
export interface FindingDefinition<Args> {
  /** A rule may give another one where it says so. */
  readonly level: Level;
  /** At most 60 characters. */
  readonly title: string;
  /** The title where it is less sure than that, or another thing; at most as long. */
  hedged?(args: Args): string | undefined;
  /** As the reason of a refusal, in the headline: part of a sentence. */
  readonly inShort?: string;
  /** For the headline, where the title names no thing; the title where it is longer than a sentence may be. */
  says?(args: Args): string;
  cause(args: Args): string;
  /** `host` is where the app runs: it decides how a variable or an identity is changed. */
  fixes(args: Args, host: HostResource): Fix[];
  /** It may pass by itself, or by what somebody does elsewhere: `--wait` asks again then. */
  readonly mayPass?: true;
  /**
   * Beside it every other error is context: what the app's identity may do, say, where it is not the app's. Of those that
   * are no error it is what the verdict says.
   */
  readonly leads?: true;
  /** Findings that this one explains; they are left out beside it. */
  readonly moots?: readonly string[] | ((args: Args) => readonly string[]);
}

/** That a link's login host gave no answer, in all that may be told of it: what explains one of them explains each. */
export const LOGIN_NOT_REACHED = ["login-unreachable", "login-name-unknown"] as const;

export function defineFinding<Args>(definition: FindingDefinition<Args>): FindingDefinition<Args> {
  return definition;
}
