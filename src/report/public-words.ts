import { services } from "../catalogue/services/index.ts";

/** Domains below which only Microsoft gives names. */
const MICROSOFT =
  /(?:^|\.)(?:windows\.net|azure\.(?:com|net|us|cn)|azure-(?:api|devices|devices-provisioning)\.net|microsoft\.(?:com|us)|microsoftonline\.(?:com|us|cn)|onmicrosoft\.com|azurewebsites\.(?:net|us)|azurecontainerapps\.io|azurecr\.(?:io|us|cn)|azconfig\.io|azure-automation\.net|azuredatabricks\.net|azuresynapse\.net|chinacloudapi\.cn|chinacloudsites\.cn|usgovcloudapi\.net|appsdomain\.com|windowsazure\.(?:com|us|cn)|cloudapp\.net|trafficmanager\.net|aka\.ms|powerbi\.com|signalr\.net|visualstudio\.com|arcdataservices\.com)$/i;

/** Hosts of resources, from the longest on, besides those of the services that can be probed. */
const OTHER_SUFFIXES = [
  ...[
    "scm.azurewebsites.net",
    "azurewebsites.net",
    "azurecontainerapps.io",
    "onmicrosoft.com",
    "cloudapp.azure.com",
  ],
  ...["azmk8s.io", "chinacloudsites.cn", "azurewebsites.us", "trafficmanager.net"],
];

/** Parts of addresses, ARM ids and texts that are the same for everybody, and so tell nobody's name. */
const COMMON = new Set(
  [
    "default root site home api apis data app apps web www proxy test dev prod local localhost internal example",
    "env svc cluster kubernetes corp lan intranet as whole microsoft loganalytics applicationinsights",
    "azureadtokenexchange azureadtokenexchangeusgov azureadtokenexchangechina",
    "privatelink scm oic prod-aks core store blob queue table file dfs vault managedhsm documents database",
    "subscriptions resourcegroups providers containers container blobs secrets secret keys key certificates",
    "tables queues shares files filesystems directories topics topic subscription hubs eventhubs namespaces",
    "consumergroups indexes index docs dbs colls items projects project openai deployments models workspaces",
    "repositories repository catalog manifests tags accounts account deadletter sessions messages events",
    "http https fabric common organizations consumers adfs system serviceaccount token tokens login oauth2 metadata identity",
    "true false none null undefined production basic standard premium python node dotnet java golang docker",
    "user users admin administrator service services server client group groups resource resources tenant",
    "etc var run opt usr bin lib lib64 share srv mnt tmp temp ssl certs cert pki private run secrets azure volumes",
    "windows system32 programdata wwwroot logfiles client.pem client cert.pem bundle azure-identity-token",
    "azurewebjobsstorage azurewebjobs managedidentity credential connection connectionstring",
    "directory application access read list write delete allowed denied action actions scope kind name names",
  ].flatMap((line) => line.split(" ")),
);

/** Regions, as they stand behind the first label of a host (`app-1a2b.westeurope-01.azurewebsites.net`). */
const REGION =
  /^(?:north|south|east|west|central|us|uk|uae|usgov|france|germany|norway|sweden|switzerland|japan|korea|australia|brazil|canada|china|india|jio|poland|italy|spain|qatar|israel|mexico|newzealand|austria|belgium|chile|denmark|indonesia|malaysia|taiwan|southafrica)(?:asia|europe|north|south|east|west|central|us|gov|uk)*[a-z]{0,10}\d?(?:-\d{1,2})?$/i;

/** Whether a word is nobody's own. */
export function isCommonWord(word: string): boolean {
  return COMMON.has(word.toLowerCase());
}

let suffixes: readonly string[] | undefined;

/** The labels of a host that somebody chose. */
export function ownLabels(host: string): string[] {
  const name = host.toLowerCase().replace(/\.$/, "");
  suffixes ??= [
    ...services.flatMap(({ hosts }) =>
      Object.values(hosts).flatMap((forms) => forms.flatMap((form) => ("host" in form ? [] : [form.suffix]))),
    ),
    ...OTHER_SUFFIXES,
  ].toSorted((one, other) => other.length - one.length);
  const suffix = suffixes.find((one) => name.endsWith(`.${one}`));
  if (suffix !== undefined) {
    const [first = "", ...others] = name.slice(0, -suffix.length - 1).split(".");
    return [first, ...others.filter((label) => !REGION.test(label))];
  }
  const labels = name.split(".");
  // management.azure.com, login.microsoftonline.com; deeper names may have a customer's in front.
  if (name.endsWith(".prod-aks.azure.com")) return [];
  if (MICROSOFT.test(name)) return labels.length > 4 ? labels.slice(0, 1) : [];
  return labels.slice(0, -1);
}
