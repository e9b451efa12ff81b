import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const OWN = { system: process.platform === "win32" ? "win" : process.platform, arch: process.arch };

/**
 * A release of Node from the package registry; its program, or nothing where it cannot be had here.
 *
 * The platform's own package has the program in it. The package `node` would fetch that one in an install script,
 * and npm 11 runs none.
 *
 * @param wanted Another platform than this one, and what the registry has to give.
 */
export function installNode(release, folder, { system = OWN.system, arch = OWN.arch, integrity } = {}) {
  const name = `node-${system}-${arch}`;
  const options = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  // Whether its program runs here is of no concern to npm.
  const isForeign = system !== OWN.system || arch !== OWN.arch;
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm === undefined ? ["npm"] : [process.execPath, npm];
  const words = ["install", ...options, ...(isForeign ? ["--force"] : []), `${name}@${release}`];
  const { status } = spawnSync(command, [...before, ...words], { stdio: ["ignore", "ignore", "inherit"] });
  const node = path.join(folder, "node_modules", name, "bin", system === "win" ? "node.exe" : "node");
  if (status !== 0 || !existsSync(node)) return undefined;
  if (integrity !== undefined && integrity !== integrityOf(name, folder))
    throw new Error(`${name}@${release} is not what was pinned: ${integrityOf(name, folder)}`);
  return node;
}

/** What npm checked the package by. */
function integrityOf(name, folder) {
  const lock = JSON.parse(readFileSync(path.join(folder, "node_modules", ".package-lock.json"), "utf8"));
  return lock.packages[`node_modules/${name}`].integrity;
}
