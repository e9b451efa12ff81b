import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { realFiles, realWorld } from "../world/real-world.ts";
import type { Environment, Files, World } from "../world/world.ts";
import { compiledUrl } from "./compiled-url.ts";
import { labProcesses } from "./lab-processes.ts";
import { isUnreadable, mappedPath, noteTried, type FileMap } from "./mapped-files.ts";
import type { SocketMap } from "./name-table.ts";
import type { Scenario } from "./scenario.ts";

export interface LabWorldSettings {
  readonly scenario: Scenario;
  readonly folder: string;
  readonly caFile: string;
  readonly map: SocketMap;
  readonly files: FileMap;
  /** Folder of the developer tools. */
  readonly tools: string;
  readonly now: () => number;
}

/** The world of a scenario's host. Nothing of this machine is in it but the platform its children run on. */
export async function labWorld(settings: LabWorldSettings): Promise<World> {
  const { scenario, folder, caFile, tools, now } = settings;
  const [home, preload] = [path.join(folder, "home"), path.join(folder, "preload.mjs")];
  await Promise.all([mkdir(home), writeFile(preload, preloadText(settings))]);
  const common = { ...homeVariables(home), PATH: tools };
  return {
    env: { ...common, ...scenario.env },
    platform: process.platform,
    now,
    files: hostFiles(settings),
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

function preloadText({ map, files }: LabWorldSettings): string {
  return [
    `import { installFileMap } from ${JSON.stringify(compiledUrl("mapped-files"))};`,
    `import { installSocketMap } from ${JSON.stringify(compiledUrl("socket-map"))};`,
    `installFileMap(${JSON.stringify(files)});`,
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

/** What this process sees of the host: its mapped files and its tools, as its children do. */
function hostFiles({ files, tools }: LabWorldSettings): Files {
  const real = (file: string) => mappedPath(files, file) ?? (path.dirname(file) === tools ? file : undefined);
  return {
    async exists(file) {
      const target = real(file);
      return target !== undefined && (await realFiles.exists(target));
    },
    async readText(file, maxBytes, waiting) {
      const mayRead = !isUnreadable(files, file);
      if (!mayRead) noteTried(files, file);
      const target = mayRead ? real(file) : undefined;
      return target === undefined ? undefined : await realFiles.readText(target, maxBytes, waiting);
    },
  };
}
