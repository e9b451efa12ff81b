import type { Guise } from "../world/world.ts";

/** Started from here, they would run outside of the app's container, some of them as root of this machine. */
export const OTHER_ROOT = "its tools belong to another root file system: run credprobe inside the container";

/** az loads extensions from its folder, and PowerShell modules: a file must not choose what root runs. */
export const FOREIGN_TOOLS =
  "the file says where programs and their settings are, and root runs none of them: run credprobe as the app's user";

/** Why developer tools are not started for this app. */
export function toolsObstacle(guise: Guise | undefined): string | undefined {
  if (guise?.ownRoot === true) return OTHER_ROOT;
  return guise?.foreignTools === true ? FOREIGN_TOOLS : undefined;
}

/** Another server may answer here, even get the secret of the endpoint; the metadata service answers for this machine. */
export const OTHER_NETWORK =
  "the app has a network of its own, where its identity endpoint is: run credprobe inside the container";
