import { describe, expect, it } from "vitest";

type Compare = (host: object, toolchains: readonly object[]) => { readonly result: string }[];
// Plain JavaScript, without types.
const { compare } = (await import(new URL("compare.mjs", import.meta.url).href)) as { compare: Compare };

const TOOLCHAINS = ["javascript", "python", "go", "java"].map((name) => ({ name, sdk: name }));
const OWN = "07336777-83dc-4046-a73e-677d4bb02754";
const LINKS = [
  { id: "managed-identity-system", tokens: [{ identity: { objectId: OWN } }] },
  { id: "environment", tokens: [] },
];
const STEPS = ["environment", "managed-identity-system", "azure-cli"].map((link) => ({
  link,
  effect: "passed",
}));

/** What the comparison makes of one observation of an SDK's `DefaultAzureCredential`. */
function resultOf(toolchain: string, chain: object, observed: object): string | undefined {
  const credential = "DefaultAzureCredential";
  const chains = [{ sdk: toolchain, credential, steps: STEPS, ...chain }];
  const observations = [{ toolchain, credential, ...observed }];
  return compare({ scenario: "any", report: { links: LINKS, chains }, observations }, TOOLCHAINS)[0]?.result;
}

const error = (type: string, message: string, more: object = {}) => ({
  ...{ outcome: "error", stage: "getToken", type, message },
  ...more,
});
const won = { state: "won", winner: "managed-identity-system" };
const exhausted = { state: "none" };
const stops = { state: "none", stopsAt: "environment" };

describe("a predicted winner", () => {
  it.each([
    ["its identity", { outcome: "token", objectId: OWN }, "agrees"],
    ["another identity", { outcome: "token", objectId: "4af60be1-426b-4194-8915-54c126ecdbdf" }, "differs"],
    ["a token without an identity", { outcome: "token" }, "differs"],
    ["an opaque token", { outcome: "token", isOpaque: true }, "differs"],
    ["an error", error("Error", "no"), "differs"],
    ["no answer", { outcome: "no-answer", seconds: 1 }, "differs"],
    ["a driver that fails", { outcome: "broken", message: "no such file" }, "broken"],
  ])("and %s", (_, observed, result) => expect(resultOf("go", won, observed)).toBe(result));

  it.each([
    [[{ opaque: true }], "agrees"],
    [[{ opaque: true }, { identity: { objectId: OWN } }], "differs"],
  ])("whose tokens are %j, and an opaque one", (tokens, result) => {
    const chain = { sdk: "java", credential: "ManagedIdentityCredential", steps: [], ...won };
    const observed = { toolchain: "java", credential: chain.credential, outcome: "token", isOpaque: true };
    const report = { links: [{ id: "managed-identity-system", tokens }], chains: [chain] };
    expect(compare({ scenario: "any", report, observations: [observed] }, TOOLCHAINS)[0]?.result).toBe(
      result,
    );
  });

  it("whose token came round the proxy", () => {
    const link = { id: "managed-identity-system", tokens: [], withoutProxy: { objectId: OWN } };
    const chain = { sdk: "java", credential: "ManagedIdentityCredential", steps: [], ...won };
    const observations = [
      { toolchain: "java", credential: chain.credential, outcome: "token", objectId: OWN },
    ];
    const host = { scenario: "any", report: { links: [link], chains: [chain] }, observations };
    expect(compare(host, TOOLCHAINS)[0]?.result).toBe("agrees");
  });
});

describe("a predicted end", () => {
  const unavailable = "*azidentity.credentialUnavailableError";
  const failed = "*azidentity.AuthenticationFailedError";
  const tried = (last: string) => `DefaultAzureCredential: no\nAttempted credentials:\n\t${last}: no`;
  const java =
    "DefaultAzureCredential authentication failed. ---> EnvironmentCredential authentication failed.";
  it.each([
    ["go", exhausted, error(unavailable, tried("AzureCLICredential")), "agrees"],
    ["go", exhausted, error(failed, tried("AzureCLICredential")), "differs"],
    ["go", stops, error(failed, tried("ClientSecretCredential")), "agrees"],
    ["go", stops, error(failed, tried("ManagedIdentityCredential")), "differs"],
    ["go", stops, error(unavailable, tried("EnvironmentCredential")), "differs"],
    ["python", exhausted, error("ClientAuthenticationError", tried("AzureCliCredential")), "agrees"],
    ["python", exhausted, error("ClientAuthenticationError", tried("EnvironmentCredential")), "differs"],
    ["python", stops, error("ClientAuthenticationError", tried("EnvironmentCredential")), "agrees"],
    ["java", exhausted, error("CredentialUnavailableException", "no"), "agrees"],
    ["java", exhausted, error("ClientAuthenticationException", java), "differs"],
    ["java", stops, error("ClientAuthenticationException", java), "agrees"],
    ["javascript", exhausted, error("AggregateAuthenticationError", "no", { inner: ["no"] }), "agrees"],
    ["javascript", exhausted, error("AuthenticationError", "EnvironmentCredential failed"), "differs"],
    ["javascript", stops, error("AuthenticationError", "EnvironmentCredential failed"), "agrees"],
    ["javascript", exhausted, error("Error", "Failed to retrieve a valid token"), "agrees"],
    ["go", exhausted, { outcome: "token", objectId: OWN }, "differs"],
    ["go", exhausted, { outcome: "no-answer", seconds: 1 }, "unanswered"],
    ["go", { state: "unknown" }, { outcome: "token", objectId: OWN }, "unknown"],
    ["go", { state: "none", inapplicable: "an option" }, { outcome: "token" }, "inapplicable"],
  ])("%s %j %j: %s", (toolchain, chain, observed, result) => {
    expect(resultOf(toolchain, chain, observed)).toBe(result);
  });
});

describe("a constructor that throws", () => {
  const throws = error("ValueError", "no", { stage: "constructor" });
  it.each([
    [{ state: "none", invalid: true }, throws, "agrees"],
    [{ state: "none", invalid: true }, error("CredentialUnavailableException", "no"), "differs"],
    [stops, throws, "agrees"],
    [exhausted, throws, "differs"],
  ])("%j %j: %s", (chain, observed, result) => expect(resultOf("java", chain, observed)).toBe(result));
});
