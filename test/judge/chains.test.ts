import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { Chain, Evidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links, variable } from "./evidence.ts";

function chains(
  special: Partial<Evidence>,
): Record<string, Pick<Chain, "state" | "winner" | "stopsAt" | "shadowed">> {
  return Object.fromEntries(
    judge(evidence(special))
      .chains.filter(({ credential }) => credential === "DefaultAzureCredential")
      .map(({ sdk, state, winner, stopsAt, shadowed }) => [
        sdk,
        { state, shadowed, ...(winner ? { winner } : {}), ...(stopsAt ? { stopsAt } : {}) },
      ]),
  );
}

const clientId = variable("AZURE_CLIENT_ID", "c0ffee00-0000-4000-8000-000000000001");

describe("DefaultAzureCredential, per SDK (chain.md sections 1.3 and 1.4)", () => {
  test("a refused service principal ends the chain; a managed identity behind it is shadowed", () => {
    const found = chains({ links: links({ environment: "failed", "managed-identity-system": "succeeded" }) });
    const stopped = { state: "none", stopsAt: "environment", shadowed: ["managed-identity-system"] };
    expect(found).toEqual({ javascript: stopped, python: stopped });
  });

  test("a refused workload identity: JavaScript goes on, Python stops", () => {
    const found = chains({
      links: links({ "workload-identity": "failed", "managed-identity-system": "succeeded" }),
    });
    expect(found["javascript"]).toMatchObject({ state: "won", winner: "managed-identity-system" });
    expect(found["python"]).toMatchObject({ state: "none", stopsAt: "workload-identity" });
  });

  test("the SDKs split: exit 4 unless --sdk says whose chain is meant", () => {
    const split = { links: links({ "workload-identity": "failed", "managed-identity-system": "succeeded" }) };
    const report = judge(evidence(split));
    expect(report.winner).toEqual({ state: "split", link: null });
    expect(report.findings.map(({ slug }) => slug)).toEqual(["sdks-disagree"]);
    expect(report.verdict.exitCode).toBe(4);
    const { invocation } = evidence();
    const options = { ...invocation.options, sdk: "javascript" as const };
    const asked = judge(evidence({ ...split, invocation: { ...invocation, options } }));
    expect(asked.winner).toMatchObject({ state: "won", link: "managed-identity-system", sdk: "javascript" });
    expect(asked.verdict.exitCode).toBe(0);
  });

  test("AZURE_CLIENT_ID makes the one managed-identity attempt; without fall-through", () => {
    const found = chains({
      links: links({ "managed-identity-env": "failed", "managed-identity-system": "succeeded" }),
      environment: [clientId],
    });
    expect(found["javascript"]).toEqual({ state: "none", shadowed: ["managed-identity-system"] });
  });

  test("the same identity does not shadow itself", () => {
    const same = [{ scope: "s", outcome: "succeeded" as const, claims: { oid: "one" } }];
    const found = chains({
      links: links(
        { "managed-identity-env": "succeeded", "managed-identity-system": "succeeded" },
        { "managed-identity-env": { tokens: same }, "managed-identity-system": { tokens: same } },
      ),
      environment: [clientId],
    });
    expect(found["javascript"]).toEqual({ state: "won", winner: "managed-identity-env", shadowed: [] });
  });

  test("AZURE_TOKEN_CREDENTIALS with one name: JavaScript 4.13.1 drops the option, Python keeps it", () => {
    const { invocation } = evidence();
    const options = {
      ...invocation.options,
      managedIdentityClientId: "c0ffee00-0000-4000-8000-000000000002",
    };
    const found = chains({
      links: links({ "managed-identity-option": "succeeded", "managed-identity-system": "succeeded" }),
      environment: [variable("AZURE_TOKEN_CREDENTIALS", " managedidentitycredential ")],
      invocation: { ...invocation, options },
    });
    expect(found["javascript"]).toMatchObject({ winner: "managed-identity-system" });
    expect(found["python"]).toMatchObject({ winner: "managed-identity-option" });
  });

  test("a value of AZURE_TOKEN_CREDENTIALS that no chain takes", () => {
    const report = judge(
      evidence({
        links: links({ "managed-identity-system": "succeeded" }),
        environment: [variable("AZURE_TOKEN_CREDENTIALS", "production")],
      }),
    );
    expect(report.winner.state).toBe("none");
    expect(report.findings[0]?.slug).toBe("token-credentials-invalid");
  });

  test("a constructor that throws: JavaScript drops the link, Python's chain throws", () => {
    const error = { name: "Error", text: "Invalid tenant id provided." };
    const found = chains({
      links: links({ "managed-identity-system": "succeeded" }, { environment: { error } }),
    });
    expect(found["javascript"]).toMatchObject({ winner: "managed-identity-system" });
    expect(found["python"]).toMatchObject({ state: "none", stopsAt: "environment" });
  });

  test("what was not tried is unknown, never guessed", () => {
    const report = judge(
      evidence({ links: links({ environment: "timed-out", "managed-identity-system": "succeeded" }) }),
    );
    expect(report.winner).toEqual({ state: "unknown", link: null });
    expect(report.verdict.exitCode).toBe(4);
  });
});

test("AZURE_TOKEN_CREDENTIALS is looked up as a value, never as a property of an object", () => {
  for (const value of ["constructor", "__proto__", "toString"]) {
    const report = judge(evidence({ environment: [variable("AZURE_TOKEN_CREDENTIALS", value)] }));
    expect(report.findings[0]?.slug).toBe("token-credentials-invalid");
  }
});

test("a value that Python alone takes is invalid for JavaScript alone", () => {
  const name = variable("AZURE_TOKEN_CREDENTIALS", "InteractiveBrowserCredential");
  const [first] = judge(evidence({ environment: [name] })).findings;
  expect(first?.cause).toMatch(/throws in javascript\.$/);
});

test("with HTTPS_PROXY alone Python asks the metadata service directly: unknown, not guessed", () => {
  const via = "proxy.contoso.example:3128";
  const asked = {
    method: "GET",
    url: "http://169.254.169.254/x",
    startedAt: "2026-11-01T08:00:00.000Z",
    via,
  };
  const exchange = { ...asked, durationMs: 1, status: 403, requestHeaders: {}, responseHeaders: {} };
  const special = { "managed-identity-system": { exchanges: [exchange] } };
  const found = (proxy: Record<string, string>) =>
    chains({
      links: links({ "managed-identity-system": "unavailable" }, special),
      host: { ...evidence().host, proxy },
    });
  expect(found({ HTTPS_PROXY: via })).toMatchObject({
    javascript: { state: "none" },
    python: { state: "unknown" },
  });
  expect(found({ HTTP_PROXY: via })).toMatchObject({
    javascript: { state: "none" },
    python: { state: "none" },
  });
});

test("a service principal of one cloud is not sent to a target of another", () => {
  const report = judge(
    evidence({
      links: links({ environment: "succeeded" }),
      environment: [variable("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.us")],
      targets: [blobTarget({ status: 404, code: "BlobNotFound", link: "environment" })],
    }),
  );
  expect(report.targets[0]?.access[0]?.verdict).toBe("wrong-cloud");
  expect(report.verdict.exitCode).toBe(3);
});

test("a bare ManagedIdentityCredential ignores AZURE_CLIENT_ID", () => {
  const report = judge(
    evidence({
      links: links({ "managed-identity-env": "failed", "managed-identity-system": "succeeded" }),
      environment: [clientId],
    }),
  );
  const bare = report.chains.filter(({ credential }) => credential === "ManagedIdentityCredential");
  expect(bare.map(({ winner }) => winner)).toEqual(["managed-identity-system", "managed-identity-system"]);
});
