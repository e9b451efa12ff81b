import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SocketMap } from "../../src/lab/name-table.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import type { World } from "../../src/world/world.ts";

/** The world of a lab with another simulated network. */
export async function worldWith(lab: RunningLab, map: SocketMap, folder: string): Promise<World> {
  const { execArgv } = lab.world.isolate;
  const labs = await readFile(fileURLToPath(execArgv.at(-1) ?? ""), "utf8");
  const text = labs.replace(JSON.stringify(lab.map), () => JSON.stringify(map));
  if (text === labs) throw new Error("the lab's preload holds its map in another way");
  const preload = join(await mkdtemp(join(folder, "preload-")), "preload.mjs");
  await writeFile(preload, text);
  const isolate = { ...lab.world.isolate, execArgv: [...execArgv.slice(0, -1), pathToFileURL(preload).href] };
  return { ...lab.world, isolate };
}
