import { expect, test } from "vitest";
import { clockFacts } from "../../src/collect/host.ts";
import type { Exchange } from "../../src/model/report.ts";

/** An answer at noon of this machine's clock, dated as told. */
function answer(url: string, date: string | undefined, special: Partial<Exchange> = {}): Exchange {
  return {
    method: "GET",
    url,
    startedAt: "2026-11-01T11:59:59.900Z",
    durationMs: 100,
    status: 200,
    requestHeaders: {},
    responseHeaders: date === undefined ? {} : { date },
    ...special,
  };
}

const TEN_PAST = "Sun, 01 Nov 2026 12:10:00 GMT";
const NOON = "Sun, 01 Nov 2026 12:00:00 GMT";
const IMDS = "http://169.254.169.254/metadata/identity/oauth2/token";

test("an HTTPS answer comes before any other, wherever it stands", () => {
  const https = answer("https://login.microsoftonline.com/t", NOON);
  const found = clockFacts([answer(IMDS, TEN_PAST), https]);
  expect(found.source).toBe("login.microsoftonline.com");
  expect(Math.abs(found.skewSeconds ?? Number.NaN)).toBeLessThanOrEqual(1);
});

test("the metadata service has a clock of its own, what listens on this machine has not", () => {
  const sidecar = answer("http://127.0.0.1:41042/msi/token", TEN_PAST);
  expect(clockFacts([sidecar, answer("http://localhost/x", TEN_PAST)])).toEqual({});
  expect(clockFacts([sidecar, answer(IMDS, TEN_PAST)])).toEqual({
    skewSeconds: -600,
    source: "169.254.169.254",
  });
});

test("a proxy that answers is named in place of whom it was asked for", () => {
  const proxied = answer(IMDS, TEN_PAST, { via: "proxy.contoso.example:3128" });
  expect(clockFacts([proxied]).source).toBe("proxy.contoso.example:3128");
});

test("an answer without a date, or with nonsense for one, says nothing", () => {
  const url = "https://login.microsoftonline.com/t";
  expect(clockFacts([answer(url, undefined), answer(url, "yesterday")])).toEqual({});
});
