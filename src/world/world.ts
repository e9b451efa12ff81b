/** Environment variables by name; a name that is absent is unset. */
export type Environment = Readonly<Record<string, string>>;

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

/** The outside of a run, injected: everything that is not here is not looked at. */
export interface World {
  /** Environment of the app whose identity is asked for. */
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly files: Files;
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
