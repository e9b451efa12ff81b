import { renderJson } from "../report/json.ts";
import type { RenderOptions } from "../report/page.ts";
import type { SealedReport } from "../report/seal.ts";
import { renderText } from "../report/text.ts";

/** What yargs makes of the options of an output. */
export interface OutputArguments {
  readonly output: "text" | "json";
  readonly color?: boolean | undefined;
  readonly ascii: boolean;
  readonly width?: number | undefined;
}

const DEFAULT_WIDTH = 80;

/** Writes the report to standard output and gives the exit code, the same for every format. */
export function writeReport(report: SealedReport, args: OutputArguments): number {
  const text =
    args.output === "json"
      ? renderJson(report)
      : renderText(report, renderOptions(args, process.stdout, process.env));
  process.stdout.write(text);
  return report.verdict.exitCode;
}

/** How to draw for a stream with these abilities. */
export function renderOptions(
  args: OutputArguments,
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
