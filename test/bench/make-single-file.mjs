// The single file as it is made now, and what it is made of.

import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SINGLE_FILE } from "./comparisons.mjs";

const MAKE = fileURLToPath(new URL("../../.ci/single-file/make.mjs", import.meta.url));
/** As it says what is in it. */
const PACKAGE = /^ +(\d+) {2}(.+)$/gm;

export function makeSingleFile() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAKE], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the single file could not be made: ${stderr}`);
  const packages = [...stdout.matchAll(PACKAGE)].map(([, size, name]) => ({ name, size: Number(size) }));
  return { bytes: statSync(SINGLE_FILE).size, packages };
}
