import { readdir, readFile, readlink } from "node:fs/promises";
import { inBatches } from "./in-batches.ts";
import type { Environment, ProcessFacts, Processes } from "./world.ts";

/** More processes than this are not looked at; those with the lowest numbers come first. */
const MOST_PROCESSES = 4096;

/** Bits of a capability mask (`linux/capability.h`). */
const CAP_SETGID = 1n << 6n;
const CAP_SETUID = 1n << 7n;

/** State of a listening socket in /proc/net/tcp (`net/tcp_states.h`). */
const LISTENING = "0A";

/** The processes of a Linux machine, as /proc tells of them (proc(5)). */
export const linuxProcesses: Processes = {
  own: process.pid,
  pids,
  async list() {
    return (await inBatches(await pids(), processFacts)).filter((facts) => facts !== undefined);
  },
  async environment(pid) {
    try {
      return { env: parseNulSeparated(await readFile(`/proc/${pid}/environ`, "utf8")) };
    } catch (error) {
      return { code: (error as NodeJS.ErrnoException).code ?? "EIO" };
    }
  },
  async listens(pid) {
    const inodes = new Map<string, number>();
    for (const table of ["tcp", "tcp6"]) {
      const text = await readFile(`/proc/${pid}/net/${table}`, "utf8").catch(() => "");
      for (const [inode, port] of listeningSockets(text)) inodes.set(inode, port);
    }
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const ports = new Set<number>();
    for (const descriptor of inodes.size === 0 ? [] : descriptors) {
      const target = await linkTarget(`/proc/${pid}/fd/${descriptor}`);
      const port = inodes.get(/^socket:\[(\d+)\]$/.exec(target ?? "")?.[1] ?? "");
      if (port !== undefined) ports.add(port);
    }
    return [...ports].sort((a, b) => a - b);
  },
  async filesRoot(pid) {
    const differs = await Promise.all(["ns/mnt", "root"].map((link) => isOwn(pid, link)));
    return differs.includes(true) ? `/proc/${pid}/root` : undefined;
  },
  async cwd(pid) {
    const [root, cwd] = await Promise.all([linkTarget(`/proc/${pid}/root`), linkTarget(`/proc/${pid}/cwd`)]);
    // Of a process that changed its root, the system tells the directory as this process would name it.
    const isBelow = root !== undefined && root !== "/" && cwd?.startsWith(`${root}/`) === true;
    return isBelow ? cwd?.slice(root.length) : cwd;
  },
  hasOwnNetwork: (pid) => isOwn(pid, "ns/net"),
  async mayBecome() {
    const status = await readFile("/proc/self/status", "utf8").catch(() => "");
    const effective = BigInt(`0x${field(status, "CapEff") || "0"}`);
    return (effective & CAP_SETUID) !== 0n && (effective & CAP_SETGID) !== 0n;
  },
};

async function pids(): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  const all = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return all.sort((a, b) => a - b).slice(0, MOST_PROCESSES);
}

/** Whether what /proc tells by this link is another thing than this process has; not where it may not be known. */
async function isOwn(pid: number, link: string): Promise<boolean> {
  const theirs = await linkTarget(`/proc/${pid}/${link}`);
  return theirs !== undefined && theirs !== (await linkTarget(`/proc/self/${link}`));
}

/** A process may end while it is looked at. */
async function processFacts(pid: number): Promise<ProcessFacts | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => undefined);
  if (status === undefined) return undefined;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  // Real, effective, saved and file system id, in this order.
  const effective = (name: string) => Number(field(status, name).split(/\s+/)[1]);
  return {
    pid,
    parent: Number(field(status, "PPid")),
    uid: effective("Uid"),
    gid: effective("Gid"),
    groups: field(status, "Groups").split(/\s+/).filter(Boolean).map(Number),
    // Kernel threads and ended processes have no command line.
    command: command.replaceAll("\0", " ").trim() || field(status, "Name"),
  };
}

function field(status: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(status)?.[1]?.trim() ?? "";
}

/** Inode and port of every listening socket of a table such as /proc/net/tcp. */
function listeningSockets(table: string): [inode: string, port: number][] {
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === LISTENING)
    .map(([, local = "", , , , , , , , inode = ""]) => [inode, parseInt(local.split(":")[1] ?? "", 16)]);
}

/** `NAME=value` pieces between NUL characters, as /proc/N/environ has them; other pieces are left out. */
export function parseNulSeparated(text: string): Environment {
  const pairs = text.split("\0").flatMap((piece) => {
    const at = piece.indexOf("=");
    return at < 1 ? [] : [[piece.slice(0, at), piece.slice(at + 1)] as const];
  });
  // The C library's getenv finds the first of two.
  return Object.fromEntries(pairs.toReversed());
}

function linkTarget(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}
