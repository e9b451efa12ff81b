import { expect, test } from "vitest";
import { circumstancesOf } from "../../src/judge/circumstances.ts";
import type { Exchange } from "../../src/model/report.ts";
import { evidence, links, variable } from "./evidence.ts";

const THUMBPRINT = "AB".repeat(20);

/** Which of `asked` are words of a managed identity whose last request went like this. */
function wordsOf(special: Partial<Exchange>, asked: readonly string[], named?: string): string[] {
  const exchange: Exchange = {
    ...{ method: "GET", url: "https://10.0.0.4:2377/x", startedAt: "2026-11-01T08:00:00.000Z" },
    ...{ durationMs: 1, requestHeaders: {}, responseHeaders: {} },
    ...special,
  };
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
    single: false,
  });
  return asked.filter((word) => words.has(word));
}

function wordsAt(code: string, named: string | undefined): string[] {
  const certificate = { subject: "lab", issuer: "lab", thumbprint: THUMBPRINT };
  return wordsOf(
    { failure: { code, stage: "tls" }, certificate },
    ["tls-untrusted", "thumbprint-matches"],
    named,
  );
}

test("Docker Desktop's answer for the metadata address is told from a proxy's", () => {
  const said = (errorBody: string) => wordsOf({ status: 403, errorBody }, ["status:403", "says-unreachable"]);
  expect(said("dial tcp 169.254.169.254:80: connectex: an unreachable network.")).toHaveLength(2);
  expect(said("<html>Access Denied</html>")).toEqual(["status:403"]);
});

test("whether the endpoint's certificate was refused, and whether it is the named one, are two words", () => {
  expect(wordsAt("DEPTH_ZERO_SELF_SIGNED_CERT", THUMBPRINT.toLowerCase())).toEqual([
    "tls-untrusted",
    "thumbprint-matches",
  ]);
  expect(wordsAt("DEPTH_ZERO_SELF_SIGNED_CERT", "CD".repeat(20))).toEqual(["tls-untrusted"]);
  expect(wordsAt("ECONNRESET", undefined)).toEqual([]);
});
