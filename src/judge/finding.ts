import { findings, type Findings, type Slug } from "../catalogue/findings/index.ts";
import type { FindingDefinition } from "../catalogue/finding-definition.ts";
import type { HostResource } from "../catalogue/host-resource.ts";
import type { Finding, Fix } from "../model/report.ts";
import type { Level } from "../model/words.ts";
import type { Judged } from "./judged.ts";

/** A finding, which others it explains, and what is to be done about it on a host. */
export interface Found extends Omit<Finding, "fixes"> {
  readonly moots: readonly string[];
  /** What the verdict says before all others; beside it every other error is context. */
  readonly leads: boolean;
  /** The cause in one sentence, without its full stop. */
  readonly says: string;
  /** As the reason of a refusal, in the headline. */
  readonly inShort: string | undefined;
  fixesOn(host: HostResource): Fix[];
}

/** A pure function of the report: what it finds, nothing when it does not apply. */
export type Rule = (report: Judged) => readonly Found[];

type Args<S extends Slug> = Findings[S] extends FindingDefinition<infer A> ? A : never;

/** A name at the start keeps its case; an article does not. */
function asSentence(text: string): string {
  return text.replace(/^(?:the|an?) /, (article) => article.charAt(0).toUpperCase() + article.slice(1));
}

/** Times as reports show them elsewhere; parts of a second help nobody. */
function withPlainTimes(text: string): string {
  return text.replaceAll(/\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z(?![\w-])/g, "$1 $2 UTC");
}

/** A headline is read at a glance. */
const LONGEST = 120;

function sentenceOf<A>(row: FindingDefinition<A>, args: A, title: string): string {
  const says = row.says?.(args);
  return says === undefined || says.length > LONGEST ? title : asSentence(says);
}

/** A row of the findings table, filled in. `evidence` are JSON pointers into the report. */
export function finding<S extends Slug>(
  slug: S,
  args: Args<S>,
  evidence: readonly string[],
  level?: Level,
): Found {
  // The table's rows have one argument type each; indexing by S loses which.
  const row = findings[slug] as unknown as FindingDefinition<Args<S>>;
  const title = row.hedged?.(args) ?? row.title;
  return {
    slug,
    level: level ?? row.level,
    title,
    says: sentenceOf(row, args, title),
    inShort: row.inShort,
    cause: withPlainTimes(asSentence(row.cause(args))),
    evidence: [...evidence],
    fixesOn: (host) => row.fixes(args, host),
    help: `findings/${slug}.md`,
    leads: row.leads === true,
    moots: typeof row.moots === "function" ? row.moots(args) : (row.moots ?? []),
  };
}
