import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import type { LabDatabase } from "../../src/lab/lab-database.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { startedLab } from "../support/started-lab.ts";

const DATABASES: readonly LabDatabase[] = [
  { protocol: "sql-server", host: "shop.database.windows.net", port: 1433 },
  { protocol: "postgres", host: "shop.postgres.database.azure.com", port: 5432 },
  { protocol: "mysql", host: "shop.mysql.database.azure.com", port: 3306 },
  { protocol: "redis", host: "shop.redis.cache.windows.net", port: 6380 },
  { protocol: "redis", host: "shop.westeurope.redis.azure.net", port: 10_000 },
];

test("databases are reached to the end of the handshake, and never told anything, least of all a token", async () => {
  const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
  const lab = await startedLab({
    databases: DATABASES,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  });
  try {
    const targets = DATABASES.flatMap(({ host }) => {
      const match = matchTarget(`https://${host}/`);
      return "target" in match ? [match.target] : [];
    });
    const options = { ...NO_OPTIONS, access: [...ACCESS_LEVELS], deadlineSeconds: 60 };
    const request = { targets, cut: [], verbose: false, options };
    const signal = new AbortController().signal;
    const report = await probe(request, lab.world, { signal, onProgress: () => {} });
    const stages = report.targets.map((target) =>
      target.stages.map(({ stage, outcome, detail }) => `${stage} ${outcome} ${detail.split(":").at(-1)}`),
    );
    for (const [index, { port }] of DATABASES.entries()) {
      expect(stages[index]).toEqual([
        expect.stringMatching(/^dns ok 192\.0\.2\./),
        `tcp ok ${port}`,
        expect.stringMatching(/^tls ok certificate issued by credprobe lab/),
      ]);
    }
    expect(report.links.find(({ id }) => id === "managed-identity-system")?.tokens).toHaveLength(3);
    expect(report.targets.flatMap(({ access }) => access.map(({ verdict }) => verdict))).toEqual(
      DATABASES.flatMap(() => ["not-tested", "not-tested", "not-tested"]),
    );
    const seen = lab.requests().filter(({ server }) => server === "database");
    expect(seen.map(({ path }) => path)).toEqual(DATABASES.map(() => "connected"));
  } finally {
    await lab.close();
  }
});
