import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { realWorld } from "../world/real-world.ts";
import type { Environment, Files, World } from "../world/world.ts";
import { compiledUrl } from "./compiled-url.ts";
import { labProcesses } from "./lab-processes.ts";
import type { SocketMap } from "./name-table.ts";
import type { LabFile, Scenario } from "./scenario.ts";

export interface LabWorldSettings {
  readonly scenario: Scenario;
  readonly folder: string;
  readonly caFile: string;
  readonly map: SocketMap;
  readonly now: () => number;
}

/** The world of a scenario's host. Nothing of this machine is in it but the platform its children run on. */
export async function labWorld({ scenario, folder, caFile, map, now }: LabWorldSettings): Promise<World> {
  const [home, tools] = [path.join(folder, "home"), path.join(folder, "bin")];
  const preload = path.join(folder, "preload.mjs");
  await Promise.all([mkdir(home), mkdir(tools), writeFile(preload, preloadText(map))]);
  const common = { ...homeVariables(home), PATH: tools };
  return {
    env: { ...common, ...scenario.env },
    platform: process.platform,
    now,
    files: scenarioFiles(scenario.files),
    processes: labProcesses(scenario, common),
    isolate: {
      // What this process was started with comes first: a guard against real connections stays the outer one.
      execArgv: [...realWorld().isolate.execArgv, "--import", pathToFileURL(preload).href],
      env: { NODE_EXTRA_CA_CERTS: caFile },
    },
    console: { kind: "local", isTTY: false },
    process: scenario.user,
    lab: { scenario: scenario.name },
  };
}

function preloadText(map: SocketMap): string {
  return [
    `import { installSocketMap } from ${JSON.stringify(compiledUrl("socket-map"))};`,
    `installSocketMap(${JSON.stringify(map)});`,
    "",
  ].join("\n");
}

/** The folders in which developer tools and SDKs keep their logins, moved to an empty place. */
function homeVariables(home: string): Environment {
  if (process.platform !== "win32") return { HOME: home };
  const { SystemRoot } = process.env;
  return {
    ...{ USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home },
    // Windows opens no socket without it.
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  };
}

function scenarioFiles(files: Scenario["files"]): Files {
  return {
    exists: (file) => Promise.resolve(file in files),
    readText: (file, maxBytes) => Promise.resolve(textOf(files[file], maxBytes)),
  };
}

function textOf(file: LabFile | undefined, maxBytes: number): string | undefined {
  return typeof file === "string" ? startOf(file, maxBytes) : undefined;
}

function startOf(text: string, maxBytes: number): string {
  return Buffer.from(text).subarray(0, maxBytes).toString("utf8");
}
