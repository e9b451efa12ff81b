import { posix, win32 } from "node:path";
import { linkDefinition } from "../catalogue/links/index.ts";
import { LINK_IDS } from "../model/words.ts";
import type { Environment, World } from "../world/world.ts";

/** What Windows has where the variable is missing. */
const USUAL_PATHEXT = ".COM;.EXE;.BAT;.CMD";

/** Developer tools on the app's PATH, by the command name of their link. */
export async function findTools({ env, files, platform }: World): Promise<Record<string, string>> {
  const isWindows = platform === "win32";
  const { delimiter, join } = isWindows ? win32 : posix;
  const folders = (env["PATH"] ?? env["Path"] ?? "")
    .split(delimiter)
    .map((folder) => (isWindows ? folder.replaceAll('"', "") : folder))
    .filter((folder) => folder !== "");
  const firstOf = async (paths: readonly string[]): Promise<string | undefined> => {
    for (const path of paths) if (await files.exists(path)) return path;
    return undefined;
  };
  const found: Record<string, string> = {};
  for (const { tool, windowsTool } of LINK_IDS.map(linkDefinition)) {
    if (tool === undefined) continue;
    const candidates = isWindows ? windowsFiles(tool, windowsTool, env) : [[tool]];
    const path = await firstOf(
      candidates.flatMap((names) => folders.flatMap((folder) => names.map((name) => join(folder, name)))),
    );
    if (path !== undefined) found[tool] = path;
  }
  return found;
}

/**
 * Names of files, of which the first that is in any folder counts. The SDK starts PowerShell without a shell, as `pwsh.exe`
 * (@azure/identity 4.13.1, azurePowerShellCredential.js). The others are cmd's to find: Azure CLI is `az.cmd` from its
 * installer, `az.bat` from pip.
 */
function windowsFiles(tool: string, windowsTool: string | undefined, env: Environment): string[][] {
  if (windowsTool !== undefined) return [[`${tool}.exe`], [`${windowsTool}.exe`]];
  const endings = (env["PATHEXT"] || USUAL_PATHEXT).toLowerCase().split(";");
  return [endings.filter((ending) => ending.startsWith(".")).map((ending) => tool + ending)];
}
