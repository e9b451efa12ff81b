import fs from "node:fs";
import { replaceFunction } from "./replace-function.ts";

/** The agent of Azure Arc: `@azure/msal-node` 5 takes its mere presence for an Arc machine. */
const HIMDS = /[\\/]himds(\.exe)?$/;

/** A developer's machine may be an Arc machine; the simulated host is not. */
export function hideHimds(): void {
  const accessSync = fs.accessSync;
  replaceFunction(fs, "accessSync", (path: fs.PathLike, mode?: number) => {
    if (HIMDS.test(String(path))) throw missing(String(path));
    accessSync(path, mode);
  });
  const existsSync = fs.existsSync;
  replaceFunction(fs, "existsSync", (path: fs.PathLike) => !HIMDS.test(String(path)) && existsSync(path));
}

function missing(path: string): Error {
  return Object.assign(new Error(`ENOENT: no such file or directory, access '${path}'`), {
    errno: -2,
    code: "ENOENT",
    syscall: "access",
    path,
  });
}
