import yargs, { type Argv } from "yargs";
import { escapeText } from "../model/escape-text.ts";
import { TOOL_VERSION } from "../world/versions.ts";
import { COMMANDS } from "./commands.ts";
import type { ProbeCommandArguments } from "./commands/probe.ts";
import type { Ending } from "./ending.ts";
import { didYouMean, nearest } from "./did-you-mean.ts";
import { withOfflineCommands, type Choose } from "./offline-commands.ts";
import { withProbeOptions } from "./probe-options.ts";
import { UsageError } from "./usage-error.ts";
import { withDash } from "./with-dash.ts";

const EPILOGUE = `Exit codes: 0 allowed; 2 usage; 3 refused; 4 could not determine; 5 no link
wins; 6 not as expected; 70 own fault; 130, 143 interrupted. Commands that only
read: 0 understood, 4 not understood. Probes change nothing; a refused one may
show in the target's logs as azcredprobe-...`;

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
  let chosen: (() => Promise<number>) | undefined;
  const choose: Choose = (command) => {
    chosen = command;
  };
  const builder = withSettings(yargs([...argv]))
    .scriptName("credprobe")
    .usage("$0 [targets..]\n\nWhich identity does the app really get, and is it allowed?")
    .command(
      "$0 [targets..]",
      "Probe this machine",
      (options) => withProbeOptions(targets(options)),
      (args) =>
        choose(async () => {
          refuseMisspeltCommand(args.targets);
          const { probeCommand } = await import("./commands/probe.ts");
          return await probeCommand(withDash(args, argv), ending);
        }),
    );
  await withLabCommand(withOfflineCommands(builder, argv, choose), { argv, ending, choose })
    .version(TOOL_VERSION)
    .epilogue(EPILOGUE)
    .parseAsync();
  return (await chosen?.()) ?? 0;
}

/** A first word that is no URL, and nearly the name of a command: it was meant as one. */
function refuseMisspeltCommand([first = ""]: readonly string[]): void {
  const meant = /^[a-z]+$/.test(first) ? nearest(first, COMMANDS) : undefined;
  if (meant !== undefined) {
    throw new UsageError(`target 1 is not a URL, and there is no such command${didYouMean([meant])}`);
  }
}

interface Invoked {
  readonly argv: readonly string[];
  readonly ending: Ending;
  readonly choose: Choose;
}

function withLabCommand<T>(commands: Argv<T>, { argv, ending, choose }: Invoked): Argv<T> {
  return commands.command(
    "lab [scenario] [served]",
    "Run against a simulated Azure host; lab list [word], lab serve <scenario>",
    (builder) =>
      withProbeOptions(builder)
        .positional("scenario", {
          type: "string",
          default: "",
          describe:
            "Name of the scenario; list shows all, or those about a word; serve keeps one running for other programs",
        })
        .positional("served", {
          type: "string",
          default: "",
          describe: "The scenario to serve, or the word to list",
        }),
    (args) =>
      choose(async () => {
        if (args.scenario === "serve") {
          const { labServeCommand } = await import("./commands/lab-serve.ts");
          return await labServeCommand(args.served, ending);
        }
        if (args.scenario === "list") {
          const { labListCommand } = await import("./commands/lab-list.ts");
          return await labListCommand(args.served);
        }
        if (args.served !== "")
          throw new UsageError("lab takes one scenario, and more were given (see credprobe lab --help)");
        const { labCommand } = await import("./commands/lab.ts");
        return await labCommand(args, afterLab(argv, args.scenario), parseProbe, ending);
      }),
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
    .fail((message, error, usage) => {
      if (error instanceof Error && error.name !== "YError") throw error;
      const said = oneLine(error?.message ?? message);
      throw new UsageError(`${said}${meantOptions(said, usage)} (see credprobe --help)`);
    });
}

/** For each unknown argument the option that it is a slip of. */
function meantOptions(message: string, usage: object): string {
  const [, list = ""] = /^Unknown arguments?: (.+)$/.exec(message) ?? [];
  // Not in the types of yargs 18.2: what it gives here is its table of descriptions, by option.
  const { getDescriptions } = usage as { readonly getDescriptions?: () => Readonly<Record<string, unknown>> };
  const names = Object.keys(getDescriptions?.() ?? {}).filter((name) => /^[a-z][a-z-]+$/.test(name));
  const meant = list.split(", ").flatMap((word) => nearest(word, names) ?? []);
  return didYouMean([...new Set(meant)].map((name) => `--${name}`));
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
