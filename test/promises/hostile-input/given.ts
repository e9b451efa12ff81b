import type { ProbeArguments } from "../../../src/cli/probe-request.ts";

export const NOW = Date.parse("2026-03-04T05:06:07Z");

export const TARGET = "https://contosodata.blob.core.windows.net/";

/** What yargs makes of a command line without options. */
export const NO_ARGUMENTS: ProbeArguments = {
  ...{ exclude: [], only: [], skip: [], allLinks: false, access: "read", discover: false },
  ...{ confirm: false, timeout: 10, deadline: 180, verbose: false },
};

export const LOOKS = [{ width: 30 }, { width: 500, unicode: true }, { width: 80, colour: true }] as const;
