import yargs, { type Argv } from "yargs";
import { escapeText } from "../model/escape-text.ts";
import { TOOL_VERSION } from "../world/versions.ts";
import type { ProbeCommandArguments } from "./commands/probe.ts";
import type { Ending } from "./ending.ts";
import {
  withJudgeOptions,
  withOutputOptions,
  withPlainOutputOptions,
  withProbeOptions,
  withReportFileOptions,
} from "./probe-options.ts";
import { UsageError } from "./usage-error.ts";
import { withDash } from "./with-dash.ts";

const EPILOGUE = `Exit codes: 0 allowed; 2 usage; 3 refused; 4 could not determine; 5 no link
wins; 6 not as expected; 70 own fault; 130, 143 interrupted. Probes change
nothing; a refused one may show in the target's logs as azcredprobe-...`;

/** Stands for what was typed and may be a secret. */
const NOT_SHOWN = "(not shown)";

/** Options, and words, that may come more than once. */
const LISTS: ReadonlySet<string> = new Set(["_", "targets", "only", "skip", "exclude", "report", "reports"]);

/**
 * Runs one command and gives its exit code.
 *
 * @throws UsageError for what no command understands.
 */
export async function runCommandLine(argv: readonly string[], ending: Ending): Promise<number> {
  if (argv[0] === "token") (await import("./commands/token.ts")).refuseTokenArgument(argv.slice(1));
  let exitCode = 0;
  const done = (code: number) => {
    exitCode = code;
  };
  const builder = withSettings(yargs([...argv]))
    .scriptName("credprobe")
    .usage("$0 [targets..]\n\nWhich identity does the app really get, and is it allowed?")
    .command(
      "$0 [targets..]",
      "Probe this machine",
      (options) => withProbeOptions(targets(options)),
      async (args) => {
        const { probeCommand } = await import("./commands/probe.ts");
        done(await probeCommand(withDash(args, argv), ending));
      },
    );
  await withLabCommand(withDiffCommand(withOfflineCommands(builder, argv, done), argv, done), {
    argv,
    ending,
    done,
  })
    .version(TOOL_VERSION)
    .epilogue(EPILOGUE)
    .parseAsync();
  return exitCode;
}

/** Tells the exit code of the command that ran. */
type Done = (code: number) => void;

function withOfflineCommands<T>(commands: Argv<T>, argv: readonly string[], done: Done): Argv<T> {
  return withExplainCommand(commands, argv, done)
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
      // yargs makes nothing of a lone dash.
      const isDash = argv.some((word, index) => word === "-" && argv[index - 1] !== "--message");
      const saved = args.saved === "" && isDash ? "-" : args.saved;
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

/** yargs makes nothing of a lone dash. */
function withDashes(reports: readonly string[], argv: readonly string[]): string[] {
  const named = reports.filter((report) => report !== "");
  return argv.filter((word) => word === "-" || named.includes(word));
}

/** @throws UsageError for what goes with a report only. */
function checkMessageAlone({
  report,
  force,
}: {
  readonly report: readonly string[];
  readonly force: boolean;
}) {
  if (report.length > 0 || force)
    throw new UsageError("--report writes a report, and --message alone makes none");
}

interface Invoked {
  readonly argv: readonly string[];
  readonly ending: Ending;
  readonly done: Done;
}

function withLabCommand<T>(commands: Argv<T>, { argv, ending, done }: Invoked): Argv<T> {
  return commands.command(
    "lab [scenario] [served]",
    "Run against a simulated Azure host; lab list, lab serve <scenario>",
    (builder) =>
      withProbeOptions(builder)
        .positional("scenario", {
          type: "string",
          default: "",
          describe: "Name of the scenario; list shows all; serve keeps one running for other programs",
        })
        .positional("served", { type: "string", default: "", describe: "The scenario to serve" }),
    async (args) => {
      if (args.scenario === "serve") {
        const { labServeCommand } = await import("./commands/lab-serve.ts");
        return done(await labServeCommand(args.served, ending));
      }
      if (args.served !== "")
        throw new UsageError(`${NOT_SHOWN}: lab takes one scenario (see credprobe lab --help)`);
      const { labCommand, labListCommand } = await import("./commands/lab.ts");
      if (args.scenario === "list") return done(await labListCommand());
      done(await labCommand(args, afterLab(argv, args.scenario), parseProbe, ending));
    },
  );
}

function targets<T>(builder: Argv<T>) {
  return builder.positional("targets", {
    type: "string",
    array: true,
    default: [] as string[],
    describe: "Resources to ask for, e.g. https://<account>.blob.core.windows.net/<container>",
  });
}

function withSettings<T>(builder: Argv<T>): Argv<T> {
  return builder
    .locale("en")
    .strict()
    .wrap(Math.min(100, process.stdout.columns || 80))
    .parserConfiguration({ "parse-positional-numbers": false })
    .check(checkGivenOnce)
    .exitProcess(false)
    .fail((message, error) => {
      if (error instanceof Error && error.name !== "YError") throw error;
      throw new UsageError(`${oneLine(error?.message ?? message)} (see credprobe --help)`);
    });
}

/** What was typed may be a URL with a SAS, or a secret in the wrong place: only plain words are repeated. */
function oneLine(message: string): string {
  return escapeText(message.replaceAll(/\s+/g, " ").trim(), 300).replaceAll(
    /[^\s,"]*(?::\/\/|[?&=~])[^\s,"]*/g,
    NOT_SHOWN,
  );
}

/** An option that takes one value was given twice: yargs makes a list of it. */
function checkGivenOnce(args: Readonly<Record<string, unknown>>): true {
  for (const [name, value] of Object.entries(args)) {
    if (Array.isArray(value) && !LISTS.has(name))
      throw new UsageError(`${name.length === 1 ? "-" : "--"}${name} is given twice`);
  }
  return true;
}

/** The command line without `lab` and the scenario's name. */
function afterLab(argv: readonly string[], scenario: string): string[] {
  const rest = [...argv];
  for (const word of ["lab", scenario]) {
    const at = rest.indexOf(word);
    if (word !== "" && at >= 0) rest.splice(at, 1);
  }
  return rest;
}

async function parseProbe(args: readonly string[]): Promise<ProbeCommandArguments> {
  let parsed: ProbeCommandArguments | undefined;
  await withSettings(yargs([...args]))
    .command(
      "$0 [targets..]",
      false,
      (builder) => withProbeOptions(targets(builder)),
      (found) => {
        parsed = withDash(found, args);
      },
    )
    .parseAsync();
  if (parsed === undefined) throw new UsageError("the scenario's command line cannot be read");
  return parsed;
}
