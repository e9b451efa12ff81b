import { posix, win32 } from "node:path";
import { linkDefinition } from "../catalogue/links/index.ts";
import { LINK_IDS } from "../model/words.ts";
import type { World } from "../world/world.ts";

/** Developer tools on the app's PATH, by the command name of their link. */
export async function findTools({ env, files, platform }: World): Promise<Record<string, string>> {
  const isWindows = platform === "win32";
  const { delimiter, join } = isWindows ? win32 : posix;
  const endings = isWindows ? [".exe", ".cmd"] : [""];
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const find = async (command: string): Promise<string | undefined> => {
    for (const path of folders.flatMap((folder) => endings.map((ending) => join(folder, command + ending)))) {
      if (await files.exists(path)) return path;
    }
    return undefined;
  };
  const found: Record<string, string> = {};
  for (const { tool, windowsTool } of LINK_IDS.map(linkDefinition)) {
    if (tool === undefined) continue;
    const other = isWindows && windowsTool !== undefined ? windowsTool : undefined;
    const path = (await find(tool)) ?? (other === undefined ? undefined : await find(other));
    if (path !== undefined) found[tool] = path;
  }
  return found;
}
