// Modules of dist/ that read files beside them, with what stands in their place in a single file or executable.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { schemaWords } from "../../dist/report/schema-words.js";
import { sdkVersions, TOOL_VERSION } from "../../dist/world/versions.js";
import { pack } from "./pack.mjs";

/**
 * An esbuild plugin.
 *
 * @param root The project's folder.
 * @param carrier Its name, and the module by which it starts its children.
 */
export function inPlaceOf(root, { name: carrier, isolateProgram }) {
  const modules = {
    "collect/isolate/isolate-program.js": isolateProgram,
    "report/schema-words.js": `export function schemaWords() { return ${JSON.stringify(schemaWords())}; }`,
    "world/versions.js": versions(),
    "cli/finding-page.js": findingPages(root),
    "cli/commands/lab.js": withoutLab(carrier, "labCommand"),
    "cli/commands/lab-list.js": withoutLab(carrier, "labListCommand"),
    "cli/commands/lab-serve.js": withoutLab(carrier, "labServeCommand"),
  };
  return {
    name: "in-place-of",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, ({ path: file }) => {
        const name = path.relative(path.join(root, "dist"), file).replaceAll(path.sep, "/");
        if (modules[name] !== undefined)
          return { contents: modules[name], loader: "js", resolveDir: path.dirname(file) };
        if (/import\.meta/.test(readFileSync(file, "utf8")))
          throw new Error(`${name} looks for files beside it`);
        return undefined;
      });
    },
  };
}

function findingPages(root) {
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

/** As they are where this is made. */
function versions() {
  return `
    export const TOOL_VERSION = ${JSON.stringify(TOOL_VERSION)};
    export function sdkVersions() { return ${JSON.stringify(sdkVersions())}; }`;
}

function withoutLab(carrier, name) {
  return `
    import { UsageError } from "../usage-error.js";
    export function ${name}() {
      throw new UsageError("lab: the single ${carrier} has no simulated hosts; the npm package has");
    }`;
}
