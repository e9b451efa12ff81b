// What the single file is made of: sizes by package, and licences.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Bytes of each package in what was built, the largest first; "" is credprobe itself. */
export function packagesOf({ outputs }) {
  const bytes = new Map();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[0] ?? "";
      bytes.set(folder, (bytes.get(folder) ?? 0) + bytesInOutput);
    }
  }
  return new Map([...bytes].sort(([, a], [, b]) => b - a));
}

export function sizesOf(packages) {
  return [...packages].map(
    ([at, bytes]) => `  ${String(bytes).padStart(7)}  ${at.replace(/^.*node_modules\//, "") || "credprobe"}`,
  );
}

/** The licence texts of packages, given by their folders below `root`. */
export function licencesOf(root, folders) {
  return folders
    .filter((one) => one !== "")
    .sort()
    .map((one) => licenceOf(path.join(root, one)))
    .join(`\n${"-".repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)(?:\.|-|$)/i.test(entry));
  const text =
    file === undefined
      ? "(the package has no licence text of its own)"
      : readFileSync(path.join(folder, file), "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
