import type { Processes } from "./world.ts";

/** Where the system does not tell of its processes. */
export const noProcesses: Processes = {
  own: process.pid,
  pids: () => Promise.resolve([]),
  list: () => Promise.resolve([]),
  environment: () => Promise.resolve({ code: "ENOSYS" }),
  listens: () => Promise.resolve([]),
  filesRoot: () => Promise.resolve(undefined),
  cwd: () => Promise.resolve(undefined),
  hasOwnNetwork: () => Promise.resolve(false),
  mayBecome: () => Promise.resolve(false),
};
