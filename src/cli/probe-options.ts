import type { Argv } from "yargs";
import { sdkModels } from "../catalogue/sdks/index.ts";
import { NO_OPTIONS } from "../collect/request.ts";
import { FORMAT_NAMES, FORMATS } from "../report/formats.ts";
import { ACCESS_LEVELS, LINK_IDS } from "../model/words.ts";

/** Options that say how a saved or new report is shown. */
export function withOutputOptions<T>(yargs: Argv<T>) {
  return withStyleOptions(yargs)
    .option("output", { ...OUTPUT, choices: FORMAT_NAMES })
    .option("short", {
      type: "boolean",
      default: false,
      describe:
        "The form for a chat, under 4,096 bytes (text, markdown), on standard output; --report files are whole",
      group: "Output:",
    })
    .option("anonymize", {
      type: "boolean",
      default: false,
      describe: "Pseudonyms for ids, names, hosts, people and addresses",
      group: "Output:",
    })
    .option("salt", {
      type: "string",
      requiresArg: true,
      describe:
        "With --anonymize: the same text (8 characters or more) gives the same pseudonyms in all reports",
      group: "Output:",
    });
}

/** Files that a report is written to besides. */
export function withReportFileOptions<T>(yargs: Argv<T>) {
  return yargs
    .option("report", {
      type: "string",
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: `Also write the report to this file (${EXTENSIONS}); may come more than once`,
      group: "Output:",
    })
    .option("force", {
      type: "boolean",
      default: false,
      describe: "Let --report replace a file that is there",
      group: "Output:",
    });
}

/** The same for what is no report. */
export function withPlainOutputOptions<T>(yargs: Argv<T>) {
  return withStyleOptions(yargs).option("output", { ...OUTPUT, choices: ["text", "json"] as const });
}

const EXTENSIONS = FORMAT_NAMES.map((name) => FORMATS[name].extension).join(", ");

const OUTPUT = {
  alias: "o",
  requiresArg: true,
  default: "text" as const,
  describe: "Format on standard output",
  group: "Output:",
};

function withStyleOptions<T>(yargs: Argv<T>) {
  return yargs
    .option("quiet", {
      type: "boolean",
      default: false,
      describe: "Nothing on standard error",
      group: "Output:",
    })
    .option("color", {
      type: "boolean",
      describe: "Colour; default: on a terminal, unless NO_COLOR is set",
      group: "Output:",
    })
    .option("ascii", { type: "boolean", default: false, describe: "Plain ASCII only", group: "Output:" })
    .option("width", {
      type: "number",
      requiresArg: true,
      describe: "Columns of the text report; default: the terminal's, else 80",
      group: "Output:",
    });
}

/** Options of a judgement: whose chain, what was left out. */
export function withJudgeOptions<T>(yargs: Argv<T>) {
  return yargs
    .option("sdk", {
      choices: sdkModels.map(({ sdk }) => sdk),
      requiresArg: true,
      describe: "The SDK whose chain the verdict speaks of; default: what all agree on",
    })
    .option("exclude", {
      choices: LINK_IDS,
      array: true,
      nargs: 1,
      default: [],
      describe: "A link the app leaves out (exclude_managed_identity_credential ...)",
    })
    .option("message", {
      type: "string",
      requiresArg: true,
      describe: "The error text that the app itself shows; - for standard input",
    })
    .option("expect-client-id", {
      type: "string",
      requiresArg: true,
      describe: "Exit with 6 unless the app gets the identity with this client id",
    })
    .option("expect-object-id", {
      type: "string",
      requiresArg: true,
      describe: "The same, by its object id (principal id)",
    });
}

/** Whom to be. */
function withEnvironmentOption<T>(yargs: Argv<T>) {
  return yargs.option("env-from", {
    type: "string",
    requiresArg: true,
    describe: "Be the app: app (finds its process), pid:N, or a FILE with its environment",
  });
}

/** Ids that the app itself gives to its credential. */
function withIdentityOptions<T>(yargs: Argv<T>) {
  return yargs
    .option("managed-identity-client-id", {
      type: "string",
      requiresArg: true,
      describe: "Client id the app gives as managed_identity_client_id",
    })
    .option("managed-identity-resource-id", {
      type: "string",
      requiresArg: true,
      describe: "ARM id of the identity the app names by resource id",
    })
    .option("managed-identity-object-id", {
      type: "string",
      requiresArg: true,
      describe: "Object id that the app gives to a bare ManagedIdentityCredential",
    })
    .option("workload-identity-client-id", {
      type: "string",
      requiresArg: true,
      describe: "Client id the app gives as workload_identity_client_id",
    })
    .option("tenant", {
      type: "string",
      requiresArg: true,
      describe: "Tenant the app gives as an option (workload identity)",
    });
}

/** What to ask for, and how much of it. */
function withTargetOptions<T>(yargs: Argv<T>) {
  return yargs
    .option("access", {
      choices: [...ACCESS_LEVELS, "all" as const],
      requiresArg: true,
      default: "read" as const,
      describe: "Permission level to probe; none of them changes anything",
    })
    .option("scope", {
      type: "string",
      requiresArg: true,
      describe: "Scope of a token to get, besides those of the targets",
    })
    .option("resource", {
      type: "string",
      requiresArg: true,
      describe: "What to probe inside the target, e.g. a container",
    })
    .option("service", {
      type: "string",
      requiresArg: true,
      describe: "Service of a target whose host does not tell (service-bus, event-hubs)",
    })
    .option("discover", {
      type: "boolean",
      default: false,
      describe: "More targets: those that the app's settings name (<name>__blobServiceUri ...)",
    })
    .option("targets-file", {
      type: "string",
      requiresArg: true,
      describe: "More targets: a file with one on each line (service=NAME resource=PART behind it)",
    });
}

/** Options of a probe of this machine, or of the lab's. */
export function withProbeOptions<T>(yargs: Argv<T>) {
  return withTargetOptions(
    withIdentityOptions(
      withEnvironmentOption(withReportFileOptions(withOutputOptions(withJudgeOptions(yargs)))),
    ),
  )
    .option("only", { choices: LINK_IDS, array: true, nargs: 1, default: [], describe: "Try this link only" })
    .option("skip", {
      choices: LINK_IDS,
      array: true,
      nargs: 1,
      default: [],
      describe: "Do not try this link",
    })
    .option("all-links", {
      type: "boolean",
      default: false,
      describe: "Try developer tools even when another link gives a token",
    })
    .option("confirm", {
      type: "boolean",
      default: false,
      describe: "Also run the real DefaultAzureCredential once, and compare",
    })
    .option("timeout", {
      type: "number",
      requiresArg: true,
      default: NO_OPTIONS.timeoutSeconds,
      describe: "Seconds a step may take",
    })
    .option("wait", {
      type: "string",
      requiresArg: true,
      describe: "Ask again until it is allowed, for as long as 90s, 10m or 1h; replaces --deadline",
    })
    .option("deadline", {
      type: "number",
      requiresArg: true,
      default: NO_OPTIONS.deadlineSeconds,
      describe: "Seconds the whole run may take",
    })
    .option("verbose", {
      type: "boolean",
      default: false,
      describe: "The SDK's own log in the report, sealed",
      group: "Output:",
    });
}
