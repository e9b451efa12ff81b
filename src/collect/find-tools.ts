import { delimiter, join } from "node:path";
import { linkDefinition } from "../catalogue/links/index.ts";
import { LINK_IDS } from "../model/words.ts";
import type { World } from "../world/world.ts";

/** Developer tools on the app's PATH, by command name. */
export async function findTools({ env, files, platform }: World): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const endings = platform === "win32" ? [".exe", ".cmd"] : [""];
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const tool of LINK_IDS.flatMap((id) => linkDefinition(id).tool ?? [])) {
    const candidates = folders.flatMap((folder) => endings.map((ending) => join(folder, tool + ending)));
    for (const path of candidates) {
      if (found[tool] === undefined && (await files.exists(path))) found[tool] = path;
    }
  }
  return found;
}
