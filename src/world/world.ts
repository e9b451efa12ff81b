/** Environment variables by name; a name that is absent is unset. */
export type Environment = Readonly<Record<string, string>>;

/** A variable's value. Windows compares names without case: a world there has all of them in upper case. */
export function variableOf(env: Environment, name: string): string | undefined {
  return env[name] ?? env[name.toUpperCase()];
}

/** How the child processes of a run are started. */
export interface IsolateSettings {
  /** Node options put before the child's entry file. */
  readonly execArgv: readonly string[];
  /** Variables added to the app's own environment (a lab's certificate authority). */
  readonly env: Environment;
}

export interface Files {
  exists(path: string): Promise<boolean>;
  /** The text of a file, `undefined` when it cannot be read. At most `maxBytes` are read. */
  readText(path: string, maxBytes: number): Promise<string | undefined>;
}

/** A process of this machine; what may not be read of it is absent. */
export interface ProcessFacts {
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** Its program and arguments as one line; for people, may hold anything. */
  readonly command: string;
  /** TCP ports it listens on, as far as it may be known. */
  readonly listens: readonly number[];
}

/** The processes of this machine, where the system tells of them (Linux). */
export interface Processes {
  /** Process id of credprobe itself. */
  readonly own: number;
  list(): Promise<readonly ProcessFacts[]>;
  /** The environment a process was started with, or the code of the error that reading it gave. */
  environment(pid: number): Promise<Environment | { readonly code: string }>;
  /** Folder below which the process sees its files, `undefined` when it sees the same as this process. */
  filesRoot(pid: number): Promise<string | undefined>;
}

/** User that a child process becomes before it does anything else; needs root. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** The outside of a run, injected: everything that is not here is not looked at. */
export interface World {
  /** Environment of the app whose identity is asked for. */
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly files: Files;
  readonly processes: Processes;
  readonly isolate: IsolateSettings;
  readonly console: { readonly kind: string; readonly isTTY: boolean };
  readonly process: {
    readonly uid?: number;
    readonly gid?: number;
    readonly groups?: readonly number[];
  };
  /** Present when the run happens in a simulated host; every rendering is then marked. */
  readonly lab?: { readonly scenario: string };
}
