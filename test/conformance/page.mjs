// docs/conformance.md, from the comparisons: same results, same bytes.

import { writeFile } from "node:fs/promises";
import { countsOf } from "./compare.mjs";

const FILE = new URL("../../docs/conformance.md", import.meta.url);
const SIGNS = {
  agrees: "yes",
  differs: "NO",
  unknown: "-",
  unanswered: "…",
  broken: "broken",
  inapplicable: "n/a",
};

export async function writePage(toolchains, comparisons) {
  const ran = toolchains.filter(({ missing }) => missing === undefined);
  const missing = toolchains.filter((one) => one.missing !== undefined);
  const names = [...new Set(comparisons.map(({ scenario }) => scenario))];
  const lines = [
    "# Conformance with the real SDKs",
    "",
    "Written by `npm run conformance`. Every scenario of the lab is lived through by the real, unmodified SDKs, in a",
    "network and mount namespace that holds nothing but the simulated host. What `DefaultAzureCredential` and a bare",
    "`ManagedIdentityCredential` did is compared with what credprobe predicts: whose token came (by its object id), or",
    "where the chain ended.",
    "",
    table(
      ["SDK", "Version", "Compared", "Agree", "Differ", "Not predicted", "No answer", "Not applicable"],
      ran.map(({ name, language, version, informs }) => {
        const { agrees, differs, unknown, unanswered, inapplicable } = countsOf(comparisons, name);
        const title = informs ? `${language} (for information)` : language;
        return [title, version, agrees + differs, agrees, differs, unknown, unanswered, inapplicable];
      }),
    ),
    ...(missing.length === 0
      ? []
      : ["", `Missing when this was written: ${missing.map(({ name }) => name)}.`]),
    "",
    ".NET is modelled from its sources and was never run.",
    "",
    "Each cell: `DefaultAzureCredential` / `ManagedIdentityCredential`; `yes` agrees, `NO` differs, `-` not predicted, `…` no",
    "answer in time, where none was predicted to come (no agreement), `n/a` an option that this SDK does not have.",
    "",
    table(
      ["Scenario", ...ran.map(({ name }) => name)],
      names.map((scenario) => [
        scenario,
        ...ran.map(({ name }) =>
          comparisons
            .filter((one) => one.scenario === scenario && one.toolchain === name)
            .map(({ result }) => SIGNS[result])
            .join(" / "),
        ),
      ]),
    ),
    "",
  ];
  await writeFile(FILE, lines.join("\n"));
}

/** A Markdown table as prettier would lay it out. */
function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [first, ...rest] = all;
  return [line(first), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rest.map(line)].join(
    "\n",
  );
}
