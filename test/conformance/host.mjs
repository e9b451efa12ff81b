// One simulated host, inside a network and mount namespace of its own: starts the lab, gives its addresses, names and
// files to the whole namespace, and runs the drivers in it. argv: job as JSON. Prints the observations as JSON.

import { execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";
import { startNameServer } from "./name-server.mjs";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
/** Called by their own paths: the PATH of the environment is the scenario's. */
const [CHROOT, SETPRIV] = ["/usr/sbin/chroot", "/usr/bin/setpriv"];
const { scenario: name, toolchains, folder, limits } = JSON.parse(process.argv[2]);
const SCOPE = "https://management.azure.com/.default";
const CREDENTIALS = ["DefaultAzureCredential", "ManagedIdentityCredential"];

const scenario = findScenario(name);
// The tool judges with all targets left out: the identities are compared, not what they may do.
const report = await prediction();
const lab = await startLab({ ...scenario, targets: [] }, { azurite: false });
try {
  const { appEnv: env } = lab;
  const root = mountRoot();
  await openAddresses();
  await startNameServer(lab.map.names);
  const observations = [];
  for (const toolchain of toolchains) {
    const asked = CREDENTIALS.map((credential) => observe(toolchain, credential, env, root));
    observations.push(...(await Promise.all(asked)));
  }
  process.stdout.write(JSON.stringify({ scenario: name, report, observations }));
} finally {
  await lab.close();
  process.exit();
}

/** What credprobe says of the same host. */
async function prediction() {
  const args = [MAIN, "lab", name, "--scope", SCOPE, "--all-links", "-o", "json", "--quiet"];
  const { stdout } = await new Promise((resolve) => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, out) => resolve({ error, stdout: out }));
  });
  return JSON.parse(stdout);
}

/** The machine's files below those of the scenario; only this mount namespace sees it. */
function mountRoot() {
  const base = path.join(folder, "root");
  mkdirSync(base, { recursive: true });
  // Layers of one overlay may not lie in each other: the upper one gets a file system of its own.
  execFileSync("mount", ["-t", "tmpfs", "credprobe", base]);
  const [top, merged] = [path.join(base, "top"), path.join(base, "merged")];
  mkdirSync(path.join(top, "etc"), { recursive: true });
  mkdirSync(merged);
  if (existsSync(lab.filesRoot)) cpSync(lab.filesRoot, top, { recursive: true });
  for (const [file, content] of Object.entries(scenario.files)) {
    const own = path.join(top, file);
    if (typeof content === "object" && content.kind === "unreadable") {
      mkdirSync(path.dirname(own), { recursive: true });
      writeFileSync(own, "lab-fake-unreadable");
      chmodSync(own, 0);
    }
  }
  writeFileSync(path.join(top, "etc/hosts"), "127.0.0.1 localhost\n");
  writeFileSync(path.join(top, "etc/resolv.conf"), "nameserver 127.0.0.1\noptions timeout:2 attempts:1\n");
  execFileSync("mount", ["-t", "overlay", "overlay", "-o", `lowerdir=${top}:/`, merged]);
  for (const shared of ["proc", "dev", "tmp"]) {
    execFileSync("mount", ["--rbind", `/${shared}`, path.join(merged, shared)]);
  }
  return merged;
}

/** Every address of the simulated network on this namespace's loopback, and at its ports the lab's servers. */
async function openAddresses() {
  const routes = Object.entries(lab.map.routes).map(([where, port]) => {
    const [, address, service] = /^(.*):(\d+)$/.exec(where);
    return { address, service: Number(service), port };
  });
  for (const address of new Set(routes.map((route) => route.address))) {
    if (!address.startsWith("127.")) execFileSync("ip", ["addr", "add", `${address}/32`, "dev", "lo"]);
  }
  await Promise.all(routes.map(forward));
}

function forward({ address, service, port }) {
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const upstream = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    client.on("error", () => upstream.destroy()).pipe(upstream);
    upstream.on("error", () => client.destroy()).pipe(client);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(service, address, resolve);
  });
}

/** What one credential of one SDK did; killed, with all it started, at its limit. */
function observe({ name: toolchain, command, takesCaFile }, credential, env, root) {
  const request = JSON.stringify({ credential, scope: SCOPE, options: optionsOf(report.invocation.options) });
  const words = [...command, ...(takesCaFile ? [lab.caFile] : []), request];
  const caps = ["--bounding-set=-dac_override,-dac_read_search"];
  const trust = {
    NODE_EXTRA_CA_CERTS: lab.caFile,
    REQUESTS_CA_BUNDLE: lab.caFile,
    SSL_CERT_FILE: lab.caFile,
  };
  const child = spawn(CHROOT, [root, SETPRIV, ...caps, ...words], {
    env: { ...env, ...trust },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (chunk) => {
      if (output[stream].length < 200_000) output[stream] += chunk;
    });
  }
  const head = { toolchain, credential };
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      killGroup(child.pid);
      resolve({ ...head, outcome: "hung" });
    }, limits[credential]);
    child.once("error", (error) => resolve({ ...head, outcome: "broken", message: error.message }));
    child.once("close", () => {
      clearTimeout(timer);
      resolve({ ...head, ...resultOf(output) });
    });
  });
}

function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** The driver's line; of a token its object id only. */
function resultOf({ stdout, stderr }) {
  const line = stdout.split("\n").find((one) => one.startsWith('{"'));
  if (line === undefined) return { outcome: "broken", message: (stderr || stdout).slice(-500) };
  const { token, ...result } = JSON.parse(line);
  if (token === undefined) return result;
  const claims = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString("utf8"));
  return { ...result, objectId: claims.oid };
}

function optionsOf(options) {
  const names = {
    managedIdentityClientId: "clientId",
    managedIdentityResourceId: "resourceId",
    managedIdentityObjectId: "objectId",
    workloadIdentityClientId: "workloadClientId",
    tenantId: "tenantId",
  };
  const given = Object.entries(names).flatMap(([from, to]) => (options[from] ? [[to, options[from]]] : []));
  return { ...Object.fromEntries(given), exclude: options.exclude };
}
