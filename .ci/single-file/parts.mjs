// The program cut into parts where it loads something later on: texts of CommonJS modules, which ask each other by name
// (`./NAME`) and find `nowhere` and `given` as src/cli/executable.ts and loader.cjs give them.

import { build, transform } from "esbuild";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inPlaceOf } from "./in-place-of.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** What the main process runs, and what its children run. */
export const [MAIN, CHILD] = ["main.js", "isolate.js"];
export const SMALL = { minify: true, charset: "ascii", legalComments: "none", target: "node20.19" };
/** The widths that help is asked for in most often: what no terminal is given, and the most that it takes. */
const WIDTHS = [80, 100];

/** By name, with their sourcemaps, and what esbuild tells of them. `carrier` is what they are carried in. */
export async function makeParts(carrier) {
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
    plugins: [inPlaceOf(root, carrier)],
  });
  const parts = outputFiles.map(async (file) => [path.basename(file.path), await asCommonJs(file)]);
  return { parts: new Map(await Promise.all(parts)), metafile };
}

async function asCommonJs({ path: file, text }) {
  return await transform(text.replace(/^#!.*\n/, ""), {
    ...SMALL,
    sourcefile: path.basename(file),
    platform: "node",
    format: "cjs",
    supported: { "dynamic-import": false },
    sourcemap: "external",
  });
}

/** By width, as the program itself gives them. */
export function helpTexts() {
  return new Map(WIDTHS.map((width) => [width, helpText(width)]));
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
