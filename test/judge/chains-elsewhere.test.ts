import { describe, expect, test } from "vitest";
import { inRelease } from "../../src/catalogue/sdks/in-release.ts";
import { javascript } from "../../src/catalogue/sdks/javascript.ts";
import { chainsOf } from "../../src/judge/chains.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Evidence } from "../../src/model/report.ts";
import { SDKS } from "../../src/model/words.ts";
import { chains } from "./chain-results.ts";
import { evidence, links, variable } from "./evidence.ts";

const clientId = variable("AZURE_CLIENT_ID", "c0ffee00-0000-4000-8000-000000000001");

describe("where an SDK asks another endpoint than the observed one", () => {
  const found = (source: string, special: Partial<Evidence>) =>
    chains({
      links: links({ "managed-identity-system": "succeeded" }, { "managed-identity-system": { source } }),
      ...special,
    });
  const won = { state: "won", winner: "managed-identity-system" };

  test("Arc by the agent's file alone: Java and Python's chain look for a virtual machine's service and go on", () => {
    const host = { ...evidence().host, arcAgent: "/opt/azcmagent/bin/himds" };
    const all = found("AzureArc", { host });
    expect(all).toMatchObject({ javascript: won, go: won });
    expect(all["python"]).toMatchObject({ state: "none" });
    expect(all["java"]).toMatchObject({ state: "none" });
    expect(all["java"]).not.toHaveProperty("stopsAt");
  });

  test("... except that Python does not look first where AZURE_TOKEN_CREDENTIALS names one class", () => {
    const host = { ...evidence().host, arcAgent: "/opt/azcmagent/bin/himds" };
    const environment = [variable("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential")];
    expect(found("AzureArc", { host, environment })["python"]).toMatchObject({ state: "unknown" });
  });

  test("Machine Learning: Java asks without the secret, and its chain ends", () => {
    const environment = [
      variable("MSI_ENDPOINT", "http://172.16.0.4:8081/msi/token"),
      variable("MSI_SECRET", "x"),
    ];
    const all = found("MachineLearning", { environment });
    expect(all).toMatchObject({ javascript: won, python: won, go: won });
    expect(all["java"]).toMatchObject({ state: "none", stopsAt: "managed-identity-system" });
  });

  test("what was seen at another endpoint decides nothing else: unknown", () => {
    const environment = ["AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"].map((name) => variable(name, "x"));
    const { chains: rows } = judge(
      evidence({
        environment: [...environment, clientId],
        links: links(
          { "managed-identity-system": "failed" },
          { "managed-identity-system": { source: "TokenExchange" } },
        ),
      }),
    );
    const bare = rows.find(
      ({ sdk, credential }) => sdk === "go" && credential === "ManagedIdentityCredential",
    );
    expect(bare?.state).toBe("unknown");
  });
});

test("Cloud Shell with AZURE_CLIENT_ID: Python's chain gets the signed-in person's token, a bare credential does not ask", () => {
  const { invocation } = evidence();
  const managedIdentityClientId = "c0ffee00-0000-4000-8000-000000000002";
  const report = judge(
    evidence({
      links: links(
        { "managed-identity-system": "succeeded" },
        { "managed-identity-system": { source: "CloudShell" } },
      ),
      environment: [variable("MSI_ENDPOINT", "http://localhost:50342/oauth2/token"), clientId],
      invocation: { ...invocation, options: { ...invocation.options, managedIdentityClientId } },
    }),
  );
  const python = report.chains.filter(({ sdk }) => sdk === "python");
  expect(python.map(({ state, winner }) => [state, winner])).toEqual([
    ["won", "managed-identity-system"],
    ["none", undefined],
  ]);
  expect(python[0]?.source?.ids).toBe("none");
});

describe("a metadata service that gives no token", () => {
  const ends = (answer: object) => {
    const asked = { method: "GET", url: "http://169.254.169.254/x", startedAt: "2026-11-01T08:00:00.000Z" };
    const exchange = { ...asked, durationMs: 1, requestHeaders: {}, responseHeaders: {}, ...answer };
    const special = { "managed-identity-system": { source: "Imds", exchanges: [exchange] } };
    const all = chains({ links: links({ "managed-identity-system": "failed" }, special) });
    return Object.fromEntries(
      Object.entries(all).map(([sdk, { stopsAt }]) => [sdk, stopsAt === undefined ? "goes on" : "stops"]),
    );
  };
  const UNREACHABLE = "connecting to 169.254.169.254:80: ... an unreachable network.";

  test.each<[string, object, string, string]>([
    ["400", { status: 400, errorBody: "{}" }, "goes on", "goes on"],
    ["403", { status: 403, errorBody: "<html>" }, "stops", "stops"],
    ["Docker Desktop's 403", { status: 403, errorBody: UNREACHABLE }, "goes on", "stops"],
    ["404", { status: 404, errorBody: "{}" }, "stops", "stops"],
    ["502", { status: 502 }, "stops", "goes on"],
    ["504", { status: 504 }, "stops", "goes on"],
    ["no answer", { failure: { code: "ECONNREFUSED", stage: "tcp" } }, "stops", "goes on"],
  ])("%s", (_, answer, go, java) => {
    expect(ends(answer)).toMatchObject({ javascript: "goes on", go, java });
  });
});

test("Service Fabric's own certificate: Go and Python compare the thumbprint; Java's chain ends", () => {
  const states = (named: string) => {
    const url = "https://localhost:2377/metadata/identity/oauth2/token";
    const failure = { code: "DEPTH_ZERO_SELF_SIGNED_CERT", stage: "tls" } as const;
    const certificate = { subject: "CN=fabric", issuer: "CN=fabric", thumbprint: "AB12" };
    const exchange = {
      ...{ method: "GET", url, startedAt: "2026-11-01T08:00:00.000Z", durationMs: 1 },
      ...{ requestHeaders: {}, responseHeaders: {}, failure, certificate },
    };
    const special = { "managed-identity-system": { source: "ServiceFabric", exchanges: [exchange] } };
    const all = chains({
      links: links({ "managed-identity-system": "unavailable" }, special),
      environment: [
        ...["IDENTITY_ENDPOINT", "IDENTITY_HEADER"].map((name) => variable(name, "x")),
        variable("IDENTITY_SERVER_THUMBPRINT", named),
      ],
    });
    return Object.fromEntries(Object.entries(all).map(([sdk, { state }]) => [sdk, state]));
  };
  const none = { javascript: "none", java: "none" };
  expect(states("ab12")).toMatchObject({ ...none, python: "unknown", go: "unknown" });
  expect(states("cd34")).toMatchObject({ ...none, python: "none", go: "none" });
});

test("AutoDiscoverRegion, which JavaScript makes a host name of: what Java and .NET find is unknown", () => {
  const all = chains({
    links: links({ environment: "unavailable" }),
    environment: [variable("AZURE_REGIONAL_AUTHORITY_NAME", "AutoDiscoverRegion")],
  });
  const stops = { state: "none", stopsAt: "environment" };
  expect(all).toMatchObject({ javascript: stops, python: stops, go: stops });
  expect(all).toMatchObject({ java: { state: "unknown" }, dotnet: { state: "unknown" } });
});

test("a tool that hangs for 10 s is passed over by Python and Go; what JavaScript and Java would get is unknown", () => {
  const hung = (durationMs: number) => {
    const all = chains({ links: links({ "azure-cli": "timed-out" }, { "azure-cli": { durationMs } }) });
    return Object.fromEntries(Object.entries(all).map(([sdk, { state }]) => [sdk, state]));
  };
  const unknown = Object.fromEntries(SDKS.map((sdk) => [sdk, "unknown"]));
  expect(hung(10_020)).toEqual({ ...unknown, python: "none", go: "none" });
  expect(hung(3_000)).toEqual(unknown);
});

describe("a release of an SDK that behaves otherwise than the modelled one", () => {
  test.each([
    ["4.13.1", true],
    ["4.14.0", true],
    ["4.14.1", false],
    ["4.14.10", false],
    ["5.0.0-beta.1", false],
  ])("JavaScript %s drops the options with a single name: %s", (version, drops) => {
    expect(inRelease(javascript, version).singleNameDropsOptions).toBe(drops);
  });

  test("the chain of that release, from the same evidence", () => {
    const { invocation } = evidence();
    const options = {
      ...invocation.options,
      managedIdentityClientId: "c0ffee00-0000-4000-8000-000000000002",
    };
    const facts = {
      ...{ host: evidence().host, options },
      environment: [variable("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential")],
      links: links({ "managed-identity-option": "succeeded", "managed-identity-system": "succeeded" }),
    };
    const [newest] = chainsOf(facts, [inRelease(javascript, "4.14.1")]);
    expect(newest).toMatchObject({ version: "4.14.1", winner: "managed-identity-option" });
  });
});
