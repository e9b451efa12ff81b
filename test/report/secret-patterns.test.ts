import * as z from "zod/mini";
import { describe, expect, test } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { seal } from "../../src/report/seal.ts";
import { isSecretName, SECRET_PATTERNS } from "../../src/report/secret-patterns.ts";
import { buildReport, CORRELATION_ID, TARGET_URL, TENANT, VM_ID } from "./fixture.ts";
import { htmlEscaped, KNOWN, sealed } from "./sealing.ts";

describe("secrets known by their look", () => {
  const samples = SECRET_PATTERNS.flatMap(({ kind, regex, samples: texts }) =>
    texts.map((sample) => ({ kind, regex, sample })),
  );

  test.each(samples)("$kind: $sample", ({ kind, regex, sample }) => {
    expect(sample.match(regex)).not.toBeNull();
    for (const text of [
      sample,
      JSON.stringify({ body: sample }),
      encodeURIComponent(sample),
      htmlEscaped(sample),
    ]) {
      const result = sealed(text);
      expect(result).toMatch(/\[removed: [a-z ]+\]/);
      expect(result).not.toMatch(/FAK|GQUtF|ZXlK/);
      expect(sealed(result)).toBe(result);
    }
    expect(sealed(sample)).toContain(`[removed: ${kind}]`);
  });

  test("no row is without a sample, every expression is global", () => {
    for (const { regex, samples: texts } of SECRET_PATTERNS) {
      expect(regex.flags).toContain("g");
      expect(texts.length).toBeGreaterThan(0);
    }
  });

  test.each([
    `correlation id ${CORRELATION_ID}, trace ${TENANT}`,
    `${VM_ID}/providers/Microsoft.Authorization/roleAssignments/${CORRELATION_ID}`,
    "/subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/v/secrets/db-password",
    `Bearer authorization_uri=https://login.microsoftonline.com/${TENANT}/oauth2/authorize resource_id=https://storage.azure.com`,
    `Bearer authorization="https://login.windows.net/${TENANT}", resource="https://vault.azure.net"`,
    "Basic realm=/var/opt/azcmagent/tokens/aaaa.key",
    `AADSTS7000215: Invalid client secret provided. Trace ID: ${TENANT} Correlation ID: ${CORRELATION_ID} Timestamp: 2026-11-23 09:00:00Z`,
    "https://login.microsoftonline.com/error?code=7000215",
    "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com",
    "az ad app credential reset --id x --append",
    "unset AZURE_CLIENT_SECRET AZURE_CLIENT_CERTIFICATE_PASSWORD",
    "export AZURE_CLIENT_SECRET=<value>",
    "AZURE_CLIENT_SECRET: not set",
    "AZURE_CLIENT_SECRET: missing",
    "Invalid client secret: 7000215 is its number; the password: wrong, the secret: none, the cookie is gone",
    "EnvironmentCredential: AZURE_CLIENT_CERTIFICATE_PASSWORD: ManagedIdentityCredential came next",
    "https://contoso.example/?errorcode=5&code=50126",
    "server.version 1.AzureStorage, 0.AXoA, node 20.20.2, M.C507",
    "the app's settings; password rules; pwd",
    "A secret with (name/id) db-password was not found in this key vault.",
    "@Microsoft.KeyVault(VaultName=kv-contoso;SecretName=db-password)",
    "Basic authentication is not enabled; bearer tokens are",
    TARGET_URL,
    "contact someone@example.com about https://example.com/a@b",
    '{"error":{"code":"AuthorizationPermissionMismatch","message":"This request is not authorized"}}',
  ])("stays: %s", (text) => {
    expect(sealed(text)).toBe(text);
    expect(sealed(text, KNOWN)).toBe(text);
  });

  test("the report of the fixture stays as it is", () => {
    expect(seal(buildReport(), KNOWN)).toEqual(buildReport());
  });

  test("the value of what is named like a secret", () => {
    const report = buildReport();
    const [first] = report.links;
    const exchange = {
      method: "GET",
      url: "http://localhost/",
      startedAt: report.startedAt,
      durationMs: 1,
      requestHeaders: {
        authorization: "FAKE",
        secret: "FAKE",
        "X-IDENTITY-HEADER": "FAKE",
        metadata: "true",
      },
      responseHeaders: { "set-cookie": "FAKE", "www-authenticate": "Basic realm=x" },
    };
    const input = {
      name: "AZURE_PASSWORD",
      from: "environment" as const,
      state: "set" as const,
      value: "FAKE",
    };
    const result = seal(
      {
        ...report,
        links: [{ ...(first as NonNullable<typeof first>), inputs: [input], exchanges: [exchange] }],
      },
      [],
    );
    expect(JSON.stringify(result)).not.toContain('"FAKE"');
    expect(result.links[0]?.exchanges[0]?.responseHeaders["www-authenticate"]).toBe("Basic realm=x");
    expect(result.redactions.map(({ where }) => where)).toEqual([
      "/links/0/exchanges/0/requestHeaders/X-IDENTITY-HEADER",
      "/links/0/exchanges/0/requestHeaders/authorization",
      "/links/0/exchanges/0/requestHeaders/secret",
      "/links/0/exchanges/0/responseHeaders/set-cookie",
      "/links/0/inputs/0/value",
    ]);
    expect(seal(result, [])).toEqual(result);
  });

  test("no name of the schema is taken for the name of a secret's value", () => {
    const names = new Set(JSON.stringify(z.toJSONSchema(reportSchema)).match(/[a-zA-Z]+/g));
    expect([...names].filter(isSecretName)).toEqual(["secret"]);
  });
});
