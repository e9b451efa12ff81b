import { readlink } from "node:fs/promises";
import { posix } from "node:path";
import { inTime } from "./in-time.ts";
import type { Files } from "./world.ts";

/** As many as Linux follows (`MAXSYMLINKS`). */
const MOST_LINKS = 40;

/** Where another process sees its files from here; what is absent is as it is for this process. */
export interface FilesView {
  /** Folder below which it sees its files. */
  readonly root: string | undefined;
  /** Its working directory, below `root`. */
  readonly cwd: string | undefined;
}

/** A process's path, absolute or below its working directory, as this process can open it. */
export async function pathInView(path: string, { root, cwd }: FilesView): Promise<string> {
  const absolute = cwd === undefined ? path : posix.resolve(cwd, path);
  if (root === undefined || !posix.isAbsolute(absolute)) return absolute;
  return root + (await withoutLinks(root, absolute));
}

/** The files that a process sees, read by this one. */
export function filesInView(files: Files, view: FilesView): Files {
  return {
    exists: async (path) => await files.exists(await pathInView(path, view)),
    readText: async (path, maxBytes, waiting) =>
      await files.readText(await pathInView(path, view), maxBytes, waiting),
  };
}

/**
 * The path with its symbolic links followed below `root`. The kernel would follow the target of an absolute link from
 * the root of this process instead, out of the other one's files.
 */
async function withoutLinks(root: string, path: string): Promise<string> {
  let done = "/";
  let links = 0;
  const rest = path.split("/");
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    const next = posix.join(done, name);
    const target = await inTime(
      readlink(root + next).catch(() => undefined),
      undefined,
    );
    if (target === undefined || ++links > MOST_LINKS) done = next;
    else {
      rest.unshift(...target.split("/"));
      if (target.startsWith("/")) done = "/";
    }
  }
  return done;
}
