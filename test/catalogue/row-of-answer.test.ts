import { describe, expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { isItemNamed, isRefused, mayLackRole, probeOf, rowOf } from "../../src/catalogue/row-of-answer.ts";
import { SIGNED_IN } from "../../src/catalogue/services/azure-sql.ts";
import { probesOf } from "../../src/collect/probes-of.ts";
import type { AccessEvidence } from "../../src/model/report.ts";
import type { AccessLevel } from "../../src/model/words.ts";

interface Said extends Partial<AccessEvidence> {
  readonly body?: string;
  readonly challenge?: string;
}

const BLOB = "https://acct.blob.core.windows.net/c";
const CONFIGURATION = "https://contoso.azconfig.io/";
const REGISTRY = "https://contosoimages.azurecr.io/shop/web";
const SQL = "https://contoso.database.windows.net/shop";
const BUS = "https://contoso.servicebus.windows.net/orders";

/** What a target of a service is, and one answer to the probe of a level. */
function asked(url: string, { body, challenge, ...said }: Said = {}, level: AccessLevel = "read") {
  const match = matchTarget(url, url.includes("servicebus") ? "service-bus" : undefined);
  if ("problem" in match) throw new Error(match.problem);
  const { target } = match;
  const { testedScope, probe } = probesOf(target, [level])[0]!;
  const { status } = said;
  const access: AccessEvidence = {
    ...{ link: "managed-identity-system", level, action: probe.action, testedScope, roles: [] },
    exchange: {
      ...{ method: "GET", url, startedAt: "2026-11-01T08:00:01.000Z", durationMs: 5, requestHeaders: {} },
      responseHeaders: challenge === undefined ? {} : { "www-authenticate": challenge },
      ...(status === undefined ? {} : { status }),
      ...(body === undefined ? {} : { errorBody: body }),
    },
    ...said,
  };
  return { target: { service: target.service.name }, access, probe };
}

function verdict(url: string, said: Said): string | undefined {
  const { target, access } = asked(url, said);
  return rowOf(target, access)?.verdict;
}

/** The same answer with another tested part. */
function part(url: string, special: Partial<AccessEvidence["testedScope"]>): AccessEvidence["testedScope"] {
  return { ...asked(url).access.testedScope, ...special };
}

const named = part(BLOB, { item: "a/b.txt" });

test.each<[string, string, Said, string | undefined]>([
  ["status and code", BLOB, { status: 404, errorCode: "BlobNotFound" }, "allowed"],
  ["another status", BLOB, { status: 403, errorCode: "BlobNotFound" }, undefined],
  ["another code", BLOB, { status: 404, errorCode: "NoSuchThing" }, undefined],
  ["no code", BLOB, { status: 404 }, undefined],
  ["an item that was named", BLOB, { status: 200, testedScope: named }, "allowed"],
  ["the folder of one", BLOB, { status: 200, testedScope: part(BLOB, { item: "a/" }) }, undefined],
  ["no item", BLOB, { status: 200 }, undefined],
  ["a challenge", CONFIGURATION, { status: 401, challenge: 'x="invalid_token"' }, "token-rejected"],
  ["a challenge of another error", CONFIGURATION, { status: 401, challenge: "Bearer" }, undefined],
  ["no challenge", CONFIGURATION, { status: 401 }, undefined],
  [
    "the first row that fits",
    CONFIGURATION,
    { status: 401, challenge: "invalid_token: it is from the wrong issuer" },
    "wrong-tenant",
  ],
  ["the token's action", REGISTRY, { status: 200, granted: ["pull"] }, "allowed"],
  ["another one's", REGISTRY, { status: 200, granted: ["push"] }, "denied-rbac"],
  ["nothing granted", REGISTRY, { status: 200, granted: [] }, "denied-rbac"],
  ["nothing granted or refused", REGISTRY, { status: 429, granted: [] }, "throttled"],
  ["a token that can be read", REGISTRY, { status: 200 }, undefined],
  [
    "no code, whatever the service calls it",
    REGISTRY,
    { status: 429, errorCode: "TOOMANYREQUESTS" },
    "throttled",
  ],
  ["no status, whatever came before", BUS, { status: 202, errorCode: "amqp:not-found" }, "not-found"],
  [
    "nothing granted, of a part that nobody named",
    REGISTRY,
    { status: 200, granted: [], testedScope: part(REGISTRY, { named: false }) },
    "inconclusive",
  ],
  ["what was seen", SQL, { seen: [SIGNED_IN] }, "allowed"],
  [
    "what was seen, of a part that nobody named",
    SQL,
    { seen: [SIGNED_IN], testedScope: part(SQL, { named: false }) },
    "inconclusive",
  ],
  ["something else seen", SQL, { seen: ["x"] }, undefined],
  ["nothing seen", SQL, {}, undefined],
])("a row needs %s: %s", (_, url, said, expected) => {
  expect(verdict(url, said)).toBe(expected);
});

test("a row is looked for where nothing was sent, too", () => {
  for (const url of [BLOB, CONFIGURATION, REGISTRY, SQL, BUS]) {
    const { target, access } = asked(url);
    const { exchange: _, ...rest } = access;
    expect(rowOf(target, rest)).toBeUndefined();
  }
});

test("a row with a body takes this body only", () => {
  const of = (body?: string) =>
    verdict(BLOB, {
      ...{ status: 401, errorCode: "InvalidAuthenticationInfo" },
      ...(body === undefined ? {} : { body }),
    });
  expect(of("Audience validation failed.")).toBe("wrong-audience");
  expect(of("Something else failed.")).toBe("token-rejected");
  expect(of()).toBe("token-rejected");
});

describe("the probe of a row", () => {
  const found = (url: string, said: Said, level?: AccessLevel) => {
    const { target, access, probe } = asked(url, said, level);
    return probeOf(target, access) === probe;
  };

  test("is known by its level, its action and the kind of the part", () => {
    expect(found(BLOB, {})).toBe(true);
    expect(found(BLOB, {}, "write")).toBe(true);
    expect(found(BLOB, { level: "write" })).toBe(false);
    expect(found(BLOB, { action: "Microsoft.Storage/x/read" })).toBe(false);
    const topic = "https://contoso.servicebus.windows.net/orders/subscriptions/a";
    const subscription = { testedScope: asked(topic).access.testedScope };
    expect(found(BUS, {}, "write")).toBe(true);
    // A subscription takes no messages.
    expect(found(BUS, subscription, "write")).toBe(false);
    expect(found(BUS, subscription)).toBe(true);
  });

  test("is known by what it is about, whatever part was named", () => {
    const list = asked(REGISTRY, {}, "list");
    expect(list.access.testedScope.kind).toBe("registry");
    expect(probeOf(list.target, list.access)).toBe(list.probe);
    const vault = asked("https://contoso.vault.azure.net/secrets/x", {}, "list");
    expect(vault.probe.kinds).not.toContain(vault.access.testedScope.kind);
    expect(probeOf(vault.target, vault.access)).toBe(vault.probe);
  });

  test("of a registry has its own word in reports of older versions", () => {
    expect(found(REGISTRY, { action: "pull" })).toBe(true);
    expect(found(REGISTRY, { action: "push" })).toBe(false);
    expect(verdict(REGISTRY, { action: "pull", status: 200, granted: ["pull"] })).toBe("allowed");
  });

  test("of a service that this version does not know is not known", () => {
    const { access } = asked(BLOB, { status: 404, errorCode: "BlobNotFound" });
    expect(probeOf({ service: "of-tomorrow" }, access)).toBeUndefined();
    expect(rowOf({ service: "of-tomorrow" }, access)).toBeUndefined();
    expect(isRefused({ service: "of-tomorrow" }, { ...access, status: 404 })).toBe(false);
  });
});

describe("a refusal", () => {
  test.each<[string, Said, boolean]>([
    [BLOB, { status: 403 }, true],
    [BLOB, { status: 401 }, true],
    [BLOB, { status: 404 }, false],
    [BLOB, { status: 200 }, false],
    [BLOB, { status: 400, errorCode: "18456" }, false],
    [BUS, { errorCode: "amqp:unauthorized-access" }, true],
    [BUS, { errorCode: "amqp:not-found" }, false],
    [SQL, { errorCode: "18456" }, true],
    [SQL, { errorCode: "40532" }, false],
    [REGISTRY, { status: 200, granted: [] }, true],
    [REGISTRY, { status: 200, granted: ["push"] }, true],
    [REGISTRY, { status: 200, granted: ["pull"] }, false],
    [REGISTRY, { status: 200 }, false],
  ])("of %s: %j", (url, said, expected) => {
    const { target, access } = asked(url, said);
    expect(isRefused(target, access)).toBe(expected);
  });

  test("by a token without the action is one where the probe is not known, too", () => {
    const { access } = asked(REGISTRY, { status: 200, action: "pull", granted: ["push"] });
    expect(isRefused({ service: "of-tomorrow" }, access)).toBe(true);
    expect(isRefused({ service: "of-tomorrow" }, { ...access, granted: ["pull"] })).toBe(false);
  });

  test.each<[string, string, Said, boolean]>([
    ["a role is missing", BLOB, { status: 403, errorCode: "AuthorizationPermissionMismatch" }, true],
    [
      "a role may be missing",
      BLOB,
      {
        ...{ status: 403, errorCode: "AuthorizationPermissionMismatch" },
        testedScope: part(BLOB, { named: false }),
      },
      true,
    ],
    ["the service is not known to say so", BLOB, { status: 403, errorCode: "NeverHeardOf" }, true],
    ["the network rules refused", BLOB, { status: 403, errorCode: "AuthorizationFailure" }, false],
    ["the token was refused", BLOB, { status: 401, errorCode: "InvalidAuthenticationInfo" }, false],
    ["it was no refusal", BLOB, { status: 307 }, false],
    ["SQL Server refused the login", SQL, { errorCode: "18456" }, false],
  ])("a role might lift it: %s", (_, url, said, expected) => {
    const { target, access } = asked(url, said);
    expect(mayLackRole(target, access)).toBe(expected);
  });
});

test("an item is named by all but its folder", () => {
  expect(isItemNamed(part(BLOB, { item: "a/b" }))).toBe(true);
  expect(isItemNamed(part(BLOB, { item: "/b" }))).toBe(true);
  expect(isItemNamed(part(BLOB, { item: "a/" }))).toBe(false);
  expect(isItemNamed(part(BLOB, {}))).toBe(false);
});
