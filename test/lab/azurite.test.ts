import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import type { Report } from "../../src/model/report.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { built } from "../support/built.ts";

const NAMES = ["system-assigned-allowed", "container-missing", "role-on-container-named", "leftover-secret"];

test.each(NAMES)("%s: a real Azurite and the gate alone give the same verdicts", async (name) => {
  const withAzurite = await run(name, true);
  const alone = await run(name, false);
  expect(withAzurite.handedToAzurite).toBeGreaterThan(0);
  expect(alone.handedToAzurite).toBe(0);
  expect(verdicts(withAzurite.report)).toEqual(verdicts(alone.report));
});

async function run(name: string, azurite: boolean) {
  const scenario = findScenario(name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
  const lab = await startLab(scenario, { azurite });
  try {
    expect(lab.storageBackend).toBe(azurite ? "azurite" : "gate");
    const signal = new AbortController().signal;
    const report = await probe(requestFor(scenario.targets), lab.world, { signal, onProgress: () => {} });
    const handedToAzurite = lab.requests().filter(({ server }) => server === "azurite").length;
    return { report, handedToAzurite };
  } finally {
    await lab.close();
  }
}

function requestFor(targets: readonly string[]): ProbeRequest {
  return {
    targets: targets.flatMap((text) => {
      const match = matchTarget(text);
      return "target" in match ? [match.target] : [];
    }),
    cut: [],
    verbose: false,
    options: { ...NO_OPTIONS, deadlineSeconds: 60 },
  };
}

function verdicts(report: Report) {
  return report.targets.flatMap(({ access }) =>
    access.map(({ link, level, verdict, confidence, status, errorCode }) => ({
      link,
      level,
      verdict,
      confidence,
      status,
      errorCode,
    })),
  );
}
