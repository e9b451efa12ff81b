// Makes the single executable, for machines without Node:
//   npm run executable [FOLDER] [-- --arch x64|arm64]
// FOLDER (dist/executable) then has credprobe-linux-<arch>, and the licence texts of what is in it, Node's among them.
//
// It is a release of Node from the package registry with the program put into it, what Node calls a single executable
// application. The release is pinned here and not that of the machine that builds: one that is maintained, and that can be
// told to take no options from NODE_OPTIONS, which hold what the app's own Node needs and this one may not know.

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { TOOL_VERSION } from "../../dist/world/versions.js";
import { installNode } from "../install-node.mjs";
import { licencesOf, packagesOf } from "../single-file/contents.mjs";
import { helpTexts, makeParts, root, SMALL } from "../single-file/parts.mjs";
import { keepCaches } from "./code-cache.mjs";

const NODE = "24.21.0";
const INTEGRITY = {
  x64: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  arm64: "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
};

/** The executable starts its children as itself. */
const ISOLATE = `
  export { isolateProgram } from "./executable-program.js";
  export const CODE_FD = 4;`;

/** Nothing was made, for want of the Node to make it of. */
const NO_NODE_EXIT = 3;

/** Node's own word for where the program is, and for whether there is one (documentation of Node 24). */
const RESOURCE = "NODE_SEA_BLOB";
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

const POSTJECT = createRequire(import.meta.url).resolve("postject/dist/cli.js");

const { values, positionals } = parseArgs({
  options: { arch: { type: "string", default: "x64" } },
  allowPositionals: true,
});
const { arch } = values;
if (!Object.hasOwn(INTEGRITY, arch)) throw new Error(`--arch: one of ${Object.keys(INTEGRITY).join(", ")}`);
const folder = path.resolve(positionals[0] ?? path.join(root, "dist", "executable"));
const made = path.join(folder, `credprobe-linux-${arch}`);

const work = mkdtempSync(path.join(tmpdir(), "credprobe-executable-"));
const [partsFolder, entryFile] = [path.join(work, "parts"), path.join(work, "entry.cjs")];
try {
  await make();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function make() {
  const target = installNode(NODE, path.join(work, "target"), {
    system: "linux",
    arch,
    integrity: INTEGRITY[arch],
  });
  // The same release writes what is put in.
  const isOwn = process.platform === "linux" && process.arch === arch;
  const own = isOwn ? target : installNode(NODE, path.join(work, "own"));
  if (target === undefined || own === undefined) {
    console.error(`Node ${NODE} cannot be had here`);
    process.exitCode = NO_NODE_EXIT;
    return;
  }

  const packages = await writeParts();
  // Of use on the same kind of processor only, where this release can be run.
  if (isOwn) await keepCaches(own, partsFolder);
  const blob = writeBlob(own);
  mkdirSync(folder, { recursive: true });
  // One that is running now may not be written to.
  const unfinished = `${made}.new`;
  copyFileSync(target, unfinished);
  chmodSync(unfinished, 0o755);
  const details = [
    `Node ${NODE}`,
    stripped(unfinished),
    isOwn ? "with a code cache" : "without a code cache",
  ];
  inject(unfinished, blob);
  renameSync(unfinished, made);
  copyFileSync(path.join(path.dirname(target), "..", "LICENSE"), path.join(folder, "node.license.txt"));
  writeFileSync(path.join(folder, "credprobe.licenses.txt"), licencesOf(root, [...packages.keys()]));
  console.log(`${made}: ${statSync(made).size} bytes; ${details.join(", ")}`);
}

/** The parts as functions, and the entry that runs them. */
async function writeParts() {
  const { parts, metafile } = await makeParts({ name: "executable", isolateProgram: ISOLATE });
  mkdirSync(partsFolder);
  for (const [name, { code }] of parts) {
    writeText(path.join(partsFolder, name), `(function(require,module,exports,nowhere){${code}\n})`);
  }
  await build({
    ...SMALL,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    entryPoints: ["dist/cli/executable.js"],
    outfile: entryFile,
    logLevel: "warning",
  });
  return packagesOf(metafile);
}

function writeText(file, text) {
  if (/[^\0-\x7f]/.test(text)) throw new Error(`${file} is not ASCII`);
  writeFileSync(file, text, "latin1");
}

/** What Node puts in: the entry, and all that it looks for. */
function writeBlob(node) {
  const constants = new Map([["--version", TOOL_VERSION]]);
  for (const [width, text] of helpTexts()) constants.set(`--help ${width}`, text);
  for (const [name, text] of constants) writeText(path.join(partsFolder, name), text);
  const blob = path.join(work, "blob");
  const config = {
    main: entryFile,
    output: blob,
    disableExperimentalSEAWarning: true,
    execArgvExtension: "none",
    assets: Object.fromEntries(readdirSync(partsFolder).map((name) => [name, path.join(partsFolder, name)])),
  };
  const file = path.join(work, "config.json");
  writeFileSync(file, JSON.stringify(config));
  quietly(node, ["--experimental-sea-config", file]);
  return blob;
}

function inject(file, blob) {
  quietly(process.execPath, [POSTJECT, file, RESOURCE, blob, "--sentinel-fuse", FUSE]);
}

/** What it says is of interest where it fails. */
function quietly(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}\n${stdout}${stderr}`);
}

/** Takes the names of Node's functions out, of use to its debuggers alone; in words whether it could. */
function stripped(file) {
  const tools = arch === process.arch ? ["strip"] : [];
  const names = { x64: "x86_64-linux-gnu-strip", arm64: "aarch64-linux-gnu-strip" };
  for (const tool of [...tools, names[arch], "llvm-strip"]) {
    if (spawnSync(tool, [file], { stdio: "ignore" }).status === 0) return `stripped by ${tool}`;
  }
  return "not stripped: no strip for it here (binutils)";
}
