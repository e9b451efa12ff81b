// The table in docs/performance.md; what stands around it is written by hand.

import os from "node:os";
import { markdownTable } from "../support/markdown-table.mjs";

const TABLE = /(?<=<!-- written by npm run bench -->\n).*?(?=<!-- end -->)/s;

/** The page with these results in the place of those it has. */
export function withResults(page, results, machine) {
  if (!TABLE.test(page)) throw new Error("docs/performance.md has lost the place of its table");
  const rows = results.map(({ comparison, summary }) => {
    const { title, ours, reference, bound } = comparison;
    const { pairs, ratio, spread, isKept } = summary;
    const promise = bound === undefined ? "none" : `${bound.toFixed(1)} (${isKept ? "kept" : "NOT KEPT"})`;
    return [
      title,
      ours.what,
      reference.what,
      pairs,
      ratio.toFixed(2),
      spread.map(twoDigits).join(" – "),
      promise,
    ];
  });
  const head = [
    "Where",
    "What",
    "Compared with",
    "Pairs of runs",
    "Ratio of medians",
    "Middle half of pairs",
    "Bound",
  ];
  return page.replace(TABLE, () => `\n${machine}\n\n${markdownTable(head, rows)}\n\n`);
}

export function machineHere({ version, sdk }) {
  const [{ model }] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return (
    `Measured on: ${model.trim()}, ${os.cpus().length} cores, ${memory} GiB; ${os.type()} ${os.release()} ${os.arch()}; ` +
    `Node ${process.versions.node}; credprobe ${version}, \`@azure/identity\` ${sdk}.`
  );
}

function twoDigits(value) {
  return value.toFixed(2);
}
