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
  const find = async (command: string, endings: readonly string[]): Promise<string | undefined> => {
    for (const path of folders.flatMap((folder) => endings.map((ending) => join(folder, command + ending)))) {
      if (await files.exists(path)) return path;
    }
    return undefined;
  };
  const found: Record<string, string> = {};
  for (const { tool, windowsTool } of LINK_IDS.map(linkDefinition)) {
    if (tool === undefined) continue;
    const path = isWindows
      ? ((await find(tool, windowsTool === undefined ? shellEndings(env) : PROGRAM)) ??
        (windowsTool === undefined ? undefined : await find(windowsTool, PROGRAM)))
      : await find(tool, [""]);
    if (path !== undefined) found[tool] = path;
  }
  return found;
}

/** The SDK starts PowerShell without a shell, as `pwsh.exe` (@azure/identity 4.13.1, azurePowerShellCredential.js). */
const PROGRAM = [".exe"];

/** The others are cmd's to find: Azure CLI is `az.cmd` from its installer, `az.bat` from pip. */
function shellEndings(env: Environment): string[] {
  return (env["PATHEXT"] || USUAL_PATHEXT)
    .toLowerCase()
    .split(";")
    .filter((ending) => ending.startsWith("."));
}
