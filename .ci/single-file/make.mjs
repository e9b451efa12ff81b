// Makes the single file, for machines on which nothing can be installed:
//   npm run single-file [FOLDER]
// FOLDER (dist/single-file) then has credprobe.cjs, the sourcemaps of its parts, and the licence texts of what is in it.
//
// The program is cut where it loads something later on, and each part is unpacked and compiled when it is first needed.
// Children get theirs, the SDK among them, through a pipe: `node - < credprobe.cjs` needs no file either, and the main
// process never parses the SDK.

import { transformSync } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TOOL_VERSION } from "../../dist/world/versions.js";
import { licencesOf, packagesOf, sizesOf } from "./contents.mjs";
import { pack } from "./pack.mjs";
import { CHILD, helpTexts, MAIN, makeParts, root, SMALL } from "./parts.mjs";

const folder = path.resolve(process.argv[2] ?? path.join(root, "dist", "single-file"));
/** What the issue of the single file allows. */
const MAX_BYTES = 1_000_000;

/** The children's program travels inside (start.cjs). */
const ISOLATE = `
  export const CODE_FD = 4;
  let code;
  export function isolateProgram() {
    code ??= given.code();
    return { args: ["-e", given.bootstrap(CODE_FD)], code };
  }`;

const { parts, metafile } = await makeParts({ name: "file", isolateProgram: ISOLATE });
const packed = new Map([...parts].map(([name, { code }]) => [name, pack(code)]));
const childParts = reachedFrom(CHILD);

const maps = path.join(folder, "maps");
// Parts are named for what is in them: those of an earlier one would stay.
rmSync(maps, { recursive: true, force: true });
mkdirSync(maps, { recursive: true });
const program = started();
writeFileSync(path.join(folder, "credprobe.cjs"), program);
for (const [name, { map }] of parts) writeFileSync(path.join(maps, `${name}.map`), map);
const packages = packagesOf(metafile);
writeFileSync(path.join(folder, "credprobe.licenses.txt"), licencesOf(root, [...packages.keys()]));

const bytes = (names) => names.reduce((sum, name) => sum + packed.get(name).length, 0);
console.log(
  [
    `credprobe.cjs: ${program.length} bytes; packed in it ${parts.size} parts of ${bytes([...parts.keys()])} bytes, for children ${bytes(childParts)}`,
    "minified, before packing:",
    ...sizesOf(packages),
  ].join("\n"),
);
const withSdk = reachedFrom(MAIN).filter((name) => packagesIn(name).some((one) => one.includes("/@azure/")));
if (withSdk.length > 0) throw new Error(`the main process loads the SDK in ${withSdk.join(", ")}`);
if (program.length > MAX_BYTES)
  throw new Error(`credprobe.cjs has ${program.length} bytes, more than ${MAX_BYTES}`);

function packagesIn(part) {
  const outputs = Object.fromEntries(
    Object.entries(metafile.outputs).filter(([file]) => path.basename(file) === part),
  );
  return [...packagesOf({ outputs }).keys()];
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
  const values = {
    LOAD: small("loader.cjs")
      .replace(/^module\.exports=/, "")
      .replace(/;\s*$/, ""),
    PARTS: JSON.stringify(Object.fromEntries(packed)),
    CHILD: JSON.stringify(childParts),
    HELP: JSON.stringify(Object.fromEntries(helpTexts())),
    VERSION: JSON.stringify(TOOL_VERSION),
  };
  const text = small("start.cjs").replaceAll(
    /\b(?:LOAD|PARTS|CHILD|HELP|VERSION)\b/g,
    (name) => values[name],
  );
  return `#!/usr/bin/env node\n${text}`;
}

/** A file beside this one, for any Node. */
function small(file) {
  return transformSync(readFileSync(new URL(file, import.meta.url), "utf8"), { ...SMALL, target: "es5" })
    .code;
}
