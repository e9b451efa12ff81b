import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { built } from "../support/built.ts";
import { askEverything, storageStreet } from "../support/storage-street.ts";

const scenario = storageStreet();

/** What a run over all storage scenarios with `--access all` came to. */
interface Run {
  readonly backend: string;
  readonly report: Report;
  readonly handedToAzurite: readonly string[];
  readonly hashes: readonly [before: string, after: string];
}

async function run(azurite: boolean): Promise<Run> {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
  const lab = await startLab(scenario, { azurite: azurite && "wait" });
  try {
    const before = await lab.dataHash();
    const hooks = { signal: new AbortController().signal, onProgress: () => {} };
    const report = await probe(askEverything(scenario), lab.world, hooks);
    const seen = lab.requests().filter(({ server }) => server === "azurite");
    return {
      backend: lab.storageBackend,
      report,
      handedToAzurite: seen.map(({ path }) => path),
      hashes: [before, await lab.dataHash()],
    };
  } finally {
    await lab.close();
  }
}

let withAzurite: Run;
let alone: Run;

beforeAll(async () => {
  withAzurite = await run(true);
  alone = await run(false);
}, 600_000);

test("a real Azurite answers for blobs, queues and tables, and nobody when the gate is alone", () => {
  expect(withAzurite.backend).toBe("azurite");
  expect(withAzurite.report.complete).toBe(true);
  for (const path of [/\/invoices\//, /\/orders\/messages/, /\/customers\(/]) {
    expect(withAzurite.handedToAzurite.some((one) => path.test(one))).toBe(true);
  }
  expect(alone.backend).toBe("gate");
  expect(alone.report.complete).toBe(true);
  expect(alone.handedToAzurite).toEqual([]);
});

describe.each([
  ["with Azurite", () => withAzurite],
  ["with the gate alone", () => alone],
])("%s", (_, ran) => {
  test("no probe changes anything, over all storage scenarios and levels", () => {
    const asked = ran().report.targets.flatMap(({ access }) => access);
    expect(asked.length).toBeGreaterThanOrEqual(4 * scenario.targets.length);
    const [before, after] = ran().hashes;
    expect(after).toBe(before);
  });
});

test("a real Azurite and the gate alone give the same verdicts", () => {
  expect(verdicts(withAzurite.report)).toEqual(verdicts(alone.report));
});

function verdicts(report: Report) {
  return report.targets.flatMap(({ url, access }) =>
    access.map(({ link, level, action, verdict, confidence, status, errorCode }) =>
      [url, link, level, action, verdict, confidence, status, errorCode].join(" "),
    ),
  );
}
