import { execFile, spawn } from "node:child_process";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadedGuard } from "../support/guard.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const DRIVER = fileURLToPath(new URL("../conformance/drivers/javascript.mjs", import.meta.url));
const SDK = import.meta.resolve("@azure/identity");

test.each([
  ["app-service-works", "ManagedIdentityCredential", "the platform's endpoint, its loopback port moved"],
  ["system-assigned-allowed", "ManagedIdentityCredential", "the metadata service, through the proxy"],
  ["leftover-secret", "DefaultAzureCredential", "Entra, through the proxy's tunnel"],
])("%s: the unmodified SDK gets a token in the served host by %s (%s)", async (scenario, credential) => {
  const child = spawn(process.execPath, ["--import", loadedGuard(), MAIN, "lab", "serve", scenario], {
    env: { PATH: dirname(process.execPath) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const env = await exportedEnvironment(child.stdout);
    const request = JSON.stringify({ credential, scope: "https://storage.azure.com/.default", options: {} });
    const run = promisify(execFile);
    const words = ["--import", loadedGuard(), DRIVER, SDK, request];
    const { stdout } = await run(process.execPath, words, { env });
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "token" });
  } finally {
    child.kill("SIGINT");
  }
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
});

test("what the shell itself has of an identity and of proxies does not steer the program", async () => {
  const words = ["--import", loadedGuard(), MAIN, "lab", "serve", "system-assigned-allowed"];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [, unset = ""] = /^unset (.*)$/m.exec(await untilServed(child.stdout)) ?? [];
    const names = unset.split(" ");
    expect(names).toEqual(
      expect.arrayContaining([
        "AZURE_CLIENT_SECRET",
        "AZURE_TOKEN_CREDENTIALS",
        "IDENTITY_ENDPOINT",
        "https_proxy",
      ]),
    );
    expect(names).not.toContain("HTTPS_PROXY");
  } finally {
    child.kill("SIGINT");
  }
});

/** What the `export` lines say. */
async function exportedEnvironment(stdout: NodeJS.ReadableStream): Promise<Record<string, string>> {
  const lines = (await untilServed(stdout)).matchAll(/^export (\w+)=(?:'([^']*)'|(\S*))/gm);
  return Object.fromEntries([...lines].map(([, name = "", quoted, plain = ""]) => [name, quoted ?? plain]));
}

/** All that is printed, up to its last line. */
async function untilServed(stdout: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stdout })) {
    lines.push(line);
    if (line.startsWith("export CURL_CA_BUNDLE")) return lines.join("\n");
  }
  throw new Error("the host ended before it was served");
}
