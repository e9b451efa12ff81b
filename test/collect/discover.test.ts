import { expect, test } from "vitest";
import { withDiscovered } from "../../src/collect/discover.ts";
import { NO_OPTIONS } from "../support/options.ts";

function discovered(env: Record<string, string>) {
  const request = { targets: [], cut: [], verbose: false, options: { ...NO_OPTIONS, discover: true } };
  const { targets, undiscovered = [] } = withDiscovered(request, env);
  return {
    targets: targets.map(({ url, service, discovered: found }) => ({ url, service: service.name, ...found })),
    left: undiscovered.map(({ setting }) => setting),
  };
}

test("forms of connections and references, in the order of their names, without doubles", () => {
  const found = discovered({
    B_REF:
      "@Microsoft.KeyVault(SecretUri=https://kv-contoso.vault.azure.net/secrets/db/0123456789abcdef0123456789abcdef)",
    A_REF: "@Microsoft.KeyVault(SecretName=db;VaultName=kv-contoso)",
    C_REF: "@Microsoft.KeyVault(VaultName=kv-contoso;SecretName=other)",
    orders__BLOBSERVICEURI: "https://contosodata.blob.core.windows.net",
    orders__CLIENTID: "3de34179-1f9e-42a1-93a4-a18aa7dfe074",
    APPSETTING_orders__blobServiceUri: "https://contosodata.blob.core.windows.net",
  });
  expect(found).toEqual({
    targets: [
      {
        url: "https://kv-contoso.vault.azure.net/secrets/db",
        ...{ service: "key-vault", setting: "A_REF", reference: true },
      },
      {
        url: "https://kv-contoso.vault.azure.net/secrets/other",
        ...{ service: "key-vault", setting: "C_REF", reference: true },
      },
      {
        url: "https://contosodata.blob.core.windows.net/",
        service: "blob",
        setting: "orders__BLOBSERVICEURI",
        clientId: "3de34179-1f9e-42a1-93a4-a18aa7dfe074",
      },
    ],
    left: [],
  });
});

test("what no token may be sent to is told by the setting's name, never by its value", () => {
  const { targets, left } = discovered({
    Cdn__blobServiceUri: "https://user:lab-fake-password@cdn.contoso.example/?sig=lab-fake-signature",
    Empty__blobServiceUri: "",
    Plain: "https://contosodata.blob.core.windows.net",
  });
  expect([targets, left]).toEqual([[], ["Cdn__blobServiceUri"]]);
});

test("the host's own storage account stands for three endpoints; of another account none is told", () => {
  const { targets, left } = discovered({
    AZUREWEBJOBSSTORAGE__accountName: "contosodata",
    Orders__accountName: "contosoorders",
  });
  expect(targets.map(({ url }) => url)).toEqual([
    "https://contosodata.blob.core.windows.net/",
    "https://contosodata.queue.core.windows.net/",
    "https://contosodata.table.core.windows.net/",
  ]);
  expect(left).toEqual(["Orders__accountName"]);
});

test.each([
  [
    { AZURE_AUTHORITY_HOST: "https://login.microsoftonline.us" },
    "core.usgovcloudapi.net",
    "vault.usgovcloudapi.net",
  ],
  [{ WEBSITE_HOSTNAME: "func-contoso.chinacloudsites.cn" }, "core.chinacloudapi.cn", "vault.azure.cn"],
  [{ WEBSITE_HOSTNAME: "func-contoso.azurewebsites.net" }, "core.windows.net", "vault.azure.net"],
])("names alone become hosts of the app's own cloud: %j", (env, storage, vault) => {
  const { targets } = discovered({
    ...env,
    AzureWebJobsStorage__accountName: "contosodata",
    REF: "@Microsoft.KeyVault(VaultName=kv-contoso;SecretName=db)",
  });
  expect(targets.map(({ url }) => url)).toEqual([
    `https://contosodata.blob.${storage}/`,
    `https://contosodata.queue.${storage}/`,
    `https://contosodata.table.${storage}/`,
    `https://kv-contoso.${vault}/secrets/db`,
  ]);
});

test("a namespace is asked as each service that it may be, or as the one that was said", () => {
  const env = { Orders__fullyQualifiedNamespace: "sb-contoso.servicebus.windows.net" };
  const of = (service?: string) => {
    const options = { ...NO_OPTIONS, discover: true, ...(service === undefined ? {} : { service }) };
    const { targets, undiscovered } = withDiscovered({ targets: [], cut: [], verbose: false, options }, env);
    expect(undiscovered).toBe(undefined);
    return targets.map((one) => [one.service.name, one.discovered?.alternative]);
  };
  expect(of()).toEqual([
    ["service-bus", true],
    ["event-hubs", true],
  ]);
  expect(of("event-hubs")).toEqual([["event-hubs", undefined]]);
  // Said of something else.
  expect(of("blob")).toHaveLength(2);
});

test("a topic of Event Grid is found, too", () => {
  const { targets } = discovered({
    News__topicEndpointUri: "https://news.westeurope-1.eventgrid.azure.net/api/events",
  });
  expect(targets.map(({ service }) => service)).toEqual(["event-grid"]);
});
