import type { Environment, Processes } from "../world/world.ts";
import type { LabProcess, Scenario } from "./scenario.ts";

/** Process id of credprobe on every simulated host. */
const OWN_PID = 5000;
const INIT = 1;

/** The processes of a scenario's host; all of them see the same files, and have what every process has. */
export function labProcesses(
  { processes, user }: Pick<Scenario, "processes" | "user">,
  common: Environment,
): Processes {
  const find = (pid: number): LabProcess | undefined => processes.find((one) => one.pid === pid);
  return {
    own: OWN_PID,
    pids: () => Promise.resolve(processes.map(({ pid }) => pid)),
    list: () =>
      Promise.resolve(
        processes.map(({ pid, uid, gid, groups, command }) => ({
          ...{ pid, uid, gid, groups, command },
          parent: pid === INIT ? 0 : INIT,
        })),
      ),
    environment: (pid) => {
      const found = find(pid);
      if (found === undefined) return Promise.resolve({ code: "ENOENT" });
      if (found.env === undefined) return Promise.resolve({ code: "EACCES" });
      return Promise.resolve({ env: { ...common, ...found.env } });
    },
    listens: (pid) => Promise.resolve(find(pid)?.listens ?? []),
    filesRoot: () => Promise.resolve(undefined),
    cwd: () => Promise.resolve(undefined),
    hasOwnNetwork: (pid) => Promise.resolve(find(pid)?.ownNetwork === true),
    mayBecome: () => Promise.resolve(user.uid === 0),
  };
}
