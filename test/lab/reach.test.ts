import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import type { SeenRequest } from "../../src/lab/servers/listen.ts";
import type { Report } from "../../src/model/report.ts";
import type { LabDatabase } from "../../src/lab/lab-database.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { startedLab } from "../support/started-lab.ts";

const DATABASES: readonly LabDatabase[] = [
  { protocol: "sql-server", host: "shop.database.windows.net", port: 1433, logins: { users: {} } },
  { protocol: "postgres", host: "shop.postgres.database.azure.com", port: 5432 },
  { protocol: "mysql", host: "shop.mysql.database.azure.com", port: 3306 },
  { protocol: "redis", host: "shop.redis.cache.windows.net", port: 6380 },
  { protocol: "redis", host: "shop.westeurope.redis.azure.net", port: 10_000 },
];

/** A run against some targets, and what the servers of the lab have seen. */
async function reached(
  scenario: Parameters<typeof startedLab>[0],
  urls: readonly string[],
  service?: string,
): Promise<{ readonly report: Report; readonly seen: readonly SeenRequest[] }> {
  const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
  const lab = await startedLab(scenario);
  try {
    const targets = urls.flatMap((url) => {
      const match = matchTarget(url, service);
      return "target" in match ? [match.target] : [];
    });
    const options = { ...NO_OPTIONS, access: [...ACCESS_LEVELS], deadlineSeconds: 60 };
    const signal = new AbortController().signal;
    const request = { targets, cut: [], verbose: false, options };
    const report = await probe(request, lab.world, { signal, onProgress: () => {} });
    return { report, seen: lab.requests() };
  } finally {
    await lab.close();
  }
}

test("databases are reached to the end of the handshake, and told nothing; Azure SQL is signed in to, once, and told no more", async () => {
  const { report, seen } = await reached(
    { databases: DATABASES, identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] } },
    DATABASES.map(({ host }) => `https://${host}/`),
  );
  for (const [index, { port }] of DATABASES.entries()) {
    expect(stagesOf(report, index)).toEqual([
      expect.stringMatching(/^dns ok 192\.0\.2\./),
      `tcp ok ${port}`,
      expect.stringMatching(/^tls ok certificate issued by credprobe lab/),
    ]);
  }
  expect(report.links.find(({ id }) => id === "managed-identity-system")?.tokens).toHaveLength(3);
  expect(report.targets.flatMap(({ access }) => access.map(({ verdict }) => verdict))).toEqual(
    DATABASES.flatMap(({ logins }) => [
      logins === undefined ? "not-tested" : "inconclusive",
      ...["not-tested", "not-tested"],
    ]),
  );
  const said = seen.filter(({ server }) => server === "database").map(({ path }) => path);
  // Reached, and signed in to, each over a connection of its own.
  expect(said.filter((path) => path === "connected")).toHaveLength(DATABASES.length + 1);
  expect(said.filter((path) => path !== "connected")).toEqual(["login to master"]);
});

test("where only the service's own port is closed, HTTPS still tells whether its network rules let in", async () => {
  const { resources, identities } = findScenario("service-bus-port-closed")!;
  const { report } = await reached(
    { resources, identities },
    ["https://sb-contoso.servicebus.windows.net/orders"],
    "service-bus",
  );
  expect(stagesOf(report, 0)).toEqual([
    expect.stringMatching(/^dns ok 198\.51\.100\./),
    "tcp failed 5671",
    "tls skipped an earlier stage failed",
    "challenge ok 200",
  ]);
});

function stagesOf({ targets }: Report, index: number): string[] {
  const { stages = [] } = targets[index] ?? {};
  return stages.map(({ stage, outcome, detail }) => `${stage} ${outcome} ${detail.split(":").at(-1)}`);
}
