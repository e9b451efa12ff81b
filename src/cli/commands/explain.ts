import { escapeControls, escapeText } from "../../model/escape-text.ts";
import { judge } from "../../judge/judge.ts";
import { evidenceSchema, reportSchema, type Report } from "../../model/report.ts";
import { SCHEMA_VERSION } from "../../model/schema-version.ts";
import type { LinkId, Sdk } from "../../model/words.ts";
import { mapStrings } from "../../report/map-strings.ts";
import { seal } from "../../report/seal.ts";
import { checkOutput } from "../check-output.ts";
import { expectOptions, type ExpectArguments } from "../expect-options.ts";
import { readMessageOption } from "../message-option.ts";
import { readInput } from "../read-input.ts";
import { reportView } from "../report-view.ts";
import { UsageError } from "../usage-error.ts";
import { writeReport, type OutputArguments } from "../write-report.ts";

export interface ExplainArguments extends OutputArguments, ExpectArguments {
  readonly report: string;
  readonly sdk?: Sdk | undefined;
  readonly exclude: readonly LinkId[];
  /** The error text that the app itself shows, judged together with the report; `-` for standard input. */
  readonly message?: string | undefined;
}

/** Far above any real report; a larger file is something else. */
const MAX_BYTES = 64 * 1024 * 1024;

/** `credprobe explain <report.json>` or `-`: judges a saved report again, offline. */
export async function explainCommand(args: ExplainArguments): Promise<number> {
  checkOutput(args);
  const expected = expectOptions(args);
  if (args.report === "-" && args.message === "-") {
    throw new UsageError("the report and --message cannot both come from standard input");
  }
  const message = args.message === undefined ? undefined : await readMessageOption(args.message);
  const shown = await reportView(args);
  const saved = await readReport(args.report);
  const { options } = saved.invocation;
  const evidence = evidenceSchema.parse({
    ...saved,
    ...(message === undefined ? {} : { message }),
    invocation: {
      ...saved.invocation,
      options: {
        ...options,
        ...expected,
        ...(args.sdk === undefined ? {} : { sdk: args.sdk }),
        exclude: args.exclude.length === 0 ? options.exclude : args.exclude,
      },
    },
  });
  const report = seal({ ...judge(evidence), redactions: saved.redactions }, []);
  return await writeReport(shown(report), args);
}

/** @throws UsageError for a file that is not a whole report of this or an older schema version. */
async function readReport(path: string): Promise<Report> {
  const name = path === "-" ? "standard input" : path.includes("://") ? "the report" : escapeText(path, 300);
  const document = parseJson(await readInput(path, name, MAX_BYTES), name);
  const { schemaVersion } = (document ?? {}) as { schemaVersion?: unknown };
  if (typeof schemaVersion === "number" && schemaVersion > SCHEMA_VERSION) {
    throw new UsageError(
      `${name} has schema version ${schemaVersion}; this version of credprobe reads up to ${SCHEMA_VERSION}`,
    );
  }
  const parsed = reportSchema.safeParse(document);
  // Whoever wrote the file: what cannot be seen on a screen is written out before anything looks at it.
  if (parsed.success) return mapStrings(parsed.data, (text) => escapeControls(text, { keepNewlines: true }));
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : ` (at ${escapeText(issue.path.join(".") || "the top", 200)})`;
  throw new UsageError(`${name} is not a credprobe report${where}`);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${name} is not valid JSON: damaged, cut short, or not a report`);
  }
}
