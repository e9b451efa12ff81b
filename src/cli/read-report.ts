import { judge } from "../judge/judge.ts";
import { escapeControls, escapeText } from "../model/escape-text.ts";
import { evidenceSchema, READ_ONCE, reportSchema, type Evidence, type Report } from "../model/report.ts";
import { SCHEMA_VERSION } from "../model/schema-version.ts";
import { mapStrings } from "../report/map-strings.ts";
import { seal, type SealedReport } from "../report/seal.ts";
import { checkInputIsLeft, readInput } from "./read-input.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

/** Far above any real report; a larger file is something else. */
const MAX_BYTES = 64 * 1024 * 1024;

/** @throws UsageError for a file that is not a whole report of this or an older schema version. */
export async function readReport(path: string): Promise<Report> {
  const name = path === "-" ? "standard input" : path.includes("://") ? "the report" : shownPath(path);
  if (path === "-") checkInputIsLeft(name, "name the file of the report");
  const document = parseJson(await readInput(path, name, MAX_BYTES), name);
  const { schemaVersion } = (document ?? {}) as { schemaVersion?: unknown };
  if (typeof schemaVersion === "number" && schemaVersion > SCHEMA_VERSION) {
    throw new UsageError(
      `${name} has schema version ${schemaVersion}; this version of credprobe reads up to ${SCHEMA_VERSION}`,
    );
  }
  const parsed = reportSchema.safeParse(document, READ_ONCE);
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

/** What this version makes of a saved report's evidence, whoever judged it before; sealed once more. */
export function judgedAgain(
  saved: Report,
  options: Partial<Evidence["invocation"]["options"]> = {},
): SealedReport {
  const { invocation } = saved;
  const evidence = evidenceSchema.parse(
    {
      ...saved,
      invocation: { ...invocation, options: { ...invocation.options, ...options } },
    },
    READ_ONCE,
  );
  return seal({ ...judge(evidence), redactions: saved.redactions }, []);
}
