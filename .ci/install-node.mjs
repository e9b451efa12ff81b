import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/**
 * A release of Node from the package registry; its program, or nothing where it cannot be had here.
 *
 * The platform's own package has the program in it. The package `node` would fetch that one in an install script,
 * and npm 11 runs none.
 */
export function installNode(release, folder) {
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const options = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm === undefined ? ["npm"] : [process.execPath, npm];
  const { status } = spawnSync(command, [...before, "install", ...options, `${name}@${release}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const node = path.join(folder, "node_modules", name, "bin", system === "win" ? "node.exe" : "node");
  return status === 0 && existsSync(node) ? node : undefined;
}
