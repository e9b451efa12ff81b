import { expect, test } from "vitest";
import {
  armScopeOf,
  cloudOfAuthority,
  federatedAudienceOf,
  isIssuedElsewhere,
} from "../../src/catalogue/clouds.ts";

const ARM = {
  public: "https://management.azure.com/.default",
  usgov: "https://management.usgovcloudapi.net/.default",
  china: "https://management.chinacloudapi.cn/.default",
};
const FEDERATED = {
  public: "api://AzureADTokenExchange",
  usgov: "api://AzureADTokenExchangeUSGov",
  china: "api://AzureADTokenExchangeChina",
};

/** Login hosts and issuers of dataplane.md section 1. */
test.each([
  ["login.microsoftonline.com", "public"],
  ["login.windows.net", "public"],
  ["login.microsoft.com", "public"],
  ["sts.windows.net", "public"],
  ["login.microsoftonline.us", "usgov"],
  ["login.chinacloudapi.cn", "china"],
  ["login.partner.microsoftonline.cn", "china"],
] as const)("%s logs in to %s", (host, cloud) => {
  for (const authority of [`https://${host}`, `https://${host}/`, `https://${host}/contoso/`]) {
    expect(cloudOfAuthority(authority)).toBe(cloud);
    expect(federatedAudienceOf(authority)).toBe(FEDERATED[cloud]);
    expect(armScopeOf(authority)).toBe(ARM[cloud]);
  }
  // As people write it, too; the SDKs take no scope from that.
  expect(cloudOfAuthority(host)).toBe(cloud);
  expect(federatedAudienceOf(host)).toBe(FEDERATED[cloud]);
  expect(armScopeOf(host)).toBe(ARM.public);
});

test.each([undefined, ""])("without a login host it is the public cloud: %j", (authority) => {
  expect(cloudOfAuthority(authority)).toBe("public");
  expect(federatedAudienceOf(authority)).toBe(FEDERATED.public);
  expect(armScopeOf(authority)).toBe(ARM.public);
});

test.each([
  "https://login.contoso.example/",
  "login.contoso.example",
  "https://login.microsoftonline.us.evil.test/",
  "not a URL",
])("a login host of no known cloud: %s", (authority) => {
  expect(cloudOfAuthority(authority)).toBeUndefined();
  expect(federatedAudienceOf(authority)).toBeUndefined();
  expect(armScopeOf(authority)).toBe(ARM.public);
});

test.each([
  ["https://sts.windows.net/t/", ["china"]],
  ["https://login.microsoftonline.com/t/v2.0", ["usgov", "china"]],
  ["https://login.microsoftonline.us/t/v2.0", ["public", "china"]],
  ["https://sts.chinacloudapi.cn/t/", ["public", "usgov"]],
  ["https://login.chinacloudapi.cn/t/", ["public", "usgov"]],
  ["https://login.partner.microsoftonline.cn/t/v2.0", ["public", "usgov"]],
  ["https://issuer.contoso.example/", []],
  ["sts.chinacloudapi.cn", []],
  ["", []],
  [undefined, []],
] as const)("a token of %s is known to be of elsewhere in %j", (issuer, elsewhere) => {
  const found = (["public", "usgov", "china"] as const).filter((cloud) => isIssuedElsewhere(issuer, cloud));
  expect(found).toEqual(elsewhere);
});
