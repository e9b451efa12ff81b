import { FORMATS, type FormatName } from "../report/formats.ts";
import type { RenderOptions } from "../report/page.ts";
import type { SealedReport } from "../report/seal.ts";
import type { ViewArguments } from "./report-view.ts";

/** What yargs makes of the options that say how a text looks. */
export interface StyleArguments {
  readonly color?: boolean | undefined;
  readonly ascii: boolean;
  readonly width?: number | undefined;
}

/** What yargs makes of the options of an output that is no report. */
export interface PlainOutputArguments extends StyleArguments {
  readonly output: "text" | "json";
}

/** What yargs makes of the options of a report's output. */
export interface OutputArguments extends StyleArguments, ViewArguments {
  readonly output: FormatName;
  readonly short: boolean;
}

const DEFAULT_WIDTH = 80;

/** Writes the report to standard output and gives the exit code, the same for every format. */
export async function writeReport(report: SealedReport, args: OutputArguments): Promise<number> {
  process.stdout.write(await textOf(report, args));
  return report.verdict.exitCode;
}

/** The report as standard output gets it. */
export async function textOf(report: SealedReport, args: OutputArguments): Promise<string> {
  const options = { ...renderOptions(args, process.stdout, process.env), short: args.short };
  return await FORMATS[args.output].render(report, options);
}

/** How to draw for a file: whoever opens it may do so anywhere. */
export function fileOptions({ width = DEFAULT_WIDTH }: StyleArguments): RenderOptions {
  return { width, colour: false, unicode: false };
}

/** How to draw for a stream with these abilities. */
export function renderOptions(
  args: StyleArguments,
  stream: NodeJS.WriteStream,
  env: NodeJS.ProcessEnv,
): RenderOptions {
  const isTerminal = stream.isTTY === true && env["TERM"] !== "dumb";
  return {
    width: args.width ?? (stream.isTTY ? stream.columns || DEFAULT_WIDTH : DEFAULT_WIDTH),
    colour: args.color ?? (isTerminal && !env["NO_COLOR"]),
    unicode:
      !args.ascii && isTerminal && /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || ""),
  };
}
