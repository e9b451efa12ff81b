import { FILE_PROBLEMS, type FileFacts, type FileProblem, type FileVariable } from "./file-problems.ts";
import { shownValue } from "./shown-value.ts";
import { variables } from "./variables.ts";
import type { LinkId } from "../model/words.ts";
import type { LinkInput } from "../model/report.ts";

/** What a link may look at: the app's environment, the options of the run, the tools found on PATH. */
export interface LinkFacts {
  readonly env: Readonly<Record<string, string>>;
  readonly options: LinkOptions;
  /** Developer tools found on PATH, by command name. */
  readonly tools: Readonly<Record<string, string>>;
  /** Files that variables name, as they were found. */
  readonly files: Readonly<Partial<Record<FileVariable, FileFacts>>>;
}

/** Options that `DefaultAzureCredential` takes, as the app would give them. */
export interface LinkOptions {
  readonly managedIdentityClientId?: string;
  readonly managedIdentityResourceId?: string;
  /** No SDK's `DefaultAzureCredential` takes it; a bare `ManagedIdentityCredential` does. */
  readonly managedIdentityObjectId?: string;
  readonly workloadIdentityClientId?: string;
  readonly tenantId?: string;
}

/** The classes of `@azure/identity`; loaded in a link's child process only. */
export type Sdk = typeof import("@azure/identity");

/** What the SDK's credential classes have in common. */
export interface Credential {
  getToken(scope: string): Promise<{ token: string; expiresOnTimestamp: number } | null>;
}

/** Whether a link can be tried at all, and what it would use. */
export interface Precheck {
  readonly inputs: readonly LinkInput[];
  /** Why nothing was sent; absent when the link can be tried. */
  readonly notConfigured?: string;
}

/** One member of the chain. */
export interface LinkDefinition {
  readonly id: LinkId;
  readonly title: string;
  /** What the link talks to; decides how its answers are read. */
  readonly endpoint: "entra" | "managed-identity" | "tool";
  /** Variables it reads, by name. */
  readonly variables: readonly string[];
  /** Command it runs, when it is a developer tool. */
  readonly tool?: string;
  /** Another command that does, on Windows. */
  readonly windowsTool?: string;
  precheck(facts: LinkFacts): Precheck;
  /**
   * The public class, built with the options that `DefaultAzureCredential` gives its member
   * (`@azure/identity` 4.13.1, defaultAzureCredentialFunctions).
   * Throws what the class's constructor throws.
   */
  create(sdk: Sdk, facts: LinkFacts): Credential;
}

/** How an environment variable enters a link's inputs; the value of a secret never does. */
export function variableInput(facts: LinkFacts, name: string): LinkInput {
  const value = facts.env[name];
  const definition = variables.find((variable) => variable.name === name);
  const shown = value === undefined || definition === undefined ? undefined : shownValue(value, definition);
  return {
    name,
    from: "environment",
    state: value === undefined ? "unset" : value === "" ? "empty" : "set",
    ...(shown === undefined ? {} : { value: shown }),
  };
}

/** A file that a variable names, as it enters a link's inputs; nothing while it was not looked at. */
export function fileInput({ files }: LinkFacts, variable: FileVariable): LinkInput[] {
  const file = files[variable];
  if (file === undefined) return [];
  const { problem, note, holds, federated } = file;
  return [
    {
      name: `file of ${variable}`,
      from: "file",
      state: problem === "missing" ? "unset" : problem === "empty" ? "empty" : "set",
      ...(holds === undefined ? {} : { value: holds }),
      ...(problem === undefined ? {} : { problem }),
      ...(note === undefined ? {} : { note }),
      ...(federated === undefined ? {} : { federated }),
    },
  ];
}

/** Why a link cannot be tried with these inputs, as a sentence says it; nothing when it can. */
export function unusable(inputs: readonly LinkInput[]): string | undefined {
  const broken = inputs.flatMap(({ name, problem }) =>
    problem === undefined ? [] : `the ${name} ${FILE_PROBLEMS[problem as FileProblem]}`,
  );
  const absent = missing(inputs.filter(({ from }) => from !== "file"));
  return absent !== "" ? absent : broken[0];
}

/** Names of the inputs without a value, as a sentence says them: `A is not set, B is empty`. */
export function missing(inputs: readonly LinkInput[]): string {
  return inputs
    .filter((input) => input.state !== "set")
    .map((input) => (input.state === "empty" ? `${input.name} is empty` : `${input.name} is not set`))
    .join(", ");
}
