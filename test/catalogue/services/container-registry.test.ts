import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { containerRegistry, TOOK_TOKEN } from "../../../src/catalogue/services/container-registry.ts";
import { askRegistry } from "../../../src/collect/access-registry.ts";
import { probesOf } from "../../../src/collect/probes-of.ts";
import { verdictOf } from "../../../src/judge/verdicts.ts";
import type { AccessEvidence } from "../../../src/model/report.ts";
import type { AccessLevel } from "../../../src/model/words.ts";
import { briefly, lookAlikes, matched, takesToken } from "../../support/service-answers.ts";

const URL = "https://contosoimages.azurecr.io/shop/web";
const WHOLE = "https://contosoimages.azurecr.io";

describe.each([
  ["azurecr.io", "public", "https://containerregistry.azure.net/.default"],
  ["azurecr.us", "usgov", "https://management.usgovcloudapi.net/.default"],
  ["azurecr.cn", "china", "https://management.chinacloudapi.cn/.default"],
])("%s", (suffix, cloud, scope) => {
  test("belongs to its cloud and takes that cloud's token only", () => {
    for (const label of ["contosoimages", "contosoimages-e7ggejfuhzhgedc8"]) {
      const host = `${label}.${suffix}`;
      expect(matched(`https://${host}/v2/shop/web`).target).toMatchObject({
        service: { name: "container-registry" },
        ...{ cloud, scope, resource: "contosoimages" },
      });
      expect(takesToken(host, scope)).toBe(true);
      expect(takesToken(host, "https://vault.azure.net/.default")).toBe(false);
    }
  });

  test.each([
    ...lookAlikes("contosoimages", suffix),
    // Data endpoints serve layers, and take no token of Entra's.
    `https://contosoimages.westeurope.data.${suffix}/`,
  ])("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });
});

type Said = Partial<Pick<AccessEvidence, "status" | "granted" | "seen" | "errorCode">>;

function verdict(url: string, said: Said, asked: AccessLevel = "read"): string {
  const { target } = matched(url);
  const { testedScope, probe } = probesOf(target, [asked])[0]!;
  const { level, action } = probe;
  const { status } = said;
  const exchange = {
    ...{ method: "POST", url, startedAt: "2026-11-01T08:00:01.000Z", durationMs: 5 },
    ...{ requestHeaders: {}, responseHeaders: {}, ...(status === undefined ? {} : { status }) },
  };
  const access = {
    link: "managed-identity-system",
    level,
    action,
    testedScope,
    exchange,
    roles: [],
    ...said,
  };
  const { scope, cloud, resource } = target;
  const place = { url, service: "container-registry", resource, cloud, scope, stages: [], access: [] };
  const found = verdictOf(access as AccessEvidence, place, []);
  return `${found.verdict} ${found.confidence}`;
}

/** Answers of dataplane.md section 19.1. */
test.each([
  [URL, { status: 200, granted: ["pull"] }, "allowed documented"],
  [URL, { status: 200, granted: ["push"] }, "denied-rbac documented"],
  [URL, { status: 200, granted: [] }, "denied-rbac documented"],
  // What stands in the way may answer 200, without a token or with one that cannot be read.
  [URL, { status: 200 }, "inconclusive inferred"],
  [WHOLE, { status: 200, granted: ["pull"] }, "allowed documented"],
  [WHOLE, { status: 200, granted: [] }, "inconclusive documented"],
  [URL, { status: 401, seen: [TOOK_TOKEN] }, "denied-rbac inferred"],
  [WHOLE, { status: 401, seen: [TOOK_TOKEN] }, "inconclusive inferred"],
  // At the exchange a missing role and a token that is not taken look alike.
  [URL, { status: 401, errorCode: "UNAUTHORIZED" }, "inconclusive inferred"],
  [URL, { status: 403, errorCode: "DENIED" }, "denied-network observed"],
  [URL, { status: 429 }, "throttled inferred"],
  [URL, { status: 502 }, "inconclusive inferred"],
] as const)("%s: %j is %s", (url, said, expected) => {
  expect(verdict(url, said as Said)).toBe(expected);
});

const CATALOG: readonly (readonly [string, Said, string])[] = [
  [URL, { status: 200, granted: ["catalog:*"] }, "allowed documented"],
  [URL, { status: 200, granted: [] }, "denied-rbac documented"],
  // A role on one repository lists none: naming one would say no more.
  [WHOLE, { status: 200, granted: [] }, "denied-rbac documented"],
  [WHOLE, { status: 401, seen: [TOOK_TOKEN] }, "denied-rbac inferred"],
  [WHOLE, { status: 200 }, "inconclusive inferred"],
];

test.each(CATALOG)("the catalog, %s: %j is %s", (url, said, expected) => {
  expect(verdict(url, said, "list")).toBe(expected);
});

test("who has no role for a repository that nobody named is asked to name one", () => {
  const answer = {
    ...{ status: 401, seen: [TOOK_TOKEN] },
    body: '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
  };
  expect(briefly(WHOLE, "read", answer)).toBe("inconclusive inferred name-the-part");
  expect(briefly(URL, "read", answer)).toBe("denied-rbac inferred role-missing");
  // The exchange was refused, which naming one would not change.
  const { seen: _, ...refused } = answer;
  expect(briefly(WHOLE, "read", refused)).toBe("inconclusive inferred answer-unclear");
});

test("a token of another audience is not sent, and nothing else is", async () => {
  const { target } = matched(URL);
  const { testedScope, probe } = probesOf(target, ["read"])[0]!;
  if (probe.ask.kind !== "registry") throw new Error("asks in another way");
  const recorder = {
    during: () => {
      throw new Error("something was sent");
    },
  };
  const job = {
    link: "managed-identity-system",
    ...{ target, probe, testedScope, timeoutMs: 100 },
    ...{ token: "lab-fake", principalId: undefined, scope: "https://vault.azure.net/.default" },
  } as const;
  expect(await askRegistry(job, probe.ask, recorder)).toEqual({
    notSent: "the token does not belong to this host",
  });
});

test("every action is asked for by a scope of its own", () => {
  const actions = containerRegistry.probes.map(({ ask }) =>
    ask.kind === "registry" ? ask.action : ask.kind,
  );
  expect(actions).toEqual(["catalog:*", "pull", "push", "delete"]);
});
