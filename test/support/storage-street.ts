import { matchTarget } from "../../src/catalogue/match-target.ts";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { blobScenarios } from "../../src/lab/scenarios/services/blob.ts";
import { dataLakeScenarios } from "../../src/lab/scenarios/services/data-lake.ts";
import { filesScenarios } from "../../src/lab/scenarios/services/files.ts";
import { queueScenarios } from "../../src/lab/scenarios/services/queue.ts";
import { tableScenarios } from "../../src/lab/scenarios/services/table.ts";
import { defineScenario, type Scenario } from "../../src/lab/scenario.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import { NO_OPTIONS } from "./options.ts";

const OTHERS = [
  "container-missing",
  "role-on-container-named",
  "role-on-container-unnamed",
  "storage-firewall",
];

/** All scenarios about storage. */
const STORAGE_SCENARIOS: readonly Scenario[] = [
  ...[...blobScenarios, ...queueScenarios, ...tableScenarios, ...filesScenarios, ...dataLakeScenarios],
  ...OTHERS.flatMap((name) => findScenario(name) ?? []),
];

/** They all at once: one machine asks the account of each, which has a name of its own. */
export function storageStreet(): Scenario {
  const houses = STORAGE_SCENARIOS.map((scenario, index) => {
    const named = JSON.stringify(scenario).replaceAll("contosodata", `contoso${index}data`);
    return JSON.parse(named) as Scenario;
  });
  return defineScenario({
    name: "storage-street",
    title: "All scenarios about storage",
    story: "One machine, and the account of each scenario.",
    targets: houses.flatMap(({ targets }) => targets),
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    storage: houses.flatMap(({ storage }) => storage),
    resources: houses.flatMap(({ resources }) => resources),
    assignments: houses.flatMap(({ assignments }) => assignments),
    expect: { exitCode: 0, winner: { state: "none", link: null }, outcomes: {}, findings: [] },
  });
}

/** Everything that can be asked of every target of a scenario, with the machine's own identity. */
export function askEverything({ targets }: Scenario): ProbeRequest {
  return {
    targets: targets.flatMap((text) => {
      const match = matchTarget(text);
      return "target" in match ? [match.target] : [];
    }),
    cut: [],
    verbose: false,
    options: {
      ...NO_OPTIONS,
      access: [...ACCESS_LEVELS],
      only: ["managed-identity-system"],
      deadlineSeconds: 280,
    },
  };
}
