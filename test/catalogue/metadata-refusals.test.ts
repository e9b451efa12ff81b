import { expect, test } from "vitest";
import { findings } from "../../src/catalogue/findings/index.ts";
import { refusalOf } from "../../src/catalogue/metadata-refusals.ts";

const HOST = { kind: "azure-vm", resourceId: undefined, name: undefined } as const;

/** An answer of an endpoint, what it is told as, and a word that the advice for it has. */
const ANSWERS = [
  ["Imds", 400, "bad_request_102", "header not specified", "metadata-request-changed", "no proxy"],
  [
    "Imds",
    400,
    "invalid_request",
    "Request contains 'X-Forwarded-For' header",
    "metadata-request-changed",
    "no proxy",
  ],
  ["AppService", 400, "x", "X-Forwarded-For", "metadata-refused-request", "support ticket"],
  ["ServiceFabric", 400, "SecretHeaderNotFound", "", "metadata-request-changed", "no proxy"],
  [
    "ServiceFabric",
    404,
    "ManagedIdentityNotFound",
    "",
    "fabric-identity-not-mapped",
    "ApplicationManifest.xml",
  ],
  [
    "Imds",
    404,
    undefined,
    "no azure identity found for request clientID",
    "pod-identity-not-bound",
    "bindings",
  ],
  ["Imds", 401, "unauthorized_client", "", "identity-not-set-up", "off and on"],
  ["AppService", 401, undefined, "", "endpoint-secret-refused", "app's process"],
  ["AzureArc", 401, "invalid_file_path", "", "arc-key-elsewhere", "agent anew"],
  ["AzureArc", 401, "www_authenticate_header_missing", "", "arc-agent-replaced", "proxy"],
  ["AzureArc", 401, undefined, "", "arc-key-refused", "start it again"],
  ["CloudShell", 405, undefined, "", "taken-for-cloud-shell", "app's own process"],
  ["CloudShell", 400, "AudienceNotSupported", "", "audience-not-served", "Azure CLI"],
  ["AppService", 400, "invalid_resource", "", "metadata-refused-request", "not known"],
] as const;

test.each(ANSWERS)("%s %i %s %j: %s", (source, status, code, text, slug, says) => {
  const refusal = { link: "managed-identity-system", source, status, code, text };
  expect(refusalOf(refusal)).toBe(slug);
  const fixes = findings[slug].fixes(refusal, HOST);
  expect(fixes[0]?.what).toContain(says);
});

test("the endpoint's words are told, and a long list of them is cut", () => {
  const refusal = { link: "managed-identity-system", source: "CloudShell", status: 400, code: undefined };
  const cause = findings["audience-not-served"].cause({ ...refusal, text: "Audience x. ".repeat(40) });
  expect(cause).toContain("Audience x.");
  expect(cause.length).toBeLessThan(450);
});
