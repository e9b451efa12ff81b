// Chromium, driven over its pipe: no port is opened, and nothing is installed for it.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Path of a Chromium: the one that CHROMIUM names, else the first on PATH. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM) return { path: env.CHROMIUM, looked: ["CHROMIUM"] };
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  for (const name of NAMES) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return { path: file, looked: NAMES };
      } catch {
        // Not in this folder.
      }
    }
  }
  return { looked: NAMES };
}

/** It asks nobody for anything: a page that could fetch something finds no name, and no update is looked for. */
const SWITCHES = [
  "--headless=new",
  "--remote-debugging-pipe",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-features=MediaRouter,OptimizationHints,Translate,AutofillServerCommunication",
  "--disable-gpu",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
  "--metrics-recording-only",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
];

/** A network of its own that has not even loopback, where that can be had. */
function isolated() {
  return spawnSync("unshare", ["--net", "true"], { stdio: "ignore" }).status === 0;
}

/** Starts it. `close` ends it and removes its profile. */
export async function startChromium(program) {
  const profile = mkdtempSync(path.join(os.tmpdir(), "credprobe-chromium-"));
  // Root may not use its sandbox.
  const own = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...SWITCHES, ...own, `--user-data-dir=${profile}`, "about:blank"];
  const isAlone = isolated();
  const [command, ...before] = isAlone ? ["unshare", "--net", program] : [program];
  const child = spawn(command, [...before, ...args], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
    detached: true,
  });
  const connection = connect(child);
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of it has ended.
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.once("exit", kill);
  const close = async () => {
    await Promise.race([connection.send("Browser.close").catch(() => {}), ended(child, 5000)]);
    await ended(child, 5000);
    process.off("exit", kill);
    kill();
  };
  try {
    const { product } = await within(connection.send("Browser.getVersion"), "Chromium does not answer");
    return { ...connection, product, isAlone, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const LIMIT = 60_000;

async function within(promise, complaint) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), LIMIT);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function ended(child, limit) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limit);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Messages of the DevTools protocol: JSON, each ended by a zero byte. */
function connect(child) {
  const [, , , input, output] = child.stdio;
  const waiting = new Map();
  const listeners = new Set();
  let last = 0;
  let rest = "";
  const fail = (reason) => {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  child.once("error", (error) => fail(error.message));
  child.once("exit", (code) => fail(`Chromium ended with ${code}`));
  input.on("error", () => fail("Chromium reads no more"));
  output.setEncoding("utf8");
  output.on("data", (chunk) => {
    const parts = (rest + chunk).split("\0");
    rest = parts.pop();
    for (const part of parts) receive(JSON.parse(part));
  });
  const receive = ({ id, result, error, method, params, sessionId }) => {
    if (id === undefined) {
      for (const listener of listeners) listener({ method, params, sessionId });
      return;
    }
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error.message));
  };
  const send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
  return { send, listeners };
}

/** A page in a tab of its own, with what it asked for and what its console said. */
export async function openPage(chromium, url) {
  const { targetId } = await chromium.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await chromium.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method, params) => chromium.send(method, params, sessionId);
  const requests = [];
  const complaints = [];
  let loaded;
  const load = new Promise((resolve) => (loaded = resolve));
  const listener = (event) => {
    if (event.sessionId !== sessionId) return;
    const { method, params } = event;
    if (method === "Network.requestWillBeSent") requests.push(params.request.url);
    if (method === "Log.entryAdded") complaints.push(params.entry.text);
    if (method === "Runtime.consoleAPICalled") complaints.push(JSON.stringify(params.args));
    if (method === "Runtime.exceptionThrown") complaints.push(params.exceptionDetails.text);
    if (method === "Page.loadEventFired") loaded();
  };
  chromium.listeners.add(listener);
  for (const domain of ["Page", "Network", "Log", "Runtime"]) await send(`${domain}.enable`);
  await send("Page.navigate", { url });
  await within(load, `${url} does not load`);
  return {
    send,
    requests,
    complaints,
    /** As on a screen so wide, in light or dark colours; `print` is paper. */
    show: async ({ width, scheme, media = "" }) => {
      const size = { width, height: 900, deviceScaleFactor: 1, mobile: false };
      await send("Emulation.setDeviceMetricsOverride", size);
      const features = [{ name: "prefers-color-scheme", value: scheme }];
      await send("Emulation.setEmulatedMedia", { media, features });
    },
    /** What a function says inside the page; it stands alone there. */
    ask: async (question, ...args) => {
      const expression = `(${question})(${args.map((arg) => JSON.stringify(arg)).join(", ")})`;
      const { result, exceptionDetails } = await send("Runtime.evaluate", {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    },
    screenshot: async () => {
      const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true });
      return Buffer.from(data, "base64");
    },
    close: async () => {
      chromium.listeners.delete(listener);
      await chromium.send("Target.closeTarget", { targetId });
    },
  };
}
