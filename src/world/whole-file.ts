import { randomBytes } from "node:crypto";
import { link, lstat, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A file whose content is only ever whole: whoever reads it, or kills this process, finds the old or the new one. */
export interface WholeFile {
  /** @throws what the system gives; `EEXIST` where the name belongs to somebody else. */
  write(text: string): Promise<void>;
}

/** Readable by nobody else. */
const MODE = 0o600;

/** A scanner or a viewer may hold a file on Windows for a moment. */
const HELD: ReadonlySet<string | undefined> = new Set(["EPERM", "EACCES", "EBUSY"]);
const HELD_TRIES = 5;
const HELD_MS = 100;

/** What tells a file from another one in its place: a number may be given again, and network mounts give new ones. */
interface Mark {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** @param mayReplace Whether a regular file that was there before may be written over. */
export function wholeFile(file: string, mayReplace: boolean): WholeFile {
  let own: Mark | undefined;
  return {
    async write(text) {
      const temporary = await writeBeside(file, text);
      try {
        // Of what is put in place, before it is: a moment later the name may be somebody else's.
        const mark = await lstat(temporary);
        const there = await lstat(file).catch(ifAbsent);
        const isOwn = there !== undefined && own !== undefined && isSame(there, own);
        if (there === undefined) await placeNew(temporary, file);
        else if (there.isFile() && (isOwn || mayReplace)) await replace(temporary, file);
        else throw Object.assign(new Error("the name belongs to something else"), { code: "EEXIST" });
        own = mark;
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

/** Leaves nothing behind. @throws what the system gives where a file of that size cannot be made in `folder`. */
export async function tryFolder(folder: string, bytes: number): Promise<void> {
  await rm(await writeBeside(path.join(folder, "any"), " ".repeat(bytes)), { force: true });
}

/** A new file in the folder of `file`, which only a rename can put in its place. */
async function writeBeside(file: string, text: string): Promise<string> {
  const temporary = path.join(path.dirname(file), `.credprobe-${randomBytes(6).toString("hex")}.tmp`);
  const handle = await open(temporary, "wx", MODE);
  try {
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return temporary;
}

/** A rename would replace what somebody made there in the meantime; a link does not. */
async function placeNew(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    // Shares and FAT know no links: the name is taken first, and then replaced.
    await (await open(file, "wx", MODE)).close();
    await replace(temporary, file);
  }
}

async function replace(temporary: string, file: string, triesLeft = HELD_TRIES): Promise<void> {
  try {
    await rename(temporary, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (process.platform !== "win32" || !HELD.has(code) || triesLeft === 0) throw error;
    await wait(HELD_MS);
    await replace(temporary, file, triesLeft - 1);
  }
}

function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

function isSame(one: Mark, other: Mark): boolean {
  return one.size === other.size && (one.ino === other.ino || one.mtimeMs === other.mtimeMs);
}
