import type { Cloud } from "../model/words.ts";

/**
 * Identity-based connections and references in app settings: what of a setting's name or value tells a target
 * (learn.microsoft.com, "Azure Functions developer guide", Connections, and "Use Key Vault references").
 */

/** A setting whose name ends so holds a host or URL of one of these services. */
export interface ConnectionForm {
  /** Behind the connection's own name. Names are compared without case. */
  readonly ending: string;
  /** Only of this connection, compared without case; of every one when absent. */
  readonly connection?: string;
  /** Services that share the form of their hosts: which one is meant the setting does not tell. */
  readonly services?: readonly string[];
  /** URLs of a value in a cloud; the value itself when absent. */
  urls?(value: string, cloud: Cloud): readonly string[];
  /** Why no place follows from it. */
  readonly unclear?: string;
}

const STORAGE_SUFFIXES: Readonly<Record<Cloud, string>> = {
  public: "core.windows.net",
  usgov: "core.usgovcloudapi.net",
  china: "core.chinacloudapi.cn",
};

const VAULT_SUFFIXES: Readonly<Record<Cloud, string>> = {
  public: "vault.azure.net",
  usgov: "vault.usgovcloudapi.net",
  china: "vault.azure.cn",
};

export const connectionForms: readonly ConnectionForm[] = [
  { ending: "__blobServiceUri" },
  { ending: "__queueServiceUri" },
  { ending: "__tableServiceUri" },
  { ending: "__serviceUri" },
  {
    // It stands for all three endpoints of the account that the host itself uses.
    ending: "__accountName",
    connection: "AzureWebJobsStorage",
    urls: (value, cloud) =>
      ["blob", "queue", "table"].map((endpoint) => `https://${value}.${endpoint}.${STORAGE_SUFFIXES[cloud]}`),
  },
  {
    ending: "__accountName",
    unclear: "is an account, and which of its endpoints the connection uses is not told",
  },
  { ending: "__accountEndpoint" },
  { ending: "__topicEndpointUri" },
  { ending: "__endpoint" },
  { ending: "__fullyQualifiedNamespace", services: ["service-bus", "event-hubs"] },
];

/** Settings beside a connection that say with which identity it is made. */
export const CONNECTION_IDENTITY = {
  credential: "__credential",
  clientId: "__clientId",
  resourceId: "__managedIdentityResourceId",
} as const;

/** Domains of App Service's own names: in which cloud the app runs. */
export const SITE_DOMAINS: readonly (readonly [string, Cloud])[] = [
  [".azurewebsites.us", "usgov"],
  [".chinacloudsites.cn", "china"],
];

/** A reference that the platform puts a value in the place of; the app sees it only where that failed. */
export const references: readonly {
  readonly pattern: RegExp;
  /** URL of what it refers to in a cloud, from the groups of the pattern. */
  url(groups: Readonly<Record<string, string | undefined>>, cloud: Cloud): string | undefined;
}[] = [
  {
    pattern: /^@Microsoft\.KeyVault\(SecretUri=(?<uri>https:\/\/[^);\s]+)/i,
    url: ({ uri }) => uri?.replace(/^(https:\/\/[^/]+\/secrets\/[^/]+).*$/, "$1"),
  },
  {
    pattern:
      /^@Microsoft\.KeyVault\((?=[^)]*VaultName=(?<vault>[\w-]+))(?=[^)]*SecretName=(?<secret>[\w-]+))/i,
    url: ({ vault, secret }, cloud) => `https://${vault}.${VAULT_SUFFIXES[cloud]}/secrets/${secret}`,
  },
  {
    pattern: /^@Microsoft\.AppConfiguration\([^)]*Endpoint=(?<endpoint>https:\/\/[^);\s]+)/i,
    url: ({ endpoint }) => endpoint,
  },
];
