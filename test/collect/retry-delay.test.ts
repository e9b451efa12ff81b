import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { retryDelayMs } from "../../src/collect/retry-delay.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { startedLab } from "../support/started-lab.ts";

const NOW = Date.parse("2026-11-01T08:00:00Z");

test.each([
  [429, {}, 1000],
  [503, { "retry-after": "3" }, 3000],
  [429, { "retry-after-ms": "250" }, 250],
  [429, { "x-ms-retry-after-ms": "12.5" }, 12.5],
  [429, { "retry-after-ms": "250", "x-ms-retry-after-ms": "500", "retry-after": "9" }, 250],
  [429, { "x-ms-retry-after-ms": "0", "retry-after": "9" }, 0],
  [429, { "retry-after-ms": "soon", "retry-after": "9" }, 9000],
  [429, { "retry-after-ms": "", "retry-after": "" }, 1000],
  [429, { "retry-after": "-5" }, 1000],
  [503, { "retry-after": "Sun, 01 Nov 2026 08:00:04 GMT" }, 4000],
  [503, { "retry-after": "Sun, 01 Nov 2026 07:00:00 GMT" }, 0],
  [403, { "retry-after": "1" }, undefined],
  [200, { "retry-after-ms": "1" }, undefined],
])("%s %j is asked again after %s ms", (status, headers: Readonly<Record<string, string>>, delay) => {
  const answer = { status, header: (name: string) => headers[name], body: "" };
  expect(retryDelayMs(answer, NOW)).toBe(delay);
});

const APP_CONFIGURATION = {
  resource: { service: "app-configuration", name: "contoso-settings", data: {} },
  url: "https://contoso-settings.azconfig.io/kv/color",
  header: "retry-after-ms",
} as const;
const COSMOS = {
  resource: { service: "cosmos", name: "contoso-orders", data: {} },
  url: "https://contoso-orders.documents.azure.com/dbs/shop/colls/orders",
  header: "x-ms-retry-after-ms",
} as const;

test.each([
  { ...APP_CONFIGURATION, delay: "1", sent: 2 },
  { ...APP_CONFIGURATION, delay: "60000", sent: 1 },
  { ...COSMOS, delay: "1", sent: 2 },
  { ...COSMOS, delay: "60000", sent: 1 },
])("with $header: $delay, $resource.service is asked so often: $sent", async (one) => {
  const { resource, url, header, delay, sent } = one;
  const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
  const lab = await startedLab({
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [{ ...resource, throttles: "tokens", settings: { retryAfterMs: delay } }],
  });
  try {
    const match = matchTarget(url);
    if ("problem" in match) throw new Error(match.problem);
    const request = { targets: [match.target], cut: [], verbose: false, options: NO_OPTIONS };
    const signal = new AbortController().signal;
    const report = await probe(request, lab.world, { signal, onProgress: () => {} });
    const [row] = report.targets[0]!.access;
    expect(row).toMatchObject({ verdict: "throttled", exchange: { responseHeaders: { [header]: delay } } });
    const asked = lab
      .requests()
      .filter(({ server, authorized }) => server === resource.service && authorized);
    expect(asked).toHaveLength(sent);
  } finally {
    await lab.close();
  }
});
