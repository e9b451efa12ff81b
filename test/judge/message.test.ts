import { describe, expect, test } from "vitest";
import { findings, type Slug } from "../../src/catalogue/findings/index.ts";
import { compareVersions, releases } from "../../src/catalogue/sdk-releases.ts";
import { judge } from "../../src/judge/judge.ts";
import { readMessage } from "../../src/judge/read-message.ts";
import type { Evidence, LinkEvidence } from "../../src/model/report.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { blobTarget, evidence, links, token, variable } from "./evidence.ts";

const CLIENT = "3de34179-1f9e-42a1-93a4-a18aa7dfe074";
const OTHER = "ca3ce0f1-7679-4dba-94b6-6569e3983746";
const TENANT = "095065b7-7caf-4300-b44e-96850fe8f9b2";
const OBJECT = "c0febba0-1fc3-4580-861f-30ec68591d1b";

const about = (message: string, special: Partial<Evidence> = {}) =>
  judge(evidence({ ...special, message })).findings.filter(({ slug }) => slug.startsWith("message-"));
const slugs = (message: string, special: Partial<Evidence> = {}) =>
  about(message, special).map(({ slug }) => slug);

const identityTokens = [
  { ...token({ oid: OBJECT, appid: CLIENT, tid: TENANT, appidacr: "2" }), tenantId: TENANT },
];

/** AZURE_CLIENT_ID names an identity that answers; without an id nobody does. */
const BY_VARIABLE: Partial<Evidence> = {
  environment: [variable("AZURE_CLIENT_ID", CLIENT)],
  links: links(
    { "managed-identity-env": "succeeded", "managed-identity-system": "failed" },
    {
      "managed-identity-env": { tokens: identityTokens },
      "managed-identity-system": refusedBy("Identity not found"),
    },
  ),
};
const BY_ITSELF: Partial<Evidence> = {
  links: links(
    { "managed-identity-system": "succeeded" },
    { "managed-identity-system": { tokens: identityTokens } },
  ),
};

function refusedBy(description: string): Partial<LinkEvidence> {
  return {
    source: "Imds",
    reason: `400 invalid_request: ${description}`,
    error: {
      name: "AuthenticationRequiredError",
      code: "invalid_request",
      status: 400,
      description,
      text: description,
    },
    exchanges: [
      {
        method: "GET",
        url: "http://169.254.169.254/metadata/identity/oauth2/token",
        startedAt: "2026-11-01T08:00:01.000Z",
        status: 400,
        durationMs: 5,
        requestHeaders: {},
        responseHeaders: {},
        errorBody: JSON.stringify({ error: "invalid_request", error_description: description }),
      },
    ],
  };
}

const BARE =
  "azure.identity: ManagedIdentityCredential: Token request error: (invalid_request) Identity not found";

describe("a credential that the app makes itself", () => {
  test("differs where AZURE_CLIENT_ID makes the chain win; the code of its SDK is told", () => {
    const [found] = about(BARE, BY_VARIABLE);
    expect(found).toMatchObject({ slug: "message-names-bare-credential" });
    expect(found?.cause).toContain("AZURE_CLIENT_ID is read by DefaultAzureCredential only");
    expect(found?.fixes[0]?.what).toContain(
      'ManagedIdentityCredential(client_id=os.environ["AZURE_CLIENT_ID"])',
    );
    expect(about(BARE, BY_VARIABLE)).toHaveLength(1);
  });

  test.each([
    ["go", "azidentity.ClientID("],
    ["java", "new ManagedIdentityCredentialBuilder()"],
  ] as const)("the code of %s, when the user says so", (sdk, code) => {
    const invocation = { targets: [], cut: [], options: { ...NO_OPTIONS, sdk } };
    expect(about(BARE, { ...BY_VARIABLE, invocation })[0]?.fixes[0]?.what).toContain(code);
  });

  test("is the same as the chain where no variable steers it", () => {
    expect(slugs(BARE, BY_ITSELF)).toEqual(["message-not-reproduced"]);
  });

  test("is not read into the text of a chain", () => {
    expect(slugs(`DefaultAzureCredential failed to retrieve a token\n${BARE}`, BY_VARIABLE)).not.toContain(
      "message-names-bare-credential",
    );
  });

  test("is not read into a failure that ends a chain", () => {
    const text =
      "EnvironmentCredential authentication failed: AADSTS7000215: Invalid client secret provided.";
    expect(slugs(text, BY_ITSELF)).toEqual(["message-not-reproduced"]);
  });

  test("another one alone, which is not configured here either", () => {
    const text =
      "azure.identity: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.";
    expect(slugs(text, BY_ITSELF)).toEqual(["message-names-bare-credential"]);
  });

  test("nothing of the kind where nobody wins", () => {
    const nobody = links(
      { "managed-identity-system": "failed" },
      { "managed-identity-system": refusedBy("Identity not found") },
    );
    expect(slugs(BARE, { links: nobody })).toEqual(["message-agrees"]);
  });
});

describe("ids in the text", () => {
  const unknownApp = (id: string) =>
    `AADSTS700016: Application with identifier '${id}' was not found in the directory '${TENANT}'.`;

  test.each([
    ["Entra", unknownApp(OTHER)],
    [
      "Key Vault",
      `Caller: appid=${CLIENT};oid=${OTHER};iss=https://sts.windows.net/${TENANT}/ does not have secrets get permission`,
    ],
    [
      "Azure Resource Manager",
      `The client '${OTHER}' with object id '${OTHER}' does not have authorization to perform action`,
    ],
    [
      "a Go request",
      `ClientSecretCredential authentication failed. POST https://login.microsoftonline.com/${OTHER}/oauth2/v2.0/token`,
    ],
    ["a variable", `AZURE_CLIENT_ID=${OTHER} EnvironmentCredential AADSTS7000222: expired`],
  ])("%s: of somebody else", (_, text) => {
    const [found] = about(text, BY_ITSELF);
    expect(found).toMatchObject({ slug: "message-of-another-identity" });
    expect(found?.cause).toContain(OTHER);
    expect(about(text, BY_ITSELF)).toHaveLength(1);
  });

  test.each([
    ["the winner's client id", unknownApp(CLIENT.toUpperCase())],
    [
      "the winner's object id",
      `does not have secrets get permission, Caller: oid=${OBJECT};iss=https://sts.windows.net/${TENANT}/`,
    ],
    ["no id at all", "AADSTS700016: Application was not found"],
    ["ids of the answer only", `AADSTS7000215: bad. Trace ID: ${OTHER} Correlation ID: ${OTHER}`],
  ])("%s: not of somebody else", (_, text) => {
    expect(slugs(text, BY_ITSELF)).not.toContain("message-of-another-identity");
  });

  test("of a link that does not win, which is named", () => {
    const other = { ...token({ oid: OTHER, appid: OTHER, appidacr: "1" }) };
    const both = links(
      { environment: "succeeded", "managed-identity-system": "succeeded" },
      { environment: { tokens: [other] }, "managed-identity-system": { tokens: identityTokens } },
    );
    const text = `The client '${CLIENT}' with object id '${OBJECT}' does not have authorization to perform action`;
    expect(about(text, { links: both })[0]?.cause).toContain("whom managed-identity-system gives here");
  });

  test("a variable whose value is not shown is compared with nothing", () => {
    const hidden: Evidence["environment"][number] = {
      ...{ name: "AZURE_CLIENT_ID", state: "set", secret: false, shape: [], from: "process", usedBy: [] },
    };
    expect(slugs(unknownApp(OTHER), { environment: [hidden] })).not.toContain("message-of-another-identity");
  });
});

describe("a release of the SDK", () => {
  const SILENT = "DefaultAzureCredential failed to retrieve a token. no response from the IMDS endpoint";

  test.each([
    ["python", "1.12.0", "azsdk-python-identity/1.12.0 Python/3.10"],
    ["python", "1.15.0b1", "azure-identity==1.15.0b1"],
    ["python", "1.14.0", "/site-packages/azure_identity-1.14.0.dist-info"],
    ["java", "1.11.1", "at com.azure.identity.X(X.java:1) ~[azure-identity-1.11.1.jar:?]"],
    ["dotnet", "1.11.2", "User-Agent: azsdk-net-Identity/1.11.2 (.NET 8.0.3)"],
    ["dotnet", "1.10.4", "Could not load 'Azure.Identity, Version=1.10.4.0, Culture=neutral'"],
    ["dotnet", "1.13.0-beta.1", String.raw`C:\Users\a\.nuget\packages\azure.identity\1.13.0-beta.1\lib`],
    ["javascript", "4.1.0", "node_modules/.pnpm/@azure+identity@4.1.0/node_modules"],
    ["go", "1.5.2", "/go/pkg/mod/github.com/!azure/azure-sdk-for-go/sdk/azidentity@v1.5.2/x.go"],
  ])("of %s, %s: %s", (sdk, version, text) => {
    expect(readMessage(text)).toMatchObject({ release: { sdk, version }, speaker: sdk });
  });

  test.each([
    ["1.12.0", ["message-of-older-sdk"]],
    ["1.14.1b1", ["message-of-older-sdk"]],
    ["1.14.1", ["message-not-reproduced"]],
    ["1.25.0", ["message-not-reproduced"]],
  ])("Python %s and a metadata service that did not answer: %j", (version, expected) => {
    expect(slugs(`azure-identity==${version}\n${SILENT}`, BY_ITSELF)).toEqual(expected);
  });

  test.each([
    ["1.12.1", false],
    ["1.13.0-beta.1", true],
    ["1.13.0", true],
    ["1.13.1", false],
  ])(".NET %s ends the chain at a 400: %s", (version, differs) => {
    const text = `azsdk-net-Identity/${version} ManagedIdentityCredential authentication failed: Identity not found`;
    expect(slugs(text, BY_ITSELF).includes("message-of-older-sdk")).toBe(differs);
  });

  test("a variable that it does not read matters only where it is set", () => {
    const text = `@azure/identity@4.9.0\n${SILENT}`;
    expect(slugs(text, BY_ITSELF)).not.toContain("message-of-older-sdk");
    const set = { ...BY_ITSELF, environment: [variable("AZURE_TOKEN_CREDENTIALS", "prod")] };
    expect(about(text, set)[0]).toMatchObject({ slug: "message-of-older-sdk" });
    expect(about(text, set)[0]?.cause).toContain("does not read AZURE_TOKEN_CREDENTIALS");
  });

  test("versions are in their order", () => {
    const order = ["1.9", "1.13.0-beta.1", "1.13.0-beta.2", "1.13.0", "1.13.1", "4.0.0"];
    expect(order.toReversed().sort(compareVersions)).toEqual(order);
    for (const { from, before } of releases) {
      if (from !== undefined) expect(compareVersions(from, before)).toBeLessThan(0);
    }
  });
});

const DENIED = "HttpResponseError: ErrorCode:AuthorizationPermissionMismatch";

describe("what the text tells", () => {
  const failedWith = (code: number) =>
    links(
      { environment: "failed" },
      { environment: { error: { name: "AuthenticationError", text: "", entra: [{ code }] } } },
    );

  test.each<[string, string, Partial<Evidence>, string, number]>([
    [
      "the same number of Entra's",
      "AADSTS7000222: expired",
      { links: failedWith(7_000_222) },
      "environment ends in AADSTS7000222",
      1,
    ],
    [
      "the same refusal",
      DENIED,
      { ...BY_ITSELF, targets: [blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" })] },
      "role-missing",
      2,
    ],
    [
      "the same refusal in the words of a vault",
      "Caller is not authorized to perform action on resource.",
      { ...BY_ITSELF, targets: [blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" })] },
      "role-missing",
      2,
    ],
    [
      "no link at all",
      "DefaultAzureCredential failed to retrieve a token from the included credentials",
      {},
      "no link of the chain wins here either",
      1,
    ],
  ])("happens here, too: %s", (_, text, special, where, pointers) => {
    const [found] = about(text, special).filter(({ slug }) => slug === "message-agrees");
    expect(found?.cause).toContain(where);
    expect(found?.level).toBe("info");
    expect(found?.evidence[0]).toBe("/message");
    expect(found?.evidence.length).toBeGreaterThanOrEqual(pointers);
  });

  test.each<[string, string, Partial<Evidence>]>([
    ["another number", "AADSTS7000215: wrong", { links: failedWith(7_000_222) }],
    [
      "what is allowed here",
      DENIED,
      { ...BY_ITSELF, targets: [blobTarget({ status: 404, code: "BlobNotFound" })] },
    ],
    [
      "a network rule, and a role is missing here",
      "ForbiddenByFirewall",
      { ...BY_ITSELF, targets: [blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" })] },
    ],
  ])("does not happen here: %s", (_, text, special) => {
    expect(slugs(text, special)).toEqual(["message-not-reproduced"]);
  });

  test.each<[string, string, Partial<Evidence>]>([
    ["it is about a target, and none was asked", DENIED, BY_ITSELF],
    ["so is a vault's policy", "does not have secrets get permission on key vault 'kv'", BY_ITSELF],
    ["so is a token that storage refuses", "Server failed to authenticate the request.", BY_ITSELF],
    ["it is about a key, which no run sends", "KeyBasedAuthenticationNotPermitted", BY_ITSELF],
    ["it is about a key, and nobody wins here", "KeyBasedAuthenticationNotPermitted", {}],
    ["the run was cut short", "AADSTS7000215: wrong", { ...BY_ITSELF, complete: false }],
    ["nothing in it is known", "all is well", BY_ITSELF],
  ])("is not compared when %s", (_, text, special) => {
    expect(slugs(text, special)).toEqual([]);
  });

  test("without a text nothing is said", () => {
    const report = judge(evidence(BY_VARIABLE));
    expect(report.messageReading).toBeUndefined();
    expect(report.findings.filter(({ slug }) => slug.startsWith("message-"))).toEqual([]);
  });

  test("no exit code changes by it", () => {
    for (const special of [BY_VARIABLE, BY_ITSELF, {}]) {
      expect(judge(evidence({ ...special, message: BARE })).verdict.exitCode).toBe(
        judge(evidence(special)).verdict.exitCode,
      );
    }
  });
});

test("what a release differs in is told for findings that exist", () => {
  const says = releases.flatMap(({ matters }) => (typeof matters === "object" ? matters.says : []));
  for (const slug of says) expect(findings[slug satisfies Slug]).toBeDefined();
  expect(says.length).toBeGreaterThan(0);
});
