import { describe, expect, test } from "vitest";
import { isSwapped, shownValue, withoutSecrets } from "../../src/catalogue/shown-value.ts";
import { urlParts } from "../../src/catalogue/url-parts.ts";
import { environmentSnapshot, knownSecrets, proxySettings } from "../../src/collect/environment.ts";

const GUID = "3d2ec8ad-6538-4bb5-99bd-b34b36c413c3";
const SECRET = "lab-fake-8Q~abcdefghijklmnopqrstuvwxyz0123";

describe("what is before the host of a URL, and behind its path", () => {
  test.each([
    ["http://proxy:3128", undefined, "proxy:3128", ""],
    ["proxy.contoso.example:3128", undefined, "proxy.contoso.example:3128", ""],
    ["http://u:pw@proxy:3128/", "u:pw", "proxy:3128/", ""],
    ["http://u:pa/ss@proxy", "u:pa/ss", "proxy", ""],
    ["u:pa/ss@proxy", "u:pa/ss", "proxy", ""],
    ["http://u:p@ss@proxy", "u:p@ss", "proxy", ""],
    ["http://u:p@s/s@proxy", "u:p@s/s", "proxy", ""],
    ["http://u:p?s#s@proxy", "u:p?s#s", "proxy", ""],
    ["http://token@proxy", "token", "proxy", ""],
    ['"http://u:pw@proxy"', "u:pw", "proxy", ""],
    ["http://u:12/3@proxy", "u:12/3", "proxy", ""],
    ["http://u:pw", "u:pw", "", ""],
    ["u:pw/x", "u:pw/x", "", ""],
    ["http://[::1]:80/x", undefined, "[::1]:80/x", ""],
    ["https://login.microsoftonline.com/contoso", undefined, "login.microsoftonline.com/contoso", ""],
    ["http://localhost:1/msi?code=a@b", undefined, "localhost:1/msi", "?code=a@b"],
    ["http://u:pw@localhost:1/msi?code=x#y", "u:pw", "localhost:1/msi", "?code=x#y"],
    ["https:/login.microsoftonline.com", undefined, "https:/login.microsoftonline.com", ""],
    ["#{proxy}#", undefined, "#{proxy}#", ""],
    ["", undefined, "", ""],
  ])("%s", (text, userInfo, address, tail) => {
    expect(urlParts(text)).toEqual({
      scheme: /^"?(https?:\/\/)/.exec(text)?.[1] ?? "",
      address,
      tail,
      ...(userInfo === undefined ? {} : { userInfo }),
    });
  });
});

describe("a value", () => {
  test.each([
    ["client-id", GUID],
    ["client-id", `"${GUID}"`],
    ["client-id", `{${GUID}}`],
    ["client-id", `${GUID}\n`],
    ["client-id", "<client-id>"],
    ["client-id", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/client1/)"],
    ["tenant", GUID],
    ["tenant", "contoso.onmicrosoft.com"],
    ["tenant", "common"],
    ["authority", "https://login.microsoftonline.com/"],
    ["endpoint", "http://localhost:42356/msi/token"],
    ["endpoint", "[Managed identity has been configured: this is not viewable in Kudu.]"],
    ["text", "anything"],
  ] as const)("of the kind %s is shown: %s", (kind, value) => {
    expect(shownValue(value, { kind, secret: false })).toBe(value);
  });

  test.each([
    ["client-id", SECRET],
    ["client-id", "contoso-web"],
    ["client-id", `<${SECRET}>`],
    ["client-id", `urn:uuid:${GUID}`],
    ["tenant", SECRET],
    ["tenant", "Contoso Ltd"],
  ] as const)("of the kind %s is not shown: %s", (kind, value) => {
    expect(shownValue(value, { kind, secret: false })).toBeUndefined();
    expect(environmentSnapshot({ AZURE_TENANT_ID: value, AZURE_CLIENT_ID: value })).not.toContainEqual(
      expect.objectContaining({ value }),
    );
  });

  test("of a secret is never shown", () => {
    expect(shownValue(GUID, { kind: "client-secret", secret: true })).toBeUndefined();
  });

  test.each([
    ["http://u:pw@localhost:1/msi?code=x#y", "http://localhost:1/msi"],
    ["u:pw@login.microsoftonline.com", "login.microsoftonline.com"],
    ["http://u:pw", "http://..."],
    ["'https://login.microsoftonline.com'", "'https://login.microsoftonline.com'"],
  ])("of a URL is shown without its secrets: %s", (value, shown) => {
    expect(withoutSecrets(value)).toBe(shown);
  });
});

test("what is not shown is told by its length, and by what was cut off", () => {
  const rows = environmentSnapshot({
    AZURE_CLIENT_ID: "contoso-web",
    IDENTITY_ENDPOINT: "http://u:pw@localhost:1/msi?code=lab-fake-code",
  });
  const shapes = (name: string) => rows.find((row) => row.name === name)?.shape;
  expect(shapes("AZURE_CLIENT_ID")).toEqual(["not-a-guid", "11 characters"]);
  expect(shapes("IDENTITY_ENDPOINT")).toEqual(["with-user-info", "with-query"]);
});

test("id and secret are swapped when the secret is a GUID and the id looks like a secret", () => {
  expect(isSwapped({ AZURE_CLIENT_ID: SECRET, AZURE_CLIENT_SECRET: GUID })).toBe(true);
  expect(isSwapped({ AZURE_CLIENT_ID: GUID, AZURE_CLIENT_SECRET: GUID })).toBe(false);
  expect(isSwapped({ AZURE_CLIENT_ID: "contoso-web", AZURE_CLIENT_SECRET: GUID })).toBe(false);
  expect(isSwapped({ AZURE_CLIENT_ID: SECRET, AZURE_CLIENT_SECRET: SECRET })).toBe(false);
  expect(isSwapped({})).toBe(false);
});

test("the seal knows what stands in the wrong place, as it is written and as it is sent", () => {
  const values = (env: Record<string, string>) => knownSecrets(env).map(({ value }) => value);
  expect(values({ AZURE_CLIENT_ID: SECRET })).toEqual([SECRET]);
  const withoutDigits = "lab-fake-valid~secret.of-contoso-web";
  expect(values({ AZURE_CLIENT_ID: withoutDigits })).toEqual([withoutDigits]);
  expect(values({ AZURE_CLIENT_ID: "contoso-web-application" })).toEqual([]);
  expect(values({ azure_tenant_id: SECRET })).toEqual([SECRET]);
  expect(values({ AZURE_CLIENT_ID: GUID, AZURE_TENANT_ID: "contoso.onmicrosoft.com" })).toEqual([]);
  expect(values({ HTTPS_PROXY: "http://u:pa%2Fss@proxy" })).toEqual(["pa%2Fss", "pa/ss"]);
  expect(values({ HTTP_PROXY: "http://alice@proxy" })).toEqual([]);
  expect(values({ IDENTITY_ENDPOINT: "http://h/msi?api-version=2019-08-01&code=lab-fake-code" })).toEqual([
    "lab-fake-code",
  ]);
});

test("proxies are told without user and password, each of a list", () => {
  expect(
    proxySettings({ HTTPS_PROXY: "http://u:pa/ss@proxy:3128", NO_PROXY: "localhost,u:pw@host,.example" }),
  ).toEqual({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "localhost,host,.example" });
});
