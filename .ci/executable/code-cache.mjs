// What V8 makes of the parts inside the executable, kept so that it need not be made at every start. They are run for that,
// without a network: a saved report is judged again, and a child loads the SDK to find that there is no Azure CLI.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CHILD, MAIN } from "../single-file/parts.mjs";

const KEEP = fileURLToPath(new URL("run-and-keep.cjs", import.meta.url));
const REPORT = fileURLToPath(new URL("../../docs/samples/leftover-secret.json", import.meta.url));

const ORDER = {
  job: {
    kind: "link",
    link: "azure-cli",
    options: {},
    tools: {},
    scopes: ["https://management.azure.com/.default"],
    targets: [],
    levels: ["read"],
    timeoutMs: 10_000,
    verbose: false,
  },
  env: { PATH: "/nowhere" },
};

/** Writes a cache beside each of the parts in a folder. */
export async function keepCaches(node, folder) {
  const stdio = ["ignore", "ignore", "inherit"];
  await ended(spawn(node, [KEEP, folder, MAIN, "explain", REPORT], { env: {}, stdio }));
  await keepChild(node, folder);
}

async function keepChild(node, folder) {
  const stdio = ["pipe", "ignore", "inherit", "pipe"];
  const child = spawn(node, [KEEP, folder, CHILD], { env: {}, stdio });
  let facts = "";
  child.stdio[3].setEncoding("utf8").on("data", (chunk) => {
    facts += chunk;
    // It ends when its standard input does.
    if (facts.includes('"type":"done"')) child.stdin.end();
  });
  child.stdin.write(`${JSON.stringify(ORDER)}\n`);
  await ended(child);
  if (!facts.includes("CredentialUnavailableError"))
    throw new Error(`the child did not do its job: ${facts}`);
}

async function ended(child) {
  const [code, signal] = await once(child, "close");
  // A report that was judged again ends as its verdict says.
  if (code === null || code > 6 || code === 1) throw new Error(`${KEEP} ended with ${code ?? signal}`);
}
