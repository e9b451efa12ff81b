// Runs a part as src/cli/executable.ts does, and keeps what V8 makes of each:
//   node run-and-keep.cjs FOLDER PART [ARGUMENT...]
// FOLDER has the parts, and receives PART.cache for each of them, those that were not needed included.

const { existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { Script } = require("node:vm");

const [folder, entry] = process.argv.splice(2, 2);
process.argv[1] = process.execPath;
const nowhere = pathToFileURL(process.execPath).href;
const scripts = new Map();
const loaded = new Map();

process.once("exit", () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".js"))) {
    writeFileSync(path.join(folder, `${name}.cache`), scriptOf(name).createCachedData());
  }
});
// A child ends its whole group, without an end of its own.
process.kill = () => true;
run(entry);

function run(name) {
  if (loaded.has(name)) return loaded.get(name).exports;
  const part = { exports: {} };
  loaded.set(name, part);
  scriptOf(name).runInThisContext().call(part.exports, find, part, part.exports, nowhere);
  return part.exports;
}

function find(id) {
  return id.startsWith("./") ? run(id.slice(2)) : require(id);
}

function scriptOf(name) {
  if (!scripts.has(name)) {
    const file = path.join(folder, name);
    // What an earlier run has kept is kept.
    const cachedData = existsSync(`${file}.cache`) ? readFileSync(`${file}.cache`) : undefined;
    scripts.set(
      name,
      new Script(readFileSync(file, "latin1"), { filename: `credprobe/${name}`, cachedData }),
    );
  }
  return scripts.get(name);
}
