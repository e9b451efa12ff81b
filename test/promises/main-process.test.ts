import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type * as scenarioList from "../../src/lab/scenarios/index.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import type * as starting from "../../src/lab/start.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { reportSchema } from "../../src/model/report.ts";
import { seal } from "../../src/report/seal.ts";
import { built } from "../support/built.ts";
import { loadedGuard } from "../support/guard.ts";
import { inPool } from "../support/play.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";
import { toldOtherwise } from "./told-otherwise.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const LIMIT_MS = IS_WHOLE ? 5_400_000 : 300_000;

/** With probes over HTTP, over AMQP, and of another identity than the winner's. */
const ALWAYS = ["system-assigned-allowed", "leftover-secret", "service-bus-allowed"];

/** Notes the process of everything that is connected to, and of every name that is looked up. */
const noting = (file: string): string => `
  import { appendFileSync } from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  import dns from "node:dns";
  import dgram from "node:dgram";
  import net from "node:net";
  const asking = Object.keys(dns.promises).filter((name) => /^(resolve|lookup|reverse)/.test(name));
  for (const [of, name] of [
    [net.Socket.prototype, "connect"],
    [dgram.Socket.prototype, "send"],
    ...[dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype].flatMap((of) =>
      asking.filter((name) => typeof of[name] === "function").map((name) => [of, name]),
    ),
  ]) {
    const own = of[name];
    of[name] = function (...args) {
      appendFileSync(${JSON.stringify(file)}, process.pid + "\\n");
      return own.apply(this, args);
    };
  }
  syncBuiltinESMExports();`;

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  /** Connections and look-ups of the program itself, and of its children. */
  readonly own: number;
  readonly ofChildren: number;
}

/** Runs the program on this machine, in the lab's network where there is one. */
async function runNoted(folder: string, args: readonly string[], lab?: RunningLab): Promise<Ran> {
  const notes = path.join(folder, "notes");
  await writeFile(notes, "");
  const noted = `data:text/javascript,${encodeURIComponent(noting(notes))}`;
  const { execArgv = [], env = {} } = lab?.world.isolate ?? {};
  const child = spawn(
    process.execPath,
    ["--import", loadedGuard(), ...execArgv, "--import", noted, MAIN, ...args],
    { env: { ...lab?.appEnv, ...env }, stdio: ["ignore", "pipe", "ignore"] },
  );
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const pids = (await readFile(notes, "utf8")).split("\n").filter((line) => line !== "");
  const own = pids.filter((pid) => Number(pid) === child.pid).length;
  return { code, stdout, own, ofChildren: pids.length - own };
}

/** Without what names a process of the lab's host: the environment is that process's already. */
function argumentsOf({ args, targets }: Scenario): readonly string[] {
  const at = args.indexOf("--env-from");
  return [...args.filter((_, index) => at < 0 || (index !== at && index !== at + 1)), ...targets];
}

// Design, principles 5 and 10, and the promises about telemetry and saved reports (section 10).
test(
  "the program itself connects to nothing; its report is read again alike, and says each word in every format",
  async () => {
    const { scenarios } = await built<typeof scenarioList>("lab/scenarios/index.js");
    const { startLab } = await built<typeof starting>("lab/start.js");
    const played = [
      ...scenarios.filter(({ name }) => ALWAYS.includes(name)),
      ...sample(
        scenarios.filter(({ name }) => !ALWAYS.includes(name)),
        90,
      ),
    ];
    const noReport: string[] = [];
    const connecting: string[] = [];
    const differences: string[] = [];
    const otherwise: string[] = [];
    const sums = { own: 0, ofChildren: 0, rows: 0 };
    const count = (name: string, own: number) => {
      sums.own += own;
      if (own > 0) connecting.push(name);
    };
    await inPool(played, IS_WHOLE ? 2 : 1, async (scenario) => {
      const { name } = scenario;
      const folder = await mkdtemp(path.join(tmpdir(), "credprobe-main-process-"));
      const lab = await startLab(scenario, { azurite: false });
      try {
        const run = await runNoted(folder, [...argumentsOf(scenario), "-o", "json"], lab);
        sums.ofChildren += run.ofChildren;
        count(name, run.own);
        if (run.stdout === "") {
          noReport.push(`${name}: ${run.code}`);
          return;
        }
        await lab.close();
        const file = path.join(folder, "report.json");
        await writeFile(file, run.stdout);
        const again = await runNoted(folder, ["explain", file, "-o", "json"]);
        count(`${name}: explain`, again.own + again.ofChildren);
        if (again.code !== run.code || again.stdout !== run.stdout) differences.push(name);
        const report = seal(reportSchema.parse(JSON.parse(run.stdout)), []);
        const told = await toldOtherwise(report);
        sums.rows += told.rows;
        if (run.code !== report.verdict.exitCode) otherwise.push(`${name}: ended with ${run.code}`);
        if (ALWAYS.includes(name) && run.code !== scenario.expect.exitCode)
          otherwise.push(`${name}: ${run.code}`);
        otherwise.push(...told.otherwise.map((one) => `${name}: ${one}`));
      } finally {
        await lab.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
    const reports = played.length - noReport.length;
    countPromise("alone", {
      runs: played.length + reports,
      "connections of children": sums.ofChildren,
      "connections of its own": sums.own,
    });
    countPromise("offline", { reports, differences: differences.length });
    countPromise("words", { rows: sums.rows, reports, "told otherwise": otherwise.length });
    expect({ noReport, connecting, differences, otherwise }).toEqual({
      noReport: [],
      connecting: [],
      differences: [],
      otherwise: [],
    });
    expect(sums.ofChildren).toBeGreaterThan(played.length);
  },
  LIMIT_MS,
);
