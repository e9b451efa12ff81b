import { describe, expect, test } from "vitest";
import { linkDefinition } from "../../src/catalogue/links/index.ts";
import { refusedOutcome, withServerFacts } from "../../src/collect/outcome.ts";
import { ARC_REFUSALS } from "../../src/catalogue/arc-errors.ts";
import type { AttemptError, Exchange } from "../../src/model/report.ts";

const ERROR = { name: "AuthenticationError", text: "the SDK's own words. And more." };

function exchange(special: Partial<Exchange>): Exchange {
  return {
    method: "GET",
    url: "http://169.254.169.254/metadata/identity/oauth2/token",
    startedAt: "2026-11-01T08:00:00.000Z",
    durationMs: 1000,
    requestHeaders: {},
    responseHeaders: {},
    ...special,
  };
}

describe("who answered decides between failed and unavailable", () => {
  const imds = { server: "IMDS/150.870.65.1854" };
  test.each([
    [exchange({ status: 400, responseHeaders: imds, errorBody: '{"error":"invalid_request"}' }), "failed"],
    [exchange({ status: 404, errorBody: '{"error":"not_found"}' }), "failed"],
    [exchange({ status: 403, errorBody: "<html>no</html>" }), "unavailable"],
    [exchange({ status: 200, errorBody: "<html>welcome</html>" }), "unavailable"],
    [exchange({ status: 200, responseHeaders: { "content-type": "text/plain" } }), "unavailable"],
    [exchange({ status: 200, responseHeaders: { "content-type": "application/json" } }), "failed"],
    [exchange({ status: 400, errorBody: '{"error":{"code":"AudienceNotSupported"}}' }), "failed"],
    [
      exchange({ status: 403, errorBody: "connecting to 169.254.169.254:80: unreachable network" }),
      "unavailable",
    ],
    [exchange({ failure: { code: "ECONNREFUSED", stage: "tcp" } }), "unavailable"],
    [exchange({ failure: { code: "ENOTFOUND", stage: "dns" } }), "unavailable"],
    [exchange({ failure: { code: "SELF_SIGNED_CERT_IN_CHAIN", stage: "tls" } }), "unavailable"],
  ])("%j", (answer, outcome) => {
    expect(refusedOutcome(linkDefinition("managed-identity-system").endpoint, ERROR, [answer]).outcome).toBe(
      outcome,
    );
  });

  test("nothing was sent: the SDK's first sentence is the reason", () => {
    const found = refusedOutcome(linkDefinition("azure-cli").endpoint, ERROR, []);
    expect(found).toEqual({ outcome: "unavailable", reason: "the SDK's own words." });
  });
});

describe("what a developer tool said decides the outcome", () => {
  test.each([
    [
      "Please run 'az login' from a command prompt to authenticate",
      "unavailable",
      /^not logged in: az login/,
    ],
    ["Please run 'azd auth login' from a command prompt", "unavailable", /^not logged in: azd auth login/],
    ["Please run 'Connect-AzAccount' from PowerShell", "unavailable", /^not logged in: Connect-AzAccount/],
    ["ERROR: AADSTS700082: Too old. And more.\naz login --scope x", "failed", /^AADSTS700082: Too old\.$/],
    ["please run the following command: azd auth login --scope x", "failed", /no longer accepts/],
    ["Your Azure credentials have not been set up or have expired, please", "failed", /expired/],
    ["Azure CLI could not be found. Please visit x", "not-configured", /cannot be started/],
    ["/bin/sh: 1: az: Permission denied", "not-configured", /this user may not start it/],
    [
      "/bin/sh: line 1: /usr/bin/az: cannot execute: required file not found",
      "not-configured",
      /may not start/,
    ],
    [
      "PermissionError: [Errno 13] Permission denied: '/home/app/.azure/az.json'",
      "unavailable",
      /its own files/,
    ],
    ["ERROR: open /home/app/.azd/config.json: permission denied", "unavailable", /its own files/],
    ["spawn pwsh EACCES", "not-configured", /this user may not start it/],
    ["spawn /bin/sh ENOENT", "not-configured", /cannot be started/],
    ["Azure Developer CLI couldn't be found. To mitigate", "not-configured", /cannot be started/],
    ["The 'Az.Account' module >= 2.2.0 is not installed. Install", "not-configured", /Az\.Accounts/],
    ["[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "unavailable", /intercepts TLS/],
    [
      "tls: failed to verify certificate: x509: certificate signed by unknown authority",
      "unavailable",
      /TLS/,
    ],
    [`Unexpected token 'a', "a sentence" is not valid JSON`, "unavailable", /something else than a token/],
    ["Error: No access token found in the output. Received output: x", "unavailable", /something else/],
  ])("%s", (text, outcome, reason) => {
    const found = refusedOutcome("tool", { name: "CredentialUnavailableError", text }, []);
    expect(found).toEqual({ outcome, reason: expect.stringMatching(reason) });
  });
});

describe("the reason is in the endpoint's own words", () => {
  const reasonOf = (error: Partial<AttemptError>, ...exchanges: Exchange[]) =>
    refusedOutcome("managed-identity", { ...ERROR, ...error }, exchanges);
  const challenge = { "www-authenticate": "Basic realm=/var/opt/azcmagent/tokens/a.key" };

  test.each([
    ["Entra and the metadata service", { error: "e", error_description: "No. More." }, "400 e: No."],
    ["App Service", { statusCode: 400, message: "No. More." }, "400 No."],
    ["Cloud Shell and Service Fabric", { error: { code: "E", message: "No. More." } }, "400 E: No."],
  ])("%s", (_who, body, reason) => {
    const answer = exchange({ status: 400, errorBody: JSON.stringify(body) });
    expect(reasonOf({}, answer)).toEqual({ outcome: "failed", reason });
    expect(withServerFacts(ERROR, [answer]).description).toBe("No. More.");
  });

  test.each(Object.keys(ARC_REFUSALS))("the Arc agent's challenge, and %s", (code) => {
    const errorBody = JSON.stringify({ error: "unauthorized_client", error_description: "Missing header" });
    const answer = exchange({ status: 401, responseHeaders: challenge, errorBody });
    const { outcome, reason } = reasonOf({ code }, answer);
    expect(outcome).toBe("failed");
    expect(reason).toMatch(/^401 (?!.*Missing header).{20}/);
    expect(reason).not.toContain("{}");
  });

  test("the key file is named", () => {
    const answer = exchange({ status: 401, responseHeaders: challenge, errorBody: '{"error":"e"}' });
    expect(reasonOf({ code: "unable_to_read_secret_file" }, answer).reason).toContain(
      "/var/opt/azcmagent/tokens/a.key, and this user cannot read",
    );
    // The agent's own refusal of a key is not the SDK's.
    expect(reasonOf({ code: "e" }, answer).reason).toBe("401 e");
  });

  test("an id that the SDK refuses before it asks", () => {
    // @azure/identity 4.13.1
    const text =
      "ManagedIdentityCredential: Authentication failed. Message Only client id is supported for user-assigned managed identity in MachineLearning.";
    expect(reasonOf({ text })).toEqual({
      outcome: "not-configured",
      reason: "Only client id is supported for user-assigned managed identity in MachineLearning.",
    });
  });

  test("what AuthenticationError says behind its status", () => {
    const text =
      "EnvironmentCredential authentication failed. To troubleshoot, visit https://aka.ms/x. Status code: 400\nMore details:\nENOENT: no such file or directory, open '/client.pem',";
    expect(reasonOf({ text }).reason).toBe("the file /client.pem does not exist");
  });

  test("a file that the credential itself could not open", () => {
    const opening = (problem: string) => reasonOf({ text: `${problem}, open '/run/token'` }).reason;
    expect(opening("EACCES: permission denied")).toBe("the file /run/token cannot be read by this user");
    expect(opening("ENOENT: no such file or directory")).toBe("the file /run/token does not exist");
  });
});

test("Entra's numbers and ids come from the answer's fields, or else from the text", () => {
  const ids = { correlation_id: "c", trace_id: "t", timestamp: "2026-11-01 08:00:00Z" };
  const body = JSON.stringify({
    error: "invalid_client",
    error_description: "AADSTS1: x",
    error_codes: [7000215],
    ...ids,
  });
  const fields = withServerFacts(ERROR, [exchange({ status: 401, errorBody: body })]);
  const row = { code: 7000215, correlationId: "c", traceId: "t", timestamp: "2026-11-01 08:00:00Z" };
  expect(fields).toMatchObject({ status: 401, entra: [row], description: "AADSTS1: x" });
  const text = withServerFacts(
    { name: "E", text: "invalid_client: AADSTS7000222: expired. And AADSTS7000222 again" },
    [],
  );
  expect(text.entra).toEqual([{ code: 7000222 }]);
});
