import type { Processes } from "./world.ts";

/** Where the system does not tell of its processes. */
export const noProcesses: Processes = {
  own: process.pid,
  list: () => Promise.resolve([]),
  environment: () => Promise.resolve({ code: "ENOSYS" }),
  filesRoot: () => Promise.resolve(undefined),
};
