import { lstat, realpath } from "node:fs/promises";
import path from "node:path";
import { FORMAT_NAMES, FORMATS, type FormatName } from "../report/formats.ts";
import type { SealedReport } from "../report/seal.ts";
import { inTime } from "../world/in-time.ts";
import { tryFolder, wholeFile, type WholeFile } from "../world/whole-file.ts";
import type { ReportView } from "./report-view.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";
import { webRootIn } from "./web-root.ts";
import { windowsNameProblem } from "./windows-name.ts";
import { fileOptions, type StyleArguments } from "./write-report.ts";

/** What yargs makes of the options of report files. */
export interface ReportFileArguments extends StyleArguments {
  readonly report: readonly string[];
  readonly force: boolean;
}

/** The files of one run, written anew whenever more is known. */
export interface ReportFiles {
  /** What is known so far. Only the newest is made and written, when the one before it is on the disk. */
  partial(report: () => Promise<SealedReport>): void;
  /** The last word. A file that could not be written is told in a line of its own. */
  final(report: SealedReport): Promise<void>;
}

interface ReportFile {
  readonly shown: string;
  readonly format: FormatName;
  readonly file: WholeFile;
  wasWritten: boolean;
}

/** Larger than most reports: a full disk is told before anything is sent. */
const TRIAL_BYTES = 128 * 1024;
/** A network mount whose server is gone ends no operation. */
const LIMIT_MS = 20_000;
const LATE = { code: "ETIMEDOUT" } as const;

/**
 * The files that `--report` names, each of which can be written; `undefined` where it names none. Each holds the report as
 * `view` shows it.
 *
 * @throws UsageError for a name that cannot be, or must not be, written to.
 */
export async function reportFiles(
  args: ReportFileArguments,
  view: ReportView,
): Promise<ReportFiles | undefined> {
  if (args.report.length === 0) {
    if (args.force) throw new UsageError("--force goes with --report");
    return undefined;
  }
  const files: ReportFile[] = [];
  const places = new Set<string>();
  for (const name of args.report) {
    const shown = `--report ${name.includes("://") ? "(not shown)" : shownPath(name)}`;
    const format = formatOf(name, shown);
    const place = await checkedPlace(name, shown, args.force);
    const key = process.platform === "win32" ? place.toLowerCase() : place;
    if (places.has(key)) throw new UsageError(`${shown} is given twice`);
    places.add(key);
    files.push({ shown, format, file: wholeFile(place, args.force), wasWritten: false });
  }
  return filesOf(files, args, view);
}

function filesOf(files: readonly ReportFile[], args: StyleArguments, view: ReportView): ReportFiles {
  let newest: (() => Promise<SealedReport>) | undefined;
  let writing: Promise<void> | undefined;
  const write = async (report: SealedReport): Promise<string[]> => {
    const failures = await Promise.all(files.map(async (file) => await writeOne(file, view(report), args)));
    return failures.flatMap((failure) => failure ?? []);
  };
  const drain = async () => {
    while (newest !== undefined) {
      const make = newest;
      newest = undefined;
      // What goes wrong here is told of the last report, if it still does.
      await make().then(write, () => []);
    }
    writing = undefined;
  };
  return {
    partial(report) {
      newest = report;
      writing ??= drain();
    },
    async final(report) {
      newest = undefined;
      await writing;
      for (const failure of await write(report)) process.stderr.write(`credprobe: ${failure}\n`);
    },
  };
}

/** Why it could not be written, in words. */
async function writeOne(
  one: ReportFile,
  report: SealedReport,
  args: StyleArguments,
): Promise<string | undefined> {
  const text = await FORMATS[one.format].render(report, fileOptions(args));
  const failure = await inTime(
    one.file.write(text).then(() => undefined, codeOf),
    LATE,
    LIMIT_MS,
  );
  if (failure === undefined) {
    one.wasWritten = true;
    return undefined;
  }
  const isStillOurs = one.wasWritten && !GONE.has(failure.code);
  const rest = isStillOurs ? "; it holds what was known earlier" : "";
  return `${one.shown} could not be written: ${whyOf(failure)}${rest}`;
}

function formatOf(name: string, shown: string): FormatName {
  if (name === "-") throw new UsageError("--report takes a file; standard output has the report anyway (-o)");
  const extension = path.extname(name).toLowerCase();
  const format = FORMAT_NAMES.find((one) => FORMATS[one].extension === extension);
  if (format === undefined || /[\\/]$/.test(name)) {
    const known = FORMAT_NAMES.map((one) => FORMATS[one].extension);
    throw new UsageError(`${shown}: the name must end in ${known.join(", ")}, which says the format`);
  }
  return format;
}

/** The file's path without links, and that it may be written there. */
async function checkedPlace(name: string, shown: string, force: boolean): Promise<string> {
  const whole = path.resolve(name);
  const fail = (error: Coded): never => {
    throw new UsageError(`${shown}: ${whyOf(error)}`);
  };
  const problem = process.platform === "win32" ? windowsNameProblem(path.basename(whole)) : undefined;
  if (problem !== undefined) throw new UsageError(`${shown}: ${problem}`);
  const folder = await inTime(realpath(path.dirname(whole)).catch(codeOf), LATE);
  if (typeof folder !== "string") return fail(folder);
  const root = webRootIn(path.dirname(whole)) ?? webRootIn(folder);
  if (root !== undefined) {
    const better = process.platform === "win32" ? String.raw`%HOME%\LogFiles` : "/home/LogFiles";
    throw new UsageError(
      `${shown} is below ${root}, from where a web server may give it to anybody; on App Service use ${better}`,
    );
  }
  const place = path.join(folder, path.basename(whole));
  const there = await lstat(place).catch(codeOf);
  if ("code" in there) {
    if (there.code !== "ENOENT") fail(there);
  } else if (!there.isFile()) {
    throw new UsageError(`${shown} is there and no regular file: not even --force replaces it`);
  } else if (!force) fail({ code: "EEXIST" });
  const failure = await inTime(
    tryFolder(folder, TRIAL_BYTES).then(() => undefined, codeOf),
    LATE,
    LIMIT_MS,
  );
  return failure === undefined ? place : fail(failure);
}

interface Coded {
  readonly code: string;
}

function codeOf({ code = "unknown" }: NodeJS.ErrnoException): Coded {
  return { code };
}

/** What was written earlier is not there any more, or is somebody else's. */
const GONE: ReadonlySet<string> = new Set(["EEXIST", "ENOENT", "ENOTDIR"]);

const EXISTS = "a file of that name is there already; --force replaces it";

const WHY: Readonly<Record<string, string>> = {
  EACCES: "this user may not write into its folder",
  EDQUOT: "the quota of the disk is used up",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "its folder does not exist, or takes no files",
  ENOSPC: "the disk is full",
  ENOTDIR: "its folder is a file",
  EPERM: "this user may not write into its folder",
  EROFS: "its file system is read-only",
  ETIMEDOUT: "the file system does not answer",
};

function whyOf({ code }: Coded): string {
  return code === "EEXIST" ? EXISTS : `${WHY[code] ?? "the system refuses it"} (${code})`;
}
