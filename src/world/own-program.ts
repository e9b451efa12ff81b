import { delimiter, isAbsolute, relative, resolve } from "node:path";
import { accessSync, constants } from "node:fs";

/** Stands for itself in a POSIX shell and in PowerShell. */
const PLAIN = /^[A-Za-z0-9_/\\.:+=~-]+$/;

/** Installed as a package, whose command is on the PATH, or run by npx. */
const INSTALLED = /[/\\]node_modules[/\\]|(?:^|[/\\])credprobe(?:\.cmd)?$/;

/**
 * How this program is started again from the same folder, as the command line of a report's fix begins. `undefined` where
 * `credprobe` is its name, where it came through standard input, and where a shell would need quotation marks.
 *
 * @param script The file that Node was started with.
 */
export function ownProgram(script: string | undefined, cwd: string, home: string): string | undefined {
  if (script === undefined || !isAbsolute(script) || INSTALLED.test(script)) return undefined;
  const path = fromHere(script, cwd) ?? withoutHome(script, home);
  return PLAIN.test(path) ? `node ${path}` : undefined;
}

/**
 * The same of the single executable, which needs no `node` before it.
 *
 * @param called The name that it was called by: without a folder in it, the PATH led there.
 */
export function ownExecutable(called: string, file: string, cwd: string, home: string): string | undefined {
  const below = fromHere(file, cwd);
  const place = below === undefined ? withoutHome(file, home) : `./${below}`;
  const path = called.includes("/") ? place : called;
  return PLAIN.test(path) && path !== "credprobe" ? path : undefined;
}

/** What Node says that its program is, as a path that holds in every folder. Without /proc it is the name it was called by. */
export function absoluteProgram(program: string, path: string): string {
  if (isAbsolute(program)) return program;
  if (program.includes("/")) return resolve(program);
  const files = path.split(delimiter).map((folder) => resolve(folder, program));
  return files.find(mayRun) ?? program;
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A path from the working folder to what is below it. At the root every path is. */
function fromHere(file: string, cwd: string): string | undefined {
  const path = relative(cwd, file);
  return path === "" || cwd === "/" || path.startsWith("..") || isAbsolute(path) ? undefined : path;
}

/** A person's folder is named as every shell of that person knows it; cmd and Windows PowerShell do not. */
function withoutHome(script: string, home: string): string {
  return home.startsWith("/") && home !== "/" && script.startsWith(`${home}/`)
    ? `~${script.slice(home.length)}`
    : script;
}
