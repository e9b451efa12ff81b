import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importsOf } from "../support/arrows.ts";

const dist = new URL("../../dist/", import.meta.url);

/** Everything that is loaded before the first line of a compiled module runs: its own files and packages, by name. */
function loadedAtOnce(entry: string): string[] {
  const loaded = new Set<string>();
  const load = (url: URL) => {
    const file = url.href.slice(dist.href.length);
    if (loaded.has(file)) return;
    loaded.add(file);
    // Only imports are at the start of a line and end it: texts of messages are neither.
    const code = readFileSync(url, "utf8").replaceAll(/^(?!import|export).*$/gm, "");
    for (const { specifier, how } of importsOf(code)) {
      if (how !== "static" || specifier.startsWith("node:")) continue;
      if (specifier.startsWith(".")) load(new URL(specifier, url));
      else loaded.add(specifier);
    }
  };
  load(new URL(entry, dist));
  return [...loaded];
}

// The names of the formats are options of the command line; what writes them is loaded by formats.js when it is used.
// A run has two starts that nothing else can overlap: its own, up to the first child, and that child's.
test.each([
  [
    "the command that probes",
    ["cli/main.js", "cli/command-line.js", "cli/commands/probe.js"],
    /^(@azure\/|zod|cli-table3|jose|rhea|judge\/|report\/(?!formats\.js)|lab\/|world\/http\.js)/,
  ],
  [
    "the start, before the first children",
    ["cli/main.js"],
    /^(@azure\/|yargs|zod|cli-table3|jose|rhea|catalogue\/services|judge\/|report\/|lab\/|world\/http\.js)/,
  ],
  [
    "what asks nobody",
    ["explain", "diff", "findings", "services", "token"].map((name) => `cli/commands/${name}.js`),
    /^(@azure\/|rhea|selfsigned|lab\/|world\/http\.js|collect\/isolate\/(?:start-child|link-job)\.js)/,
  ],
  [
    "a child, before it knows its job",
    ["collect/isolate/main.js"],
    /^(@azure\/|zod|rhea|catalogue\/services\/)/,
  ],
])("%s loads nothing that can wait", (_, entries, late) => {
  const loaded = entries.flatMap(loadedAtOnce);
  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.filter((name) => late.test(name))).toEqual([]);
});
