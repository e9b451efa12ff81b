import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { SDKS } from "../../src/model/words.ts";
import { chains } from "./chain-results.ts";
import { blobTarget, evidence, links, variable } from "./evidence.ts";

const clientId = variable("AZURE_CLIENT_ID", "c0ffee00-0000-4000-8000-000000000001");

describe("DefaultAzureCredential, per SDK (chain.md sections 1.3 and 1.4)", () => {
  test("a refused service principal ends the chain; a managed identity behind it is shadowed", () => {
    const found = chains({ links: links({ environment: "failed", "managed-identity-system": "succeeded" }) });
    const stopped = { state: "none", stopsAt: "environment", shadowed: ["managed-identity-system"] };
    expect(found).toEqual(Object.fromEntries(SDKS.map((sdk) => [sdk, stopped])));
  });

  test("what JavaScript does is observed where its class was tried, and modelled where a look was enough", () => {
    const report = judge(
      evidence({
        links: links(
          { environment: "not-configured", "managed-identity-system": "succeeded" },
          { environment: { durationMs: 0 } },
        ),
      }),
    );
    const steps = report.chains.find(({ sdk }) => sdk === "javascript")?.steps ?? [];
    const basis = Object.fromEntries(steps.map((step) => [step.link, step.basis]));
    expect(basis).toMatchObject({ environment: "modelled", "managed-identity-system": "observed" });
  });

  test("a certificate beside a user's password: .NET alone signs the user in first", () => {
    const names = ["TENANT_ID", "CLIENT_ID", "CLIENT_CERTIFICATE_PATH", "USERNAME", "PASSWORD"];
    const environment = names.map((name) => variable(`AZURE_${name}`, "x"));
    const found = chains({ links: links({ environment: "succeeded" }), environment });
    const won = { state: "won", winner: "environment" };
    expect(found).toMatchObject({ javascript: won, python: won, java: won, go: won });
    expect(found["dotnet"]).toMatchObject({ state: "unknown" });
  });

  test("a refused workload identity: JavaScript goes on, Python stops", () => {
    const found = chains({
      links: links({ "workload-identity": "failed", "managed-identity-system": "succeeded" }),
    });
    expect(found["javascript"]).toMatchObject({ state: "won", winner: "managed-identity-system" });
    const stopped = { state: "none", stopsAt: "workload-identity" };
    expect(found).toMatchObject({ python: stopped, dotnet: stopped, java: stopped, go: stopped });
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

  test("a malformed tenant: JavaScript drops the link, Go passes it over, Python and Java throw", () => {
    const error = { name: "Error", text: "Invalid tenant id provided." };
    const found = chains({
      links: links({ "managed-identity-env": "succeeded" }, { environment: { error } }),
      environment: [variable("AZURE_TENANT_ID", "Contoso Ltd"), clientId],
    });
    const goesOn = { winner: "managed-identity-env" };
    const throws = { state: "none", stopsAt: "environment" };
    expect(found).toMatchObject({ javascript: goesOn, go: goesOn, python: throws, java: throws });
    expect(found["dotnet"]).toMatchObject({ state: "unknown" });
  });

  test("a constructor of the whole chain throws before any link is asked, even one that would win", () => {
    const { invocation } = evidence();
    const managedIdentityResourceId =
      "/subscriptions/s/resourceGroups/g/providers/p/userAssignedIdentities/i";
    const input = { name: "managed-identity-resource-id", from: "option", state: "set" } as const;
    const found = chains({
      links: links(
        { environment: "succeeded", "managed-identity-option": "succeeded" },
        { "managed-identity-option": { inputs: [input] } },
      ),
      environment: [clientId],
      invocation: { ...invocation, options: { ...invocation.options, managedIdentityResourceId } },
    });
    expect(found["javascript"]).toMatchObject({ winner: "environment" });
    expect(found["java"]).toMatchObject({ state: "none", stopsAt: "managed-identity-option" });
  });

  test("a metadata service that says 400: Go ends its chain when an id was named, and goes on without one", () => {
    const exchange = {
      ...{ method: "GET", url: "http://169.254.169.254/x", startedAt: "2026-11-01T08:00:00.000Z" },
      ...{ durationMs: 1, status: 400, requestHeaders: {}, responseHeaders: {} },
    };
    const asked = { source: "Imds", exchanges: [exchange] };
    const special = { "managed-identity-env": asked, "managed-identity-system": asked };
    const failed = links({ "managed-identity-env": "failed", "managed-identity-system": "failed" }, special);
    const named = chains({ links: failed, environment: [clientId] });
    expect(named["go"]).toMatchObject({ state: "none", stopsAt: "managed-identity-env" });
    expect(named["java"]).not.toHaveProperty("stopsAt");
    expect(chains({ links: failed })["go"]).not.toHaveProperty("stopsAt");
  });

  test("each SDK walks in its own order: two signed-in tools give two identities", () => {
    const found = chains({
      links: links({ "azure-powershell": "succeeded", "azure-developer-cli": "succeeded" }),
    });
    expect(found["javascript"]).toMatchObject({ winner: "azure-powershell" });
    expect(found["go"]).toMatchObject({ winner: "azure-developer-cli" });
  });

  test("an SDK without the given option is not the app's: it does not count for what all agree on", () => {
    const { invocation } = evidence();
    const options = {
      ...invocation.options,
      managedIdentityClientId: "c0ffee00-0000-4000-8000-000000000002",
    };
    const report = judge(
      evidence({
        links: links({ "managed-identity-option": "succeeded", "managed-identity-system": "succeeded" }),
        invocation: { ...invocation, options },
      }),
    );
    const go = report.chains.find(({ sdk }) => sdk === "go");
    expect(go).toMatchObject({ winner: "managed-identity-system" });
    expect(go?.inapplicable).toContain("client id");
    expect(report.winner).toMatchObject({ state: "won", link: "managed-identity-option" });
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

test.each([
  ["InteractiveBrowserCredential", "javascript, java, go"],
  ["BrokerCredential", "javascript, python, java, go"],
  ["VisualStudioCodeCredential", "go"],
  ["PROD", "go"],
  [" prod ", "go"],
  ["AzureCLICredential", undefined],
  ["managedidentitycredential", undefined],
])("AZURE_TOKEN_CREDENTIALS=%j throws in %s", (value, sdks) => {
  const { findings } = judge(evidence({ environment: [variable("AZURE_TOKEN_CREDENTIALS", value)] }));
  const cause = findings.find(({ slug }) => slug === "token-credentials-invalid")?.cause;
  expect(cause?.match(/throws in (.*)\.$/)?.[1]).toBe(sdks);
});

describe("proxies before the metadata service (chain.md section 4.6)", () => {
  const via = "proxy.contoso.example:3128";
  const asked = { method: "GET", url: "http://169.254.169.254/x", startedAt: "2026-11-01T08:00:00.000Z" };
  const exchange = { ...asked, via, durationMs: 1, status: 403, requestHeaders: {}, responseHeaders: {} };
  const withoutProxy = { outcome: "succeeded", reason: "got a token", objectId: "one" } as const;
  const found = (proxy: Record<string, string>) => {
    const special = { "managed-identity-system": { source: "Imds", exchanges: [exchange], withoutProxy } };
    const host = { ...evidence().host, proxy };
    const all = chains({ links: links({ "managed-identity-system": "unavailable" }, special), host });
    return Object.fromEntries(Object.entries(all).map(([sdk, { state }]) => [sdk, state]));
  };

  test.each([
    [{ HTTP_PROXY: via }, ["none", "none", "none", "won", "none"]],
    [{ HTTPS_PROXY: via }, ["none", "won", "won", "won", "won"]],
    [{ HTTP_PROXY: via, NO_PROXY: "*" }, ["none", "won", "unknown", "won", "won"]],
    [{ HTTP_PROXY: via, NO_PROXY: "10.0.0.0/8, 169.254.0.0/16" }, ["none", "won", "unknown", "won", "won"]],
    [{ HTTP_PROXY: via, NO_PROXY: "10.0.0.0/8" }, ["none", "none", "unknown", "won", "none"]],
    [{ ALL_PROXY: via }, ["none", "none", "none", "won", "won"]],
  ])("%j", (proxy, [javascript, python, dotnet, java, go]) => {
    expect(found(proxy)).toEqual({ javascript, python, dotnet, java, go });
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
  expect(bare.map(({ winner }) => winner)).toEqual(SDKS.map(() => "managed-identity-system"));
});
