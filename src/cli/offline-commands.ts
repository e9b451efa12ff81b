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

/** Tells the exit code of the command that ran. */
export type Done = (code: number) => void;

/** The commands that ask nobody. */
export function withOfflineCommands<T>(commands: Argv<T>, argv: readonly string[], done: Done): Argv<T> {
  return withDiffCommand(withExplainCommand(commands, argv, done), argv, done)
    .command(
      "token",
      "What a token from standard input says: whose it is, for what, until when; no network",
      (builder) => withPlainOutputOptions(builder),
      async (args) => {
        const { tokenCommand } = await import("./commands/token.ts");
        done(await tokenCommand(args));
      },
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
      async (args) => {
        const { findingsCommand } = await import("./commands/findings.ts");
        done(findingsCommand(args.slug, args));
      },
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
      async (args) => {
        const { servicesCommand } = await import("./commands/services.ts");
        done(servicesCommand(args.name, args));
      },
    );
}

function withExplainCommand<T>(commands: Argv<T>, argv: readonly string[], done: Done): Argv<T> {
  return commands.command(
    "explain [saved]",
    "Judge a saved JSON report again, or read an error text; offline",
    (builder) =>
      withReportFileOptions(withOutputOptions(withJudgeOptions(builder))).positional("saved", {
        type: "string",
        default: "",
        describe: "File written with -o json; - for standard input",
      }),
    async (parsed) => {
      const args = withDash(parsed, argv);
      const saved = args.saved || (withDashes([], argv)[0] ?? "");
      if (saved === "" && args.message !== undefined) {
        checkMessageAlone(args);
        const { explainMessageCommand } = await import("./commands/explain-message.ts");
        return done(await explainMessageCommand(args.message, args));
      }
      if (saved === "") throw new UsageError("explain needs a report, or --message with an error text");
      const { explainCommand } = await import("./commands/explain.ts");
      done(await explainCommand({ ...args, saved }));
    },
  );
}

function withDiffCommand<T>(commands: Argv<T>, argv: readonly string[], done: Done): Argv<T> {
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
    async (args) => {
      const { diffCommand } = await import("./commands/diff.ts");
      done(await diffCommand(withDashes(args.reports, argv), args));
    },
  );
}

/** @throws UsageError for what goes with a report only. */
function checkMessageAlone({ report, force }: Pick<ReportFileArguments, "report" | "force">): void {
  if (report.length > 0 || force)
    throw new UsageError("--report writes a report, and --message alone makes none");
}
