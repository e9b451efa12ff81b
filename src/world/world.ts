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
  /**
   * The text of a file, `undefined` when it cannot be read. At most `maxBytes` are read; a pipe only, and to its end,
   * while `waiting` is not aborted.
   */
  readText(path: string, maxBytes: number, waiting?: AbortSignal): Promise<string | undefined>;
}

/** A process of this machine. */
export interface ProcessFacts {
  readonly pid: number;
  /** Process id of the process that started it, 0 when that is outside of what can be seen. */
  readonly parent: number;
  /** Effective ids: what decides which files it may read. */
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** Its program and arguments as one line; may hold secrets. */
  readonly command: string;
}

/** The environment a process was started with, or the code of the error that reading it gave. */
export type ProcessEnvironment = { readonly env: Environment } | { readonly code: string };

/** The processes of this machine, where the system tells of them (Linux). */
export interface Processes {
  /** Process id of credprobe itself. */
  readonly own: number;
  /** The numbers of all, this process's own among them. */
  pids(): Promise<readonly number[]>;
  list(): Promise<readonly ProcessFacts[]>;
  environment(pid: number): Promise<ProcessEnvironment>;
  /** TCP ports it listens on, as far as it may be known. */
  listens(pid: number): Promise<readonly number[]>;
  /** Folder below which the process sees its files, `undefined` when it sees the same as this process. */
  filesRoot(pid: number): Promise<string | undefined>;
  /** Its working directory, as it sees it; `undefined` when that may not be known. */
  cwd(pid: number): Promise<string | undefined>;
  /** Whether it has a network of its own, where a loopback address leads to other servers. */
  hasOwnNetwork(pid: number): Promise<boolean>;
  /** Whether children of this process may become another user. */
  mayBecome(): Promise<boolean>;
}

/** User that a child process becomes before it does anything else; needs root. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** What an environment that is not this process's own was taken from (`--env-from`). */
export interface Guise {
  readonly from: "pid" | "file";
  /** This process's own environment. */
  readonly own: Environment;
  /** The process that was found. */
  readonly app?: {
    readonly pid: number;
    /** Name of its program, without arguments. */
    readonly command: string;
    readonly uid: number;
    readonly gid: number;
    /** How it was found, in words. */
    readonly how: string;
  };
  /** User that the children become. */
  readonly as?: User;
  /** The app has a root file system of its own: its programs are not for this machine to run. */
  readonly ownRoot?: true;
  /** A file, read by root, says where programs and their settings are. */
  readonly foreignTools?: true;
  /** The app has a network of its own: what answers here at its addresses is not what answers there. */
  readonly ownNetwork?: true;
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
  /** How this program is started again, where that is not `credprobe`. */
  readonly program?: string;
  /** Present when `env` and `files` are those of another process, or `env` that of a file. */
  readonly guise?: Guise;
  /** Present when the run happens in a simulated host; every rendering is then marked. */
  readonly lab?: { readonly scenario: string };
}
