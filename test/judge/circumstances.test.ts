import { expect, test } from "vitest";
import { circumstancesOf } from "../../src/judge/circumstances.ts";
import { evidence, links, variable } from "./evidence.ts";

const THUMBPRINT = "AB".repeat(20);

function wordsAt(code: string, named: string | undefined): string[] {
  const exchange = {
    ...{ method: "GET", url: "https://10.0.0.4:2377/x", startedAt: "2026-11-01T08:00:00.000Z" },
    ...{ durationMs: 1, requestHeaders: {}, responseHeaders: {} },
    failure: { code, stage: "tls" },
    certificate: { subject: "lab", issuer: "lab", thumbprint: THUMBPRINT },
  } as const;
  const all = links(
    { "managed-identity-system": "unavailable" },
    { "managed-identity-system": { exchanges: [exchange] } },
  );
  const environment = named === undefined ? [] : [variable("IDENTITY_SERVER_THUMBPRINT", named)];
  const { host, invocation } = evidence();
  const link = all.find(({ id }) => id === "managed-identity-system")!;
  const facts = { links: all, environment, options: invocation.options, host };
  const words = circumstancesOf(link, facts, {
    source: "ServiceFabric",
    inChain: true,
    asksElsewhere: false,
  });
  return ["tls-untrusted", "thumbprint-matches"].filter((word) => words.has(word));
}

test("whether the endpoint's certificate was refused, and whether it is the named one, are two words", () => {
  expect(wordsAt("DEPTH_ZERO_SELF_SIGNED_CERT", THUMBPRINT.toLowerCase())).toEqual([
    "tls-untrusted",
    "thumbprint-matches",
  ]);
  expect(wordsAt("DEPTH_ZERO_SELF_SIGNED_CERT", "CD".repeat(20))).toEqual(["tls-untrusted"]);
  expect(wordsAt("ECONNRESET", undefined)).toEqual([]);
});
