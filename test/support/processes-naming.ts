import { readdir, readFile } from "node:fs/promises";

/**
 * Command lines of living processes that name a path, as those of a lab name its folder, or their environments as they
 * started; only Linux tells.
 */
export async function processesNaming(
  path: string,
  where: "cmdline" | "environ" = "cmdline",
): Promise<string[]> {
  if (process.platform !== "linux") return [];
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/${where}`, "utf8").catch(() => "")));
  return lines.filter((line) => line.includes(path));
}
