import { isAbsolute, relative } from "node:path";

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
  const fromHere = relative(cwd, script);
  const isBelow = fromHere !== "" && !fromHere.startsWith("..") && !isAbsolute(fromHere);
  const path = isBelow ? fromHere : withoutHome(script, home);
  return PLAIN.test(path) ? `node ${path}` : undefined;
}

/** A person's folder is named as every shell of that person knows it; cmd and Windows PowerShell do not. */
function withoutHome(script: string, home: string): string {
  return home.startsWith("/") && home !== "/" && script.startsWith(`${home}/`)
    ? `~${script.slice(home.length)}`
    : script;
}
