// What is measured, a row each. Both sides are programs of the same Node, in the same surroundings:
//
//   name, title          of the row
//   scenario             the host of the lab that both live in; none: on this machine, asking nobody
//   ours, reference      what: in words; words: file and arguments; exit, says: how it must end, and a text that it must
//                        print, so that nothing is measured but a run that did its work
//   bound                the ratio that has to be kept; absent where none is promised

import { fileURLToPath } from "node:url";

export const SINGLE_FILE = fileURLToPath(new URL("../../dist/single-file/credprobe.cjs", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const CONTAINER = "https://contosodata.blob.core.windows.net/invoices";
const NODE = { what: "`node -e 0`", words: ["-e", "0"], exit: 0, says: /^$/ };

/** The report that `explain` reads is made before: `report` is its file. */
export function comparisons(report) {
  return [
    {
      name: "start-version",
      title: "Start, `--version`",
      ours: { what: "`credprobe.cjs --version`", words: [SINGLE_FILE, "--version"], exit: 0, says: /^\d/ },
      reference: NODE,
      bound: 1.3,
    },
    {
      name: "start-help",
      title: "Start, `--help`",
      ours: { what: "`credprobe.cjs --help`", words: [SINGLE_FILE, "--help"], exit: 0, says: /--access/ },
      reference: NODE,
      bound: 1.3,
    },
    {
      name: "explain",
      title: "A report of 100 KB judged again",
      ours: {
        what: "`credprobe.cjs explain`",
        words: [SINGLE_FILE, "explain", report],
        exit: 0,
        says: /VERDICT/,
      },
      reference: NODE,
      bound: 1.5,
    },
    {
      name: "healthy-blob",
      title: "VM with a system-assigned identity that may read a blob container",
      scenario: "system-assigned-allowed",
      ours: probe(SINGLE_FILE, 0, /allowed/),
      reference: script(0, /^allowed/),
      bound: 1.0,
    },
    {
      name: "healthy-blob-package",
      title: "The same, started from the npm package",
      scenario: "system-assigned-allowed",
      ours: probe(PACKAGE, 0, /allowed/),
      reference: script(0, /^allowed/),
    },
    {
      name: "metadata-silent",
      title: "VM, nothing configured, no tools, metadata service silent",
      scenario: "metadata-silent",
      ours: probe(SINGLE_FILE, 5, /did not answer within .* \(response\)/),
      reference: script(1, /AuthenticationError/),
      bound: 1.3,
    },
    {
      name: "developer-machine-nothing",
      title: "Developer's machine, nothing configured, no tools, no metadata service",
      scenario: "developer-machine-nothing",
      ours: probe(SINGLE_FILE, 5, /nothing listens at 169\.254\.169\.254/),
      reference: script(1, /AuthenticationError/),
      bound: 1.3,
    },
  ];
}

function probe(program, exit, says) {
  const name = program === SINGLE_FILE ? "credprobe.cjs" : "credprobe";
  return { what: `\`${name} CONTAINER\``, words: [program, CONTAINER], exit, says };
}

function script(exit, says) {
  const file = fileURLToPath(new URL("blob-script.mjs", import.meta.url));
  return { what: "a script", words: [file, CONTAINER], exit, says };
}
