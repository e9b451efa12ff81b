import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SocketMap } from "../../src/lab/name-table.ts";
import { compiledUrl } from "../../src/lab/compiled-url.ts";
import { loadedGuard } from "./guard.ts";
import type { HostileNetwork } from "./hostile-network.ts";

/** A process that asks with the product's own clients, one question after the other. */
export interface Asker {
  ask(question: object): Promise<readonly { status?: number; notSent?: string; failure?: string }[]>;
  end(): Promise<void>;
}

const CHILD = fileURLToPath(new URL("../promises/ask-child.mjs", import.meta.url));

/** Starts it in the network; `names` are those that lead elsewhere, and an array is one answer after the other. */
export async function startAsker(
  { map, caFile, folder }: Pick<HostileNetwork, "map" | "caFile" | "folder">,
  options: { readonly names?: Readonly<Record<string, readonly string[]>>; readonly trustsAll?: true } = {},
): Promise<Asker> {
  const preload = await preloadFile(folder, preloadText(map, options.names ?? {}));
  const args = ["--import", loadedGuard(), "--import", preload, CHILD];
  const child = spawn(process.execPath, args, {
    env: {
      NODE_EXTRA_CA_CERTS: caFile,
      // Only the product's own guard stands between the token and whoever asks for it.
      ...(options.trustsAll === true ? { NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_NO_WARNINGS: "1" } : {}),
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const next = nextLine(lines, child);
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse(await next()) as { status?: number; notSent?: string }[];
    },
    async end() {
      child.stdin.end();
      await new Promise((resolve) => (child.exitCode === null ? child.once("close", resolve) : resolve(0)));
    },
  };
}

async function preloadFile(folder: string, text: string): Promise<string> {
  const preload = join(await mkdtemp(join(folder, "preload-")), "preload.mjs");
  await writeFile(preload, text);
  return pathToFileURL(preload).href;
}

/** A name with several addresses has another one at each look-up: DNS rebinding. */
function preloadText(map: SocketMap, names: Readonly<Record<string, readonly string[]>>): string {
  return `import { installSocketMap } from ${JSON.stringify(compiledUrl("socket-map"))};
const map = ${JSON.stringify(map)};
for (const [name, answers] of Object.entries(${JSON.stringify(names)})) {
  let count = 0;
  Object.defineProperty(map.names, name, {
    enumerable: true,
    get: () => ({ addresses: [answers[count++ % answers.length]] }),
  });
}
installSocketMap(map);
`;
}

function nextLine(lines: Interface, child: ChildProcess): () => Promise<string> {
  const iterator = lines[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await iterator.next();
    if (done === true) throw new Error(`the child ended with ${child.exitCode}`);
    return value;
  };
}
