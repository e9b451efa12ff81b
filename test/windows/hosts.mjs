// The lab's servers for a Windows process: they run on this side, and the process is mapped to them at its sockets.

import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";
import { asWindows } from "./machine.mjs";

const SOCKET_MAP = fileURLToPath(new URL("../../dist/lab/socket-map.js", import.meta.url));

/** The host of a scenario; `node ` begins a command line whose processes, children too, live in it. */
async function startHost(name, drive, changes = {}) {
  const scenario = { ...findScenario(name), ...changes };
  const lab = await startLab(scenario, { azurite: false });
  const map = pathToFileURL(SOCKET_MAP).href.replace("file:///", "file:///Z:/");
  writeFileSync(
    path.join(drive, "lab.mjs"),
    [
      // To follow what the map changes, Node reads all that `process` has; an empty title of the console, as a child has
      // under Wine, ends it there (libuv, uv_get_process_title).
      'process.title = "node";',
      `const { installSocketMap } = await import(${JSON.stringify(map)});`,
      `installSocketMap(${JSON.stringify(lab.map)});`,
      "",
    ].join("\n"),
  );
  return {
    lab,
    node: "node --import file:///C:/lab.mjs ",
    target: scenario.targets[0],
    env: { ...scenario.env, NODE_EXTRA_CA_CERTS: asWindows(lab.caFile) },
  };
}

/** Kudu of a Windows app. */
export async function kuduSite(drive, changes) {
  const host = await startHost("kudu-windows", drive, changes);
  return { ...host, hasNoSecret: (text) => hasNone(text, host.env.IDENTITY_HEADER) };
}

/** The same without a map: the identity endpoint has the address that it really has. */
export async function onLoopback(drive) {
  const host = await kuduSite(drive);
  const at = new URL(host.env.IDENTITY_ENDPOINT);
  at.port = String(host.lab.map.routes[at.host]);
  const { NODE_EXTRA_CA_CERTS: _, ...env } = host.env;
  return { ...host, env: { ...env, IDENTITY_ENDPOINT: at.href, MSI_ENDPOINT: at.href } };
}

/** A federated token in a file of the Windows machine, and variables as Windows lets people write them. */
export async function workloadIdentity(drive, file) {
  const host = await startHost("workload-identity-works", drive);
  const { AZURE_FEDERATED_TOKEN_FILE: token, AZURE_CLIENT_ID, AZURE_TENANT_ID, ...rest } = host.env;
  copyFileSync(path.join(host.lab.filesRoot, token), path.join(drive, file));
  return {
    ...host,
    env: {
      ...rest,
      azure_client_id: AZURE_CLIENT_ID,
      Azure_Tenant_Id: AZURE_TENANT_ID,
      AZURE_FEDERATED_TOKEN_FILE: `C:\\${file.replaceAll("/", "\\")}`,
    },
  };
}

function hasNone(text, secret) {
  assert.ok(!text.includes(secret), "the identity header is shown");
  assert.doesNotMatch(text, /eyJ[\w-]+\.eyJ/, "a token is shown");
}
