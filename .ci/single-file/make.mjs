// Makes the single file, for machines on which nothing can be installed:
//   npm run single-file [FOLDER]
// FOLDER (dist/single-file) then has credprobe.cjs, the sourcemaps of its parts, and the licence texts of what is in it.
//
// The program is cut where it loads something later on, and each part is unpacked and compiled when it is first needed.
// Children get theirs, the SDK among them, through a pipe: `node - < credprobe.cjs` needs no file either, and the main
// process never parses the SDK.

import { build, transform, transformSync } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { licencesOf, packagesOf, sizesOf } from "./contents.mjs";
import { inPlaceOf } from "./in-place-of.mjs";
import { pack } from "./pack.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = path.resolve(process.argv[2] ?? path.join(root, "dist", "single-file"));
const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
/** What the issue of the single file allows. */
const MAX_BYTES = 1_000_000;
/** The widths that help is asked for in most often: what no terminal is given, and the most that it takes. */
const WIDTHS = [80, 100];

const CHILD = "isolate.js";
const SMALL = { minify: true, charset: "ascii", legalComments: "none", target: "node20.19" };

const { outputFiles, metafile } = await build({
  ...SMALL,
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  entryPoints: { main: "dist/cli/main.js", isolate: "dist/collect/isolate/main.js" },
  chunkNames: "[hash]",
  outdir: "parts",
  metafile: true,
  write: false,
  sourcemap: "inline",
  logLevel: "warning",
  define: { "import.meta.url": "nowhere" },
  // yargs brings two newer ones, which make an Intl.Segmenter whenever they are loaded: 9 ms, for texts that are ASCII.
  alias: { "string-width": path.join(root, "node_modules/string-width") },
  plugins: [inPlaceOf(root, version)],
});
const parts = new Map(
  await Promise.all(outputFiles.map(async (file) => [path.basename(file.path), await asCommonJs(file)])),
);
const childParts = reachedFrom(CHILD);

mkdirSync(path.join(folder, "maps"), { recursive: true });
const program = started();
writeFileSync(path.join(folder, "credprobe.cjs"), program);
for (const [name, { map }] of parts) writeFileSync(path.join(folder, "maps", `${name}.map`), map);
const packages = packagesOf(metafile);
writeFileSync(path.join(folder, "credprobe.licenses.txt"), licencesOf(root, [...packages.keys()]));

const bytes = (names) => names.reduce((sum, name) => sum + parts.get(name).packed.length, 0);
console.log(
  [
    `credprobe.cjs: ${program.length} bytes; packed in it ${parts.size} parts of ${bytes([...parts.keys()])} bytes, for children ${bytes(childParts)}`,
    "minified, before packing:",
    ...sizesOf(packages),
  ].join("\n"),
);
if (program.length > MAX_BYTES)
  throw new Error(`credprobe.cjs has ${program.length} bytes, more than ${MAX_BYTES}`);

async function asCommonJs({ path: file, text }) {
  const { code, map } = await transform(text.replace(/^#!.*\n/, ""), {
    ...SMALL,
    sourcefile: path.basename(file),
    platform: "node",
    format: "cjs",
    supported: { "dynamic-import": false },
    sourcemap: "external",
  });
  return { code, map, packed: pack(code) };
}

/** A part, and all that it loads at once or later. */
function reachedFrom(entry) {
  const reached = new Set([entry]);
  for (const name of reached) {
    for (const [, other] of parts.get(name).code.matchAll(/require\("\.\/([^"]+)"\)/g)) reached.add(other);
  }
  return [...reached];
}

function started() {
  const load = transformSync(readFileSync(new URL("loader.cjs", import.meta.url), "utf8"), {
    ...SMALL,
    target: "es5",
  }).code;
  const packed = Object.fromEntries([...parts].map(([name, one]) => [name, one.packed]));
  const start = transformSync(readFileSync(new URL("start.cjs", import.meta.url), "utf8"), {
    ...SMALL,
    target: "es5",
    define: {},
  }).code;
  const values = {
    LOAD: load.replace(/^module\.exports=/, "").replace(/;\s*$/, ""),
    PARTS: JSON.stringify(packed),
    CHILD: JSON.stringify(childParts),
    HELP: JSON.stringify(helpTexts()),
    VERSION: JSON.stringify(version),
  };
  const text = start.replaceAll(/\b(?:LOAD|PARTS|CHILD|HELP|VERSION)\b/g, (name) => values[name]);
  return `#!/usr/bin/env node\n${text}`;
}

/** As the program itself gives them. */
function helpTexts() {
  return Object.fromEntries(WIDTHS.map((width) => [width, pack(helpText(width))]));
}

function helpText(width) {
  const asIfSoWide = `data:text/javascript,process.stdout.columns=${width}`;
  const { stdout, status } = spawnSync(
    process.execPath,
    ["--import", asIfSoWide, path.join(root, "dist/cli/main.js"), "--help"],
    { encoding: "latin1" },
  );
  if (status !== 0) throw new Error("credprobe --help failed");
  return stdout.trimEnd();
}
