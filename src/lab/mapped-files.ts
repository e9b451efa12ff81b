import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { notePlay } from "./plays.ts";
import { replaceFunction } from "./replace-function.ts";

/** Which files of the simulated host lie elsewhere; plain data, written into the preload file of every child. */
export interface FileMap {
  /** Folder that holds the files of the host below their own paths. */
  readonly root: string;
  /** Paths on the simulated host; one that has no file below `root` does not exist. */
  readonly paths: readonly string[];
  /** Those of them that are there and cannot be read, not even by root. */
  readonly unreadable: readonly string[];
  /** Of which of them it is noted, and in which file, that somebody tried. */
  readonly noted?: { readonly file: string; readonly path: string };
}

type AnyFunction = (...args: unknown[]) => unknown;

/** The agent of Azure Arc: `@azure/msal-node` 5 takes its mere presence for an Arc machine. */
const HIMDS = /[\\/]himds(\.exe)?$/;

/** Folders of that agent. A developer's machine may be an Arc machine; the simulated host has its own agent or none. */
const AGENT_FOLDERS = ["/opt/azcmagent/", "/var/opt/azcmagent/"] as const;

const SYNC = ["accessSync", "existsSync", "lstatSync", "openSync", "readFileSync", "statSync"] as const;
const WITH_CALLBACK = ["access", "exists", "lstat", "open", "readFile", "stat"] as const;
const WITH_PROMISE = ["access", "lstat", "open", "readFile", "stat"] as const;

/** Where a file of the simulated host really lies; `undefined` for a path that is not mapped. */
export function mappedPath({ root, paths }: FileMap, file: string): string | undefined {
  const own = path.normalize(file);
  const isMapped =
    paths.includes(own) || HIMDS.test(own) || AGENT_FOLDERS.some((folder) => `${own}/`.startsWith(folder));
  return isMapped ? path.join(root, own.replace(/^[A-Za-z]:/, "")) : undefined;
}

/**
 * Makes this process see the files of the simulated host. Must run before anything keeps a copy of a function of
 * `fs`, so it is loaded by `--import`.
 *
 * @example
 * installFileMap({ root: "/tmp/lab/root", paths: ["/etc/app/cert.pem"], unreadable: [] });
 */
export function installFileMap(map: FileMap): void {
  for (const name of SYNC) wrap(fs, name, map, callSync);
  for (const name of WITH_CALLBACK) wrap(fs, name, map, callWithCallback);
  for (const name of WITH_PROMISE) wrap(fs.promises, name, map, callForPromise);
  // Named ESM imports of built-in modules are copies until they are synchronised.
  syncBuiltinESMExports();
}

/** Calls the real function with the real path; what it tells of that path is told of the host's own. */
type Call = (real: AnyFunction, redirect: () => unknown, rest: unknown[], map: FileMap) => unknown;

function wrap(target: object, name: string, map: FileMap, call: Call): void {
  const original = Reflect.get(target, name) as AnyFunction;
  const real = (...args: unknown[]) => Reflect.apply(original, target, args);
  const wrapper = (file: unknown, ...rest: unknown[]) =>
    call(real, () => redirected(map, name, file, rest), rest, map);
  // `util.promisify` finds what it needs of `exists` in a property.
  replaceFunction(target, name, Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original)));
}

const callSync: Call = (real, redirect, rest, map) => {
  try {
    return real(redirect(), ...rest);
  } catch (error) {
    throw onHost(error, map);
  }
};

const callWithCallback: Call = (real, redirect, rest, map) => {
  const callback = rest.at(-1);
  if (typeof callback !== "function") return real(redirect(), ...rest);
  const answer = (...results: unknown[]) =>
    Reflect.apply(callback, undefined, [onHost(results[0], map), ...results.slice(1)]);
  let file: unknown;
  try {
    file = redirect();
  } catch (error) {
    return process.nextTick(answer, error);
  }
  return real(file, ...rest.slice(0, -1), answer);
};

const callForPromise: Call = async (real, redirect, rest, map) => {
  try {
    return await real(redirect(), ...rest);
  } catch (error) {
    throw onHost(error, map);
  }
};

/** The path to call the real function with; throws what an unreadable file gives. */
function redirected(map: FileMap, name: string, file: unknown, rest: readonly unknown[]): unknown {
  const own = pathOf(file);
  const target = own === undefined ? undefined : mappedPath(map, own);
  if (own === undefined || target === undefined) return file;
  if (isUnreadable(map, own) && reads(name, rest)) throw refused(map, name, own);
  return target;
}

function pathOf(file: unknown): string | undefined {
  if (typeof file === "string") return file;
  if (Buffer.isBuffer(file)) return file.toString();
  return file instanceof URL && file.protocol === "file:" ? fileURLToPath(file) : undefined;
}

export function isUnreadable({ unreadable }: FileMap, file: string): boolean {
  return unreadable.includes(path.normalize(file));
}

export function noteTried({ noted }: FileMap, file: string): void {
  if (noted?.path === path.normalize(file)) notePlay(noted.file);
}

function reads(name: string, [mode]: readonly unknown[]): boolean {
  if (name.startsWith("access")) return typeof mode === "number" && (mode & fs.constants.R_OK) !== 0;
  return name.startsWith("open") || name.startsWith("readFile");
}

function refused(map: FileMap, name: string, file: string): Error {
  noteTried(map, file);
  const syscall = name.startsWith("access") ? "access" : "open";
  return Object.assign(new Error(`EACCES: permission denied, ${syscall} '${file}'`), {
    errno: -os.constants.errno.EACCES,
    code: "EACCES",
    syscall,
    path: file,
  });
}

/** An error of the real file system as the simulated host would give it. */
function onHost(error: unknown, { root }: FileMap): unknown {
  if (!(error instanceof Error)) return error;
  error.message = error.message.replaceAll(root, "");
  const { path: where } = error as NodeJS.ErrnoException;
  return where === undefined ? error : Object.assign(error, { path: where.replace(root, "") });
}
