import { describe, expect, test } from "vitest";
import { addressKind } from "../../src/catalogue/address-kind.ts";
import { hiddenByKudu } from "../../src/catalogue/kudu.ts";
import { damagesOf, shapesOf } from "../../src/catalogue/shapes.ts";
import { lookalikes, proxyVariables, variables } from "../../src/catalogue/variables.ts";
import { environmentSnapshot, knownSecrets } from "../../src/collect/environment.ts";

const GUID = "3d2ec8ad-6538-4bb5-99bd-b34b36c413c3";
const SECRET = "lab-fake-8Q~abcdefghijklmnopqrstuvwxyz0123";
const MASK =
  "[Managed identity has been configured. This value is not viewable in Kudu but is exposed to the app.]";

function shapes(name: string, value: string): string[] {
  const definition = [...variables, ...proxyVariables].find((variable) => variable.name === name);
  if (definition === undefined) throw new Error(name);
  return shapesOf(value, definition).filter((shape) => !/^\d+ characters$/.test(shape));
}

describe("shapes of values", () => {
  test.each([
    ["AZURE_CLIENT_SECRET", `"${SECRET}"`, ["quoted"]],
    ["AZURE_CLIENT_SECRET", `'${SECRET}'`, ["quoted"]],
    ["AZURE_TENANT_ID", `"${GUID}"`, ["quoted"]],
    ["AZURE_CLIENT_SECRET", ` ${SECRET}`, ["padded"]],
    ["AZURE_CLIENT_SECRET", `${SECRET}\t`, ["padded"]],
    ["AZURE_CLIENT_SECRET", `${SECRET}\n`, ["newline"]],
    ["AZURE_CLIENT_ID", `${GUID}\r\n`, ["newline"]],
    ["AZURE_CLIENT_ID", `\uFEFF${GUID}`, ["byte-order-mark"]],
    ["AZURE_CLIENT_ID", `${GUID}\u200b`, ["invisible"]],
    ["AZURE_TENANT_ID", `\u00a0${GUID}`, ["invisible"]],
    ["AZURE_PASSWORD", `${SECRET}\u0007`, ["invisible"]],
    ["AZURE_CLIENT_SECRET", `lab\u2013fake-8Q~abcdefgh`, ["non-ascii"]],
    ["AZURE_TENANT_ID", "сontoso.onmicrosoft.com", ["non-ascii"]],
    ["AZURE_CLIENT_SECRET", "<client-secret>", ["placeholder"]],
    ["AZURE_CLIENT_SECRET", "#{ClientSecret}#", ["placeholder"]],
    ["AZURE_CLIENT_SECRET", "${CLIENT_SECRET}", ["placeholder"]],
    ["AZURE_CLIENT_SECRET", "$(clientSecret)", ["placeholder"]],
    ["AZURE_CLIENT_SECRET", "{{ client_secret }}", ["placeholder"]],
    ["AZURE_CLIENT_ID", "YOUR_CLIENT_ID", ["placeholder"]],
    ["AZURE_TENANT_ID", "00000000-0000-0000-0000-000000000000", ["placeholder"]],
    [
      "AZURE_CLIENT_SECRET",
      "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s/)",
      ["unresolved-reference"],
    ],
    ["AZURE_CLIENT_ID", `{${GUID}}`, ["braced"]],
    ["AZURE_CLIENT_ID", "contoso-web", ["not-a-guid"]],
    ["AZURE_TENANT_ID", "Contoso Ltd", ["not-a-tenant"]],
    ["AZURE_CLIENT_SECRET", GUID, ["guid"]],
    ["IDENTITY_ENDPOINT", "localhost:42356/msi/token", ["not-a-url"]],
    ["AZURE_CLIENT_CERTIFICATE_PATH", "~/client.pem", ["tilde"]],
    ["IDENTITY_ENDPOINT", MASK, ["masked"]],
    ["IDENTITY_HEADER", MASK, ["masked"]],
    ["AZURE_AUTHORITY_HOST", "login.microsoftonline.com", ["not-https"]],
    ["AZURE_AUTHORITY_HOST", "http://login.microsoftonline.com", ["not-https"]],
    ["AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/contoso", ["with-path"]],
    ["AZURE_AUTHORITY_HOST", "HTTPS://login.microsoftonline.com", ["scheme-case"]],
    ["AZURE_AUTHORITY_HOST", "https://u:lab-fake@login.microsoftonline.com", ["with-user-info"]],
    ["IDENTITY_ENDPOINT", "http://localhost:42356/msi/token?code=lab-fake", ["with-query"]],
    ["AZURE_TENANT_ID", "common", ["no-single-tenant"]],
    ["AZURE_TENANT_ID", "Organizations", ["no-single-tenant"]],
    ["AZURE_KUBERNETES_CA_DATA", "'lab-fake-certificate'", ["quoted"]],
    ["HTTPS_PROXY", '"http://proxy:3128"', ["quoted"]],
    ["https_proxy", " http://proxy:3128", ["padded"]],
    ["HTTP_PROXY", "#{proxy}#", ["placeholder"]],
    ["ALL_PROXY", "proxy.contoso.example:3128", ["no-scheme"]],
    ["all_proxy", "10.0.0.4:3128", ["no-scheme"]],
    ["http_proxy", "http://", ["not-a-proxy"]],
    ["HTTPS_PROXY", "socks5://proxy:1080", ["not-a-proxy"]],
    ["HTTPS_PROXY", "http://u:lab/fake@proxy:3128", ["with-user-info", "not-a-proxy"]],
    ["NO_PROXY", '"169.254.169.254"', ["quoted"]],
  ])("%s=%j", (name, value, expected) => {
    expect(shapes(name, value)).toEqual(expected);
  });

  test.each([
    ["AZURE_CLIENT_SECRET", SECRET],
    ["AZURE_CLIENT_SECRET", `lab-fake-"quotes"-inside`],
    ["AZURE_CLIENT_ID", GUID.toUpperCase()],
    ["AZURE_TENANT_ID", "contoso.onmicrosoft.com"],
    ["AZURE_PASSWORD", "lab-fake-pässwörd"],
    ["AZURE_USERNAME", "jörg@contoso.example"],
    ["AZURE_CLIENT_CERTIFICATE_PATH", "C:\\Users\\LONGNA~1\\client.pem"],
    ["AZURE_CLIENT_CERTIFICATE_PATH", "/srv/geheim/schlüssel für web.pem"],
    ["AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/"],
    ["IDENTITY_ENDPOINT", "http://localhost:42356/msi/token"],
    // App Service's own header looks like this.
    ["IDENTITY_HEADER", GUID],
    ["DEFAULT_IDENTITY_CLIENT_ID", "clientid"],
    ["HTTPS_PROXY", "http://proxy.contoso.example:3128"],
    ["HTTPS_PROXY", "HTTPS://proxy.contoso.example"],
    ["NO_PROXY", "localhost, 169.254.169.254"],
    ["AZURE_TENANT_ID", "common.onmicrosoft.com"],
  ])("%s=%j is as it should be", (name, value) => {
    expect(shapes(name, value)).toEqual([]);
  });

  test("a GUID as a secret has a finding of its own: it is no damage", () => {
    expect(damagesOf(["guid", "36 characters"])).toEqual([]);
    expect(damagesOf(["quoted", "38 characters"])).toHaveLength(1);
  });
});

describe("names that nearly are a variable's", () => {
  const names = (env: Record<string, string>) => lookalikes(env).map(({ name, shape }) => [name, shape]);

  test("another case, and the prefix of app settings", () => {
    expect(names({ azure_client_id: GUID })).toEqual([["azure_client_id", "other-case"]]);
    expect(names({ APPSETTING_AZURE_CLIENT_ID: GUID })).toEqual([["APPSETTING_AZURE_CLIENT_ID", "prefixed"]]);
  });

  test("other signs in place of underscores", () => {
    expect(names({ "azure-client-id": GUID })).toEqual([["azure-client-id", "other-signs"]]);
    expect(names({ AZURE__CLIENT__ID: GUID })).toEqual([["AZURE__CLIENT__ID", "other-signs"]]);
    expect(names({ "APPSETTING_AZURE:CLIENT:ID": GUID })).toEqual([
      ["APPSETTING_AZURE:CLIENT:ID", "prefixed"],
    ]);
    expect(names({ Azure__ClientId: GUID, "spring.azure.client.id": GUID })).toEqual([]);
  });

  test("not where the right one is there, and not for anybody's variable", () => {
    expect(names({ azure_client_id: GUID, AZURE_CLIENT_ID: GUID })).toEqual([]);
    expect(names({ APPSETTING_AZURE_CLIENT_ID: GUID, AZURE_CLIENT_ID: GUID })).toEqual([]);
    expect(
      names({ APPSETTING_WEBSITE_SITE_NAME: "shop", http_proxy: "http://p:1", my_client_id: GUID }),
    ).toEqual([]);
  });
});

describe("the snapshot", () => {
  test("tells where the environment was read, and of misnamed variables", () => {
    const snapshot = environmentSnapshot({ azure_client_secret: SECRET, AZURE_CLIENT_ID: "" }, "pid");
    expect(snapshot.find(({ name }) => name === "azure_client_secret")).toEqual({
      name: "azure_client_secret",
      state: "set",
      secret: true,
      shape: ["other-case", `${SECRET.length} characters`],
      from: "pid",
      usedBy: [],
    });
    expect(snapshot.find(({ name }) => name === "AZURE_CLIENT_ID")).toMatchObject({
      state: "empty",
      shape: [],
    });
    expect(environmentSnapshot({})[0]?.from).toBe("process");
    // Others than odd proxies are told by `host.proxy` alone.
    expect(environmentSnapshot({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "'x'" }).slice(6)).toEqual([
      {
        name: "NO_PROXY",
        state: "set",
        secret: false,
        value: "'x'",
        shape: ["quoted"],
        from: "process",
        usedBy: [],
      },
    ]);
    expect(JSON.stringify(snapshot)).not.toContain(SECRET);
  });

  test("a secret under a misspelt name is known to the seal; Kudu's sentence is no secret", () => {
    const secrets = knownSecrets({ identity_header: "short", IDENTITY_HEADER: MASK, MSI_SECRET: SECRET });
    expect(secrets).toEqual([{ name: "MSI_SECRET", value: SECRET }]);
    expect(knownSecrets({ identity_header: "short" })).toEqual([{ name: "identity_header", value: "short" }]);
  });
});

describe("the Kudu container", () => {
  test("is told by the sentence, or by its folder without any endpoint", () => {
    expect(hiddenByKudu({ IDENTITY_ENDPOINT: MASK })).toContain("IDENTITY_ENDPOINT holds a sentence");
    expect(hiddenByKudu({ KUDU_APPPATH: "/opt/Kudu" })).toContain("Kudu container");
  });

  test("not by anything less", () => {
    expect(
      hiddenByKudu({ KUDU_APPPATH: "/opt/Kudu", IDENTITY_ENDPOINT: "http://127.0.0.1:1/" }),
    ).toBeUndefined();
    expect(hiddenByKudu({ KUDU_APPPATH: "C:\\DWASFiles\\Sites" })).toBeUndefined();
    expect(hiddenByKudu({})).toBeUndefined();
  });
});

test.each([
  ["http://localhost:42356/", "loopback"],
  ["http://127.0.0.1:41042/", "loopback"],
  ["http://[::1]:80/", "loopback"],
  ["http://169.254.129.4:8081/", "link-local"],
  ["http://[fe80::1]/", "link-local"],
  ["http://172.16.5.6/", "private"],
  ["http://10.92.0.14:2377/", "private"],
  ["http://192.168.1.1/", "private"],
  ["http://100.64.0.1/", "private"],
  ["http://[fd00::1]/", "private"],
  ["http://172.32.0.1/", "public"],
  ["http://100.128.0.1/", "public"],
  ["http://203.0.113.9/", "public"],
  ["http://[2001:db8::1]/", "public"],
  ["http://10.0.0.1.example/", "name"],
  ["http://localhost.example/", "name"],
  // Other ways of writing 127.0.0.1, which `URL` undoes.
  ["http://2130706433/", "loopback"],
  ["http://0x7f.1/", "loopback"],
])("the address of %s is %s", (url, kind) => {
  expect(addressKind(new URL(url).hostname)).toBe(kind);
});
