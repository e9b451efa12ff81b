import type { Argv } from "yargs";
import {
  withJudgeOptions,
  withOutputOptions,
  withPlainOutputOptions,
  withReportFileOptions,
} from "./probe-options.ts";
import type { ReportFileArguments } from "./report-files.ts";
import { UsageError } from "./usage-error.ts";
import { withDash, withDashes } from "./with-dash.ts";

const EXPLAIN_EXITS = `Exit codes: as the run's own (credprobe --help); --message without a report:
0 something in the text is known, 4 nothing is; 2 usage.`;

/** Takes what the command line asks for. It is run when yargs has done: what goes wrong in it is nothing of yargs'. */
export type Choose = (command: () => Promise<number>) => void;

/** The commands that ask nobody. */
export function withOfflineCommands<T>(commands: Argv<T>, argv: readonly string[], choose: Choose): Argv<T> {
  return withDiffCommand(withExplainCommand(commands, argv, choose), argv, choose)
    .command(
      "token",
      "What a token from standard input says: whose it is, for what, until when; no network",
      (builder) => withPlainOutputOptions(builder),
      (args) =>
        choose(async () => {
          const { tokenCommand } = await import("./commands/token.ts");
          return await tokenCommand(args);
        }),
    )
    .command(
      "findings [slug]",
      "What reports may say: all findings, or the page of one",
      (builder) =>
        withPlainOutputOptions(builder).positional("slug", {
          type: "string",
          default: "",
          describe: "One finding: its meaning, why it happens, how to confirm and fix it",
        }),
      (args) =>
        choose(async () => {
          const { findingsCommand } = await import("./commands/findings.ts");
          return findingsCommand(args.slug, args);
        }),
    )
    .command(
      "services [name]",
      "What can be probed: hosts, requests, roles",
      (builder) =>
        withPlainOutputOptions(builder).positional("name", {
          type: "string",
          default: "",
          describe: "One service with all that is known of it",
        }),
      (args) =>
        choose(async () => {
          const { servicesCommand } = await import("./commands/services.ts");
          return servicesCommand(args.name, args);
        }),
    );
}

function withExplainCommand<T>(commands: Argv<T>, argv: readonly string[], choose: Choose): Argv<T> {
  return commands.command(
    "explain [saved]",
    "Judge a saved JSON report again, or read an error text; offline",
    (builder) =>
      withReportFileOptions(withOutputOptions(withJudgeOptions(builder)))
        .positional("saved", {
          type: "string",
          default: "",
          describe: "File written with -o json; - for standard input",
        })
        .epilogue(EXPLAIN_EXITS),
    (parsed) =>
      choose(async () => {
        const args = withDash(parsed, argv);
        const saved = args.saved || (withDashes([], argv)[0] ?? "");
        if (saved === "" && args.message !== undefined) {
          checkMessageAlone(args);
          const { explainMessageCommand } = await import("./commands/explain-message.ts");
          return await explainMessageCommand(args.message, args);
        }
        if (saved === "") throw new UsageError("explain needs a report, or --message with an error text");
        const { explainCommand } = await import("./commands/explain.ts");
        return await explainCommand({ ...args, saved });
      }),
  );
}

function withDiffCommand<T>(commands: Argv<T>, argv: readonly string[], choose: Choose): Argv<T> {
  return commands.command(
    "diff [reports..]",
    "What differs between two saved JSON reports: two machines, or before and after; offline",
    (builder) =>
      withPlainOutputOptions(builder).positional("reports", {
        type: "string",
        array: true,
        default: [] as string[],
        describe: "Two files written with -o json; - for standard input",
      }),
    (args) =>
      choose(async () => {
        const { diffCommand } = await import("./commands/diff.ts");
        return await diffCommand(withDashes(args.reports, argv), args);
      }),
  );
}

/** @throws UsageError for what goes with a report only. */
function checkMessageAlone({ report, force }: Pick<ReportFileArguments, "report" | "force">): void {
  if (report.length > 0 || force)
    throw new UsageError("--report writes a report, and --message alone makes none");
}
