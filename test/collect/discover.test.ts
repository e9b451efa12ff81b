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
      { url: "https://kv-contoso.vault.azure.net/secrets/db", service: "key-vault", setting: "A_REF" },
      { url: "https://kv-contoso.vault.azure.net/secrets/other", service: "key-vault", setting: "C_REF" },
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

test("an account name stands for its blob endpoint, too", () => {
  const { targets } = discovered({ AzureWebJobsStorage__accountName: "contosodata" });
  expect(targets.map(({ url }) => url)).toContain("https://contosodata.blob.core.windows.net/");
});
