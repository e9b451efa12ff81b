// What is measured, a row each. Both sides are programs of the same Node in the same simulated host:
//
//   name, title          of the row
//   scenario             the host of the lab that both live in
//   ours, reference      what: in words; words: file and arguments; exit, says: how it must end, and a text that it must
//                        print, so that nothing is measured but a run that did its work
//   bound                the ratio that has to be kept; absent where none is promised

import { fileURLToPath } from "node:url";

const CREDPROBE = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const SINGLE_FILE = fileURLToPath(new URL("../../dist/single-file/credprobe.cjs", import.meta.url));
const SCRIPT = fileURLToPath(new URL("blob-script.mjs", import.meta.url));
const CONTAINER = "https://contosodata.blob.core.windows.net/invoices";
const CHAIN = fileURLToPath(new URL("default-azure-credential.mjs", import.meta.url));

export const comparisons = [
  {
    name: "metadata-silent",
    title: "VM, nothing configured, no tools, metadata service silent",
    scenario: "metadata-silent",
    ours: everyLink(5, /did not answer within .* \(response\)/),
    reference: chain(1, /^AggregateAuthenticationError/),
    bound: 1.3,
  },
  {
    name: "developer-machine-nothing",
    title: "Developer's machine, nothing configured, no tools, no metadata service",
    scenario: "developer-machine-nothing",
    ours: everyLink(5, /nothing listens at 169\.254\.169\.254/),
    reference: chain(1, /^AggregateAuthenticationError/),
    bound: 1.3,
  },
  {
    name: "system-assigned",
    title: "VM with a system-assigned identity, no target",
    scenario: "system-assigned-allowed",
    ours: everyLink(0, /The app gets the system-assigned identity/),
    reference: chain(0, /^token until/),
  },
  {
    name: "healthy-blob",
    title: "VM with a system-assigned identity that may read a blob container",
    scenario: "system-assigned-allowed",
    ours: { what: "`credprobe CONTAINER`", words: [SINGLE_FILE, CONTAINER], exit: 0, says: /allowed/ },
    reference: { what: "a script of 12 lines", words: [SCRIPT, CONTAINER], exit: 0, says: /^allowed/ },
    bound: 1.0,
  },
];

function everyLink(exit, says) {
  return { what: "`credprobe --all-links`", words: [CREDPROBE, "--all-links"], exit, says };
}

function chain(exit, says) {
  return { what: "`DefaultAzureCredential`", words: [CHAIN], exit, says };
}
