// One simulated host, inside namespaces of its own (network, mounts, processes): starts the lab, gives its addresses,
// names and files to the whole namespace, and runs the drivers in it. argv: job as JSON. Prints the observations.

import { execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";
import { startNameServer } from "./name-server.mjs";
import { openAddresses } from "./open-addresses.mjs";
import { ONLY_WAITING } from "./only-waiting.mjs";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
/** Called by their own paths: the PATH of the environment is the scenario's. */
const [CHROOT, SETPRIV] = ["/usr/sbin/chroot", "/usr/bin/setpriv"];
const { scenario: name, toolchains, folder, limits } = JSON.parse(process.argv[2]);
const SCOPE = "https://management.azure.com/.default";
const CREDENTIALS = ["DefaultAzureCredential", "ManagedIdentityCredential"];

/** Drivers at once: a 1 s probe of the metadata service must not meet a machine that is too busy to answer. */
const AT_ONCE = 3;

/** Longer than any driver computes: one that still runs then waits for an answer, and its place goes to the next. */
const BUSY_MS = 10_000;

const scenario = findScenario(name);
// The tool judges with all targets left out: the identities are compared, not what they may do.
const report = await prediction();
const asked = toolchains.flatMap((toolchain) => CREDENTIALS.map((credential) => ({ toolchain, credential })));
// Troubles that come once are met by the first caller only: then every caller gets a host of its own.
const groups = hasPassingTrouble() ? asked.map((one) => [one]) : [asked];
const observations = [];
for (const [number, group] of groups.entries()) observations.push(...(await liveIn(group, number)));
process.stdout.write(JSON.stringify({ scenario: name, report, observations }), () => process.exit());

function hasPassingTrouble() {
  const behaviours = [scenario.metadata, ...scenario.endpoints.map(({ behaviour }) => behaviour)];
  return behaviours.some((one) => typeof one === "object" && "answers" in one);
}

/** Starts the host, and runs the drivers in it. */
async function liveIn(group, number) {
  const lab = await startLab({ ...scenario, targets: [] }, { azurite: false });
  const servers = [];
  try {
    const host = { lab, root: mountRoot(lab, String(number)) };
    servers.push(...(await openAddresses(lab.map)), await startNameServer(lab.map.names));
    const waiting = [...group.entries()];
    const seen = [];
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, { toolchain, credential }] = next;
        seen[place] = observe(toolchain, credential, host);
        await Promise.race([seen[place], delay(BUSY_MS, undefined, { ref: false })]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (number === groups.length - 1) process.stderr.write(ONLY_WAITING);
    return await Promise.all(seen);
  } finally {
    for (const server of servers) server.close();
    await lab.close();
  }
}

/** What credprobe says of the same host. */
async function prediction() {
  // A scenario may hurry its own run; here a machine that is busy must not become an attempt without an end.
  const options = ["--scope", SCOPE, "--all-links", "--timeout", "10"];
  const args = [MAIN, "lab", name, ...options, "-o", "json", "--quiet"];
  const { stdout } = await new Promise((resolve) => {
    const limit = { maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, limit, (error, out) => resolve({ error, stdout: out }));
  });
  return JSON.parse(stdout);
}

/** The machine's files below those of the scenario; only this mount namespace sees it. */
function mountRoot(lab, number) {
  const base = path.join(folder, `root-${number}`);
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

/** What one credential of one SDK did; killed, with all it started, at its limit. */
function observe({ name: toolchain, command, takesCaFile }, credential, { lab, root }) {
  const request = JSON.stringify({ credential, scope: SCOPE, options: optionsOf(report.invocation.options) });
  const words = [...command, ...(takesCaFile ? [lab.caFile] : []), request];
  const caps = ["--bounding-set=-dac_override,-dac_read_search"];
  const trust = {
    NODE_EXTRA_CA_CERTS: lab.caFile,
    REQUESTS_CA_BUNDLE: lab.caFile,
    SSL_CERT_FILE: lab.caFile,
  };
  const child = spawn(CHROOT, [root, SETPRIV, ...caps, ...words], {
    env: { ...lab.appEnv, ...trust },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (chunk) => {
      if (output[stream].length < 200_000) output[stream] += chunk;
    });
  }
  const [head, startedAt] = [{ toolchain, credential }, Date.now()];
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      killGroup(child.pid);
      resolve({ ...head, outcome: "no-answer", seconds: limits[credential] / 1000 });
    }, limits[credential]);
    child.once("error", (error) => resolve({ ...head, outcome: "broken", message: error.message }));
    child.once("close", () => {
      clearTimeout(timer);
      resolve({ ...head, ...resultOf(output), durationMs: Date.now() - startedAt });
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

/** The driver's line; of a token its object id only, and of one that is no JWT that it is none. */
function resultOf({ stdout, stderr }) {
  const line = stdout.split("\n").find((one) => one.startsWith('{"'));
  if (line === undefined) return { outcome: "broken", message: (stderr || stdout).slice(-500) };
  const { token, ...result } = JSON.parse(line);
  if (token === undefined) return result;
  const [, payload] = token.split(".");
  if (payload === undefined) return { ...result, isOpaque: true };
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
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
