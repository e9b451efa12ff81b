// Makes the single file, for machines on which nothing can be installed:
//   npm run single-file [FOLDER]
// FOLDER (dist/single-file) then has credprobe.cjs, its sourcemap, and the licence texts of what is in it.
//
// The program of the child processes, with the SDK in it, travels inside as a compressed text: a child gets it through a
// pipe, so that `node - < credprobe.cjs` needs no file either, and the main process never parses the SDK.

import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = path.resolve(process.argv[2] ?? path.join(root, "dist", "single-file"));
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
/** What the issue of the single file allows. */
const MAX_BYTES = 1_000_000;

/** A child gets its program at CODE_FD (src/collect/isolate/isolate-program.ts). */
const BOOTSTRAP = unpackedAndRun('require("fs").readFileSync(4)', "credprobe-isolate.cjs");

/** Runs on releases of Node that cannot load the rest: ES5, and said as src/cli/main.ts says it. */
const OLD_NODE = [
  '(function(v){var p=v.split(".");if(+p[0]>20||(+p[0]===20&&+p[1]>=19))return;',
  'process.stderr.write("credprobe: needs Node 20.19 or newer, this is v"+v+"\\n");process.exit(2)',
  "})(process.versions.node);",
].join("");

const HASHBANG = "#!/usr/bin/env node\n";

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  minify: true,
  charset: "ascii",
  legalComments: "none",
  metafile: true,
  write: false,
  target: "node20.19",
  logLevel: "warning",
  supported: { "dynamic-import": false },
  define: { "import.meta.url": "nowhere" },
};

const child = await build({
  ...shared,
  entryPoints: ["dist/collect/isolate/main.js"],
  plugins: [inPlaceOf({})],
});

const main = await build({
  ...shared,
  entryPoints: { credprobe: "dist/cli/main.js" },
  outdir: folder,
  outExtension: { ".js": ".cjs" },
  sourcemap: "external",
  plugins: [
    inPlaceOf({
      "collect/isolate/isolate-program.js": isolateProgram(child.outputFiles[0].text),
      "world/versions.js": versions(),
      "cli/finding-page.js": findingPages(),
      "cli/commands/lab.js": withoutLab("labCommand", "labListCommand"),
      "cli/commands/lab-serve.js": withoutLab("labServeCommand"),
    }),
  ],
});

const [sourcemap, program] = main.outputFiles;
const unpacked = `Buffer.from("${pack(program.text.slice(HASHBANG.length))}","base64")`;
mkdirSync(folder, { recursive: true });
writeFileSync(
  path.join(folder, "credprobe.cjs"),
  `${HASHBANG}${OLD_NODE}\n${unpackedAndRun(unpacked, "credprobe.cjs")}\n`,
);
writeFileSync(path.join(folder, "credprobe.cjs.map"), sourcemap.text);
const parts = packagesOf([main.metafile, child.metafile]);
writeFileSync(path.join(folder, "credprobe.licenses.txt"), licences([...parts.keys()]));

const { length } = readFileSync(path.join(folder, "credprobe.cjs"));
console.log(sizes(length, child.outputFiles[0].text, parts));
if (length > MAX_BYTES) throw new Error(`credprobe.cjs has ${length} bytes, more than ${MAX_BYTES}`);

/** Modules of dist/ that read files beside them, with what stands in the single file in their place. */
function inPlaceOf(modules) {
  return {
    name: "in-place-of",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, ({ path: file }) => {
        const name = path.relative(path.join(root, "dist"), file).replaceAll(path.sep, "/");
        if (modules[name] !== undefined) return { contents: modules[name], loader: "js" };
        if (/import\.meta/.test(readFileSync(file, "utf8")))
          throw new Error(`${name} looks for files beside it`);
        return undefined;
      });
    },
  };
}

/**
 * ES5 that unpacks a program and runs it as Node runs a module: before that, nothing of it is parsed by a Node that is too
 * old for it. Some packages make a `require` of `nowhere` for files that are optional to them.
 */
function unpackedAndRun(packed, filename) {
  const head = JSON.stringify("(function(require,module,nowhere){");
  const foot = JSON.stringify("\n})");
  return [
    `new(require("vm").Script)(${head}+require("zlib").inflateRawSync(${packed})+${foot},{filename:"${filename}"})`,
    '.runInThisContext()(require,module,require("url").pathToFileURL(process.execPath).href)',
  ].join("");
}

function isolateProgram(code) {
  return `
    const packed = ${JSON.stringify(pack(code))};
    let code;
    export const CODE_FD = 4;
    export function isolateProgram() {
      code ??= Buffer.from(packed, "base64");
      return { args: ["-e", ${JSON.stringify(BOOTSTRAP)}], code };
    }`;
}

function findingPages() {
  const pages = path.join(root, "docs", "findings");
  const texts = readdirSync(pages).map((file) => [
    path.parse(file).name,
    readFileSync(path.join(pages, file), "utf8"),
  ]);
  return `
    import { inflateRawSync } from "node:zlib";
    const packed = ${JSON.stringify(pack(JSON.stringify(Object.fromEntries(texts))))};
    export function findingPage(slug) {
      return JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString("utf8"))[slug];
    }`;
}

function versions() {
  const require = createRequire(import.meta.url);
  const fromIdentity = createRequire(require.resolve("@azure/identity"));
  const sdk = {
    identity: require("@azure/identity/package.json").version,
    msal: fromIdentity("@azure/msal-node/package.json").version,
    logger: require("@azure/logger/package.json").version,
  };
  return `
    export const TOOL_VERSION = ${JSON.stringify(manifest.version)};
    export function sdkVersions() { return ${JSON.stringify(sdk)}; }`;
}

function withoutLab(...names) {
  return `
    import { UsageError } from "../usage-error.js";
    ${names.map((name) => `export { none as ${name} };`).join("\n")}
    function none() {
      throw new UsageError("lab: the single file has no simulated hosts; the npm package has");
    }`;
}

function pack(text) {
  return deflateRawSync(text, { level: 9 }).toString("base64");
}

/** Bytes of each package in what was built; "" is credprobe itself. */
function packagesOf(metafiles) {
  const bytes = new Map();
  for (const { outputs } of metafiles) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs).flatMap(([, { inputs }]) =>
      Object.entries(inputs),
    )) {
      const at = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
      const name = at?.[0] ?? "";
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return new Map([...bytes].sort(([, a], [, b]) => b - a));
}

function licences(folders) {
  return folders
    .filter((one) => one !== "")
    .sort()
    .map((one) => {
      const at = path.join(root, one);
      const { name, version, license } = JSON.parse(readFileSync(path.join(at, "package.json"), "utf8"));
      const file = readdirSync(at).find((entry) => /^(?:licen[cs]e|copying)(?:\.|-|$)/i.test(entry));
      const text =
        file === undefined
          ? "(the package has no licence text of its own)"
          : readFileSync(path.join(at, file), "utf8");
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

function sizes(whole, code, packages) {
  const rows = [...packages].map(
    ([at, bytes]) => `  ${String(bytes).padStart(7)}  ${at.replace(/^.*node_modules\//, "") || "credprobe"}`,
  );
  return [
    `credprobe.cjs: ${whole} bytes; the children's program in it: ${code.length} bytes, packed ${pack(code).length}`,
    "minified, before packing:",
    ...rows,
  ].join("\n");
}
