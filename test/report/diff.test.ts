import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { diffReports, type Difference } from "../../src/report/diff.ts";
import { renderDiff } from "../../src/report/diff-text.ts";
import { mapStrings } from "../../src/report/map-strings.ts";
import { seal } from "../../src/report/seal.ts";
import { buildAccess, buildLink, buildReport, VM_OBJECT_ID } from "./fixture.ts";

function diffOf(a: Partial<Report>, b: Partial<Report>) {
  return diffReports(seal(buildReport(a), []), seal(buildReport(b), []));
}

/** What differs from the fixture. */
function changes(b: Partial<Report>): readonly Difference[] {
  return diffOf({}, b).differences;
}

const { host, environment, targets, links, tool, invocation } = buildReport();

describe("nothing that matters", () => {
  test("a report and itself", () => {
    expect(diffOf({}, {})).toMatchObject({
      isSame: true,
      headline: "Nothing that matters differs.",
      differences: [],
    });
  });

  test("times, durations, the ids of requests and tokens, a clock that is a little off", () => {
    const later = {
      startedAt: "2026-11-24T09:00:00.000Z",
      finishedAt: "2026-11-24T09:00:09.000Z",
      host: { ...host, clock: { skewSeconds: 40, source: "elsewhere" }, instanceId: "other" },
      links: links.map((link) => ({
        ...link,
        durationMs: link.durationMs + 100,
        tokens: link.tokens.map((token) => ({
          ...token,
          issuedAt: "2026-11-24T08:55:00.000Z",
          claims: { ...token.claims, iat: 1, exp: 2, uti: "other" },
        })),
      })),
      targets: targets.map((target) => ({
        ...target,
        stages: target.stages.map((stage) => ({ ...stage, durationMs: 99 })),
        access: target.access.map((row) => ({ ...row, requestId: "other" })),
      })),
    };
    expect(changes(later)).toEqual([]);
  });

  test("a variable that one report looked for and found unset", () => {
    expect(changes({ environment: environment.filter(({ state }) => state !== "unset") })).toEqual([]);
  });
});

describe("what matters", () => {
  test("who wins, and what the app may do then", () => {
    const winner = { state: "won", link: "managed-identity-system" } as const;
    const diff = diffOf({}, { winner });
    expect(diff.headline).toBe(
      "The identity differs: A gets the service principal 22222222-2222-4222-8222-222222222222 (environment), " +
        "B gets the system-assigned identity vm-orders (managed-identity-system). " +
        "Verdict of read https://contosodata.blob.core.windows.net/invoices: denied-rbac in A, allowed in B.",
    );
    expect(diff.differences).toContainEqual({
      ...{ topic: "identity", what: "winner", a: "environment", b: "managed-identity-system" },
    });
    expect(diff.differences).toContainEqual({
      ...{ topic: "identity", what: "object id", b: VM_OBJECT_ID },
      a: "33333333-3333-4333-8333-333333333333",
    });
  });

  test("the same identity by another way is said to be the same", () => {
    const [, , , , system] = links;
    const moved = links.map((link) =>
      link.id === "environment"
        ? { ...buildLink("environment"), tokens: system!.tokens, outcome: system!.outcome }
        : link,
    );
    const winner = { state: "won", link: "managed-identity-system" } as const;
    expect(diffOf({ links: moved }, { links: moved, winner }).headline).toMatch(
      /^Both get the system-assigned identity vm-orders .*, A from environment, B from managed-identity-system\. Verdict/,
    );
  });

  test("no link wins in one", () => {
    const none = { winner: { state: "none" as const, link: null }, chains: [] };
    expect(diffOf({}, none).headline).toMatch(
      /B gets no token: no link wins\. .*denied-rbac in A, not asked in B/,
    );
  });

  test("could not be told in one: that is no other identity", () => {
    const unknown = { winner: { state: "unknown" as const, link: null }, chains: [], findings: [] };
    const cut = { ...unknown, complete: false, interruptedBy: "SIGINT" as const };
    expect(diffOf(cut, {}).headline).toMatch(
      /^Whether the identity differs cannot be told: A was cut short\. Verdict/,
    );
    expect(diffOf(cut, {}).headline).not.toContain("nothing wrong");
    expect(diffOf({}, unknown).headline).toMatch(
      /^Whether the identity differs cannot be told: B does not tell who wins\./,
    );
    const both = diffOf(cut, { ...cut, environment: [] }).headline;
    expect(both).toBe(
      "Whether the identity differs cannot be told: each of the two was cut short. What differs: environment.",
    );
  });

  test("no token in both, for another reason: the cause of each, and where each chain ends", () => {
    const [chain] = buildReport().chains;
    const { winner: _, ...rest } = chain!;
    const [finding] = buildReport().findings;
    const stopping = { ...rest, state: "none" as const, stopsAt: "environment" as const };
    const none = { winner: { state: "none" as const, link: null }, targets: [] };
    const expired = { ...finding!, slug: "secret-expired", title: "AZURE_CLIENT_SECRET has expired" };
    const diff = diffOf(
      { ...none, chains: [stopping], findings: [expired] },
      { ...none, chains: [{ ...rest, state: "none" }], findings: [] },
    );
    expect(diff.headline).toBe(
      "Both get no token: no link wins. A: AZURE_CLIENT_SECRET has expired. B: nothing wrong was found.",
    );
    expect(diff.differences).toContainEqual({
      ...{ topic: "chains", what: `DefaultAzureCredential, ${rest.sdk}` },
      ...{ a: "stops at environment", b: "none" },
    });
  });

  test("what the app's error says, and not the ids and times in it", () => {
    const messageOf = (code: number, message: string): Partial<Report> => ({
      message,
      messageReading: {
        ids: { client: [], object: [], tenant: [] },
        readings: [{ code, means: "the app is not known there", causes: [], isUsual: false }],
      },
    });
    expect(diffOf(messageOf(700016, "at one"), messageOf(700016, "at two")).isSame).toBe(true);
    expect(diffOf(messageOf(700016, "x"), messageOf(7000215, "x")).differences).toEqual([
      {
        ...{ topic: "asked", what: "--message" },
        a: "AADSTS700016: the app is not known there.",
        b: "AADSTS7000215: the app is not known there.",
      },
    ]);
  });

  test("without a target, nothing is said of what it may do", () => {
    expect(diffOf({ targets: [] }, { targets: [], environment: [] }).headline).toMatch(
      /^Both get the service principal \S+ \(environment\)\. What differs: environment\.$/,
    );
  });

  test("verdicts", () => {
    const allowed = { verdict: "allowed", status: 404, errorCode: "BlobNotFound" } as const;
    const access = [buildAccess("environment", allowed), buildAccess("managed-identity-system", allowed)];
    const diff = diffOf({}, { targets: targets.map((target) => ({ ...target, access })) });
    expect(diff.headline).toMatch(
      /^Both get the service principal .*\. Verdict of read .*: denied-rbac in A, allowed in B\.$/,
    );
    expect(diff.differences).toEqual([
      {
        topic: "access",
        what: "read as environment, https://contosodata.blob.core.windows.net/invoices (blob)",
        a: "denied-rbac (AuthorizationPermissionMismatch)",
        b: "allowed",
      },
    ]);
  });

  test.each<[string, Partial<Report>, Difference]>([
    [
      "a variable that is gone",
      { environment: environment.slice(1) },
      {
        topic: "environment",
        what: "AZURE_CLIENT_ID",
        a: expect.stringContaining("set, 22222222") as string,
      },
    ],
    [
      "the shape of a secret",
      { environment: environment.map((one) => (one.secret ? { ...one, shape: ["quoted"] } : one)) },
      {
        topic: "environment",
        what: "AZURE_CLIENT_SECRET",
        a: "set, secret, 40 characters",
        b: "set, secret, quoted",
      },
    ],
    [
      "the host",
      { host: { ...host, kind: "aks" } },
      { topic: "host", what: "kind", a: "azure-vm", b: "aks" },
    ],
    [
      "the clock",
      { host: { ...host, clock: { skewSeconds: -3600 } } },
      { topic: "host", what: "clock", b: "1 hour behind" },
    ],
    [
      "an address",
      { targets: targets.map((target) => ({ ...target, addresses: ["10.0.0.5"] })) },
      {
        ...{ topic: "network", a: "20.60.0.10", b: "10.0.0.5" },
        what: "addresses, https://contosodata.blob.core.windows.net/invoices (blob)",
      },
    ],
    [
      "a version",
      { tool: { ...tool, node: "24.1.0" } },
      { topic: "versions", what: "Node", a: "20.20.2", b: "24.1.0" },
    ],
    [
      "an option",
      { invocation: { ...invocation, options: { ...invocation.options, sdk: "go" } } },
      { topic: "asked", what: "sdk", b: "go" },
    ],
    ["a finding", { findings: [] }, { topic: "findings", what: "clock-skew", a: "The clock is off" }],
    [
      "an outcome",
      {
        links: links.map((link) =>
          link.id === "broker" ? { ...link, outcome: "unavailable" as const } : link,
        ),
      },
      { topic: "links", what: "broker", a: "not-configured", b: "unavailable" },
    ],
  ])("%s", (_, changed, expected) => {
    expect(changes(changed)).toContainEqual(expected);
    expect(diffOf({}, changed).isSame).toBe(false);
    // The other way round the same differs, and the sides are swapped.
    expect(diffOf(changed, {}).differences.map(({ what, a, b }) => ({ what, a: b, b: a }))).toEqual(
      expect.arrayContaining(changes(changed).map(({ what, a, b }) => ({ what, a, b }))),
    );
  });

  test("SDKs whose chains differ in the same way stand together", () => {
    const chains = buildReport().chains.map((chain) => ({ ...chain, winner: "workload-identity" as const }));
    expect(changes({ chains }).map(({ what }) => what)).toEqual([
      "DefaultAzureCredential, python, javascript",
      "ManagedIdentityCredential, javascript",
    ]);
  });
});

describe("as text", () => {
  test("the headline, the two reports, and each difference with both sides", () => {
    const text = renderDiff(diffOf({}, { environment: [] }));
    expect(text).toMatch(/^DIFF {2}Both get the service principal 22222222-/);
    expect(text).toContain("What it may do is the same. What differs: environment.\n");
    expect(text).toContain("\n  A  2026-11-23 09:00:00 UTC, azure-vm, exit code 3\n     The app gets");
    expect(text).toContain(
      "\nENVIRONMENT\n  AZURE_CLIENT_ID\n    A  set, 22222222-2222-4222-8222-222222222222, guid, 36 characters\n    B  not set\n",
    );
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("that names are not compared, and why", () => {
    const nameless = { nameless: true } as const;
    expect(renderDiff({ ...diffOf({ anonymized: true }, {}), ...nameless })).toContain(
      "One of the two is under pseudonyms",
    );
    expect(renderDiff({ ...diffOf({ anonymized: true }, { anonymized: true }), ...nameless })).toContain(
      "pseudonyms of different salts",
    );
    expect(renderDiff(diffOf({ anonymized: true }, { anonymized: true }))).not.toContain("pseudonyms");
  });

  test("any texts: no control character, no line of their own", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom("\r\nDIFF  all the same", "\u001b[2J", "\u202e", "x".repeat(3000)),
    );
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 30, max: 200 }),
        (texts, width) => {
          let next = 0;
          const damaged = mapStrings<Report>(buildReport(), (text, { holder }) =>
            holder === "" ? text : `${text}${texts[next++ % texts.length]}`,
          );
          const text = renderDiff(diffReports(seal(damaged, []), seal(buildReport(), [])), { width });
          expect(text).toMatch(/^[\x20-\x7e\n]*$/);
          expect(text.match(/^DIFF/gm)).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
