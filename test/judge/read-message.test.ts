import { describe, expect, test } from "vitest";
import { entraErrors } from "../../src/catalogue/entra-errors.ts";
import { findings } from "../../src/catalogue/findings/index.ts";
import { messages } from "../../src/catalogue/messages.ts";
import { readMessage } from "../../src/judge/read-message.ts";
import { MORE, SAMPLES } from "../support/message-texts.ts";
import { SERVICE_TEXTS } from "../support/service-message-texts.ts";

test.each(SAMPLES)("%s, %s: %s", (speaker, link, cause, text) => {
  const reading = readMessage(text);
  const [first] = reading.readings;
  expect({ speaker: reading.speaker, link: first?.link, cause: first?.causes[0]?.slug }).toEqual({
    speaker,
    link,
    cause,
  });
});

test.each(SERVICE_TEXTS)("$source: $cause, $says", ({ cause, says, text }) => {
  const { readings } = readMessage(text);
  expect(readings).toHaveLength(1);
  expect(readings[0]?.causes[0]?.slug).toBe(cause);
  expect(readings[0]?.means).toContain(says);
});

test("every row of the table has a text that it reads", () => {
  const texts = [...SAMPLES.map(([, , , text]) => text), ...SERVICE_TEXTS.map(({ text }) => text), ...MORE];
  const read = new Set(texts.flatMap((text) => readMessage(text).readings.map(({ means }) => means)));
  expect(messages.map(({ means }) => means).filter((means) => !read.has(means))).toEqual([]);
});

/** What is wrong there shows in the variables and options of a run, or in no words that are known to be used. */
const TOLD_BY_NO_TEXT: readonly string[] = [
  ...["identity-switched-off", "variable-name-differs", "object-id-as-client-id", "metadata-moved"],
  ...["token-credentials-excludes", "excluded-link-works", "unexpected-identity"],
  // The words of others: a refused connection, "Docker Desktop's proxy", a status alone.
  ...["pods-kept-from-metadata", "metadata-stranger", "identity-not-set-up", "metadata-refused-request"],
  ...["arc-key-refused", "endpoint-secret-refused", "entra-disabled", "no-usable-answer"],
  // What is read for a number that is in no table.
  "entra-refused",
];

test("every error that a text can tell is named by a row, and no other is", () => {
  const named = new Set<string>([
    ...messages.flatMap(({ causes }) => causes),
    ...entraErrors.flatMap(({ finding, causes = [] }) => [finding, ...causes]),
  ]);
  const unnamed = Object.entries(findings).filter(
    ([slug, { level }]) => level === "error" && !named.has(slug),
  );
  expect(unnamed.map(([slug]) => slug).toSorted()).toEqual(TOLD_BY_NO_TEXT.toSorted());
});

describe("numbers of Entra's", () => {
  const told = (text: string) => {
    const [first] = readMessage(text).readings;
    return {
      slugs: first?.causes.map(({ slug }) => slug),
      means: first?.means,
      fix: first?.fix,
      commands: first?.commands ?? [],
    };
  };

  test.each([700082, 70008, 70043, 50173, 50132, 50133, 50058, 70016, 70019])(
    "AADSTS%i: a sign-in that a new one mends, not a password",
    (code) => {
      const { slugs, commands } = told(`AADSTS${code}: no. Please run: az login`);
      expect(slugs).toEqual(["tool-login-expired"]);
      expect(commands).toEqual(["az login --tenant '<tenant-id>' --scope '<resource>/.default'"]);
    },
  );

  test("the four stories of failures.md section a.6 are told apart", () => {
    const codes = [50076, 700082, 70043, 50173, 50058, 70016, 50126];
    expect(new Set(codes.map((code) => told(`AADSTS${code}: no`).means)).size).toBe(codes.length);
  });

  test("a second factor: a tool's login first, unless the app itself sent a password", () => {
    expect(told("AADSTS50076: no").slugs).toEqual(["tool-login-expired", "password-login-refused"]);
    const { slugs, fix, commands } = told("EnvironmentCredential authentication failed: AADSTS50076: no");
    expect(slugs).toEqual(["password-login-refused"]);
    expect(fix).toContain("in place of AZURE_USERNAME and AZURE_PASSWORD");
    expect(commands).toEqual([]);
  });

  test("a secret that was right once wants another fix than one that never was", () => {
    const [expired, wrong] = ["AADSTS7000222: no", "AADSTS7000215: no"].map(told);
    expect(expired?.fix).toContain("managed identity");
    expect(wrong?.fix).toContain("Secret ID");
    expect(wrong?.slugs).toEqual([
      ...["secret-id-instead-of-value", "variable-damaged", "secret-cut", "secret-wrong"],
    ]);
  });

  test("a client id in the text stands in the command", () => {
    const id = "3de34179-1f9e-42a1-93a4-a18aa7dfe074";
    expect(told(`AADSTS7000229: The client application '${id}' is missing.`).commands).toEqual([
      `az ad sp create --id ${id}`,
    ]);
  });

  test("a number that is in no table: where it can be looked up", () => {
    expect(told("AADSTS9999999: odd").fix).toContain("https://login.microsoftonline.com/error?code=9999999");
  });
});

describe("what to look at, where a text of a service fits several causes", () => {
  const OBJECT = "c0febba0-1fc3-4580-861f-30ec68591d1b";
  const first = (text: string) => readMessage(text).readings[0];

  test("the caller of the text stands in the command", () => {
    const refused = `Caller is not authorized to perform action on resource. Caller: appid=x;oid=${OBJECT};iss=x`;
    expect(first(refused)?.commands?.join("\n")).toContain(`--assignee ${OBJECT} `);
    const noPolicy = `The user, group or application 'oid=${OBJECT}' does not have secrets get permission on key vault 'kv'`;
    expect(first(noPolicy)?.commands?.join("\n")).toContain(`--object-id ${OBJECT} `);
  });

  test("a text that names nobody leaves the place open", () => {
    expect(first("Caller is not authorized to perform action on resource.")?.commands?.join("\n")).toContain(
      "--assignee '<object-id>'",
    );
  });

  test("storage: what the detail in the body would say", () => {
    expect(first("Server failed to authenticate the request.")?.fix).toContain("AuthenticationErrorDetail");
  });

  test.each([
    ["a permission of another protocol's", "rpc error: code = PermissionDenied desc = no"],
    ["an error of a client's own", "openai.PermissionDeniedError"],
    ["a resource that is not there", "The specified resource does not exist. ErrorCode: ResourceNotFound"],
  ])("%s: nothing of this", (_, text) => {
    expect(readMessage(text).readings).toEqual([]);
  });
});

describe("the same words, of another place", () => {
  const first = (text: string) => readMessage(text).readings[0]?.causes[0]?.slug;

  test("a chain in one line: each credential's part is read for itself", () => {
    const text =
      "Attempted credentials: EnvironmentCredential: dial tcp: lookup login.microsoftonline.com: no such host ManagedIdentityCredential: dial tcp 169.254.169.254:80: connect: connection refused";
    const slugs = readMessage(text).readings.map(({ causes }) => causes[0]?.slug);
    expect(slugs).toContain("login-name-unknown");
    expect(slugs).toContain("metadata-refused");
    expect(slugs).not.toContain("target-unreachable");
    expect(slugs).not.toContain("name-does-not-resolve");
  });

  test.each([
    ["connect ECONNREFUSED 127.0.0.1:5432", "target-unreachable"],
    ["connect ECONNREFUSED 127.0.0.1:42356", "identity-endpoint-unreachable"],
    ["status code: 504 from contoso.azconfig.io", "answer-unclear"],
    ["ManagedIdentityCredential: status code: 504", "metadata-behind-proxy"],
  ])("%s: %s", (text, slug) => {
    expect(first(text)).toBe(slug);
  });
});

test("the beginning of Go's text is Go's", () => {
  const text = "Attempted credentials: EnvironmentCredential: missing environment variable";
  expect(readMessage(text)).toMatchObject({ speaker: "go", readings: [{ link: "environment" }] });
});

describe("a text of a whole chain", () => {
  const text =
    "DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n" +
    "\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n" +
    "\tManagedIdentityCredential: App Service managed identity configuration not found in environment. No Managed Identity found for specified ClientId/ResourceId/PrincipalId.\n" +
    "\tAzureCliCredential: Azure CLI not found on path";

  test("what every chain says comes last", () => {
    const { readings, bare } = readMessage(text);
    expect(bare).toBeUndefined();
    expect(readings.map(({ link, isUsual }) => [link, isUsual])).toEqual([
      ["managed-identity", false],
      ["azure-cli", true],
      ["environment", true],
      [undefined, true],
    ]);
  });
});

test("a credential that the app makes itself is told apart from the chain", () => {
  expect(readMessage("ManagedIdentityCredential: Authentication failed. Identity not found").bare).toBe(
    "managed-identity",
  );
  expect(
    readMessage("ChainedTokenCredential ... ManagedIdentityCredential: Identity not found").bare,
  ).toBeUndefined();
});

test("ids for a ticket are kept, and nothing else of the text", () => {
  const id = "03da4b8e-5ffe-48ca-9754-aff4276f0100";
  const reading = readMessage(`lab-fake-secret AADSTS9999999: odd. Trace ID: ${id} Correlation ID: ${id}`);
  expect(reading).toMatchObject({ traceId: id, correlationId: id });
  expect(reading.readings[0]).toMatchObject({ code: 9_999_999, causes: [{ slug: "entra-refused" }] });
  expect(JSON.stringify(reading)).not.toContain("lab-fake-secret");
});

test("a text that is none says nothing", () => {
  expect(readMessage("all is well").readings).toEqual([]);
});
