/**
 * Identity-based connections and references in app settings: what of a setting's name or value tells a target
 * (learn.microsoft.com, "Azure Functions developer guide", Connections, and "Use Key Vault references").
 */

/** A setting whose name ends so holds a host or URL of one of these services. */
export interface ConnectionForm {
  /** Behind the connection's own name. Names are compared without case. */
  readonly ending: string;
  /** The service, where the host does not tell. */
  readonly service?: string;
  /** URLs of a value; the value itself when absent. */
  urls?(value: string): readonly string[];
}

export const connectionForms: readonly ConnectionForm[] = [
  { ending: "__blobServiceUri" },
  { ending: "__queueServiceUri" },
  { ending: "__tableServiceUri" },
  { ending: "__serviceUri" },
  {
    // AzureWebJobsStorage__accountName stands for all three endpoints.
    ending: "__accountName",
    urls: (value) =>
      ["blob", "queue", "table"].map((endpoint) => `https://${value}.${endpoint}.core.windows.net`),
  },
  { ending: "__accountEndpoint" },
  { ending: "__endpoint" },
  { ending: "__fullyQualifiedNamespace" },
];

/** Settings beside a connection that say with which identity it is made. */
export const CONNECTION_IDENTITY = {
  credential: "__credential",
  clientId: "__clientId",
  resourceId: "__managedIdentityResourceId",
} as const;

/** A reference that the platform puts a value in the place of; the app sees it only where that failed. */
export const references: readonly {
  readonly pattern: RegExp;
  /** URL of what it refers to, from the groups of the pattern. */
  url(groups: Readonly<Record<string, string | undefined>>): string | undefined;
}[] = [
  {
    pattern: /^@Microsoft\.KeyVault\(SecretUri=(?<uri>https:\/\/[^);\s]+)/i,
    url: ({ uri }) => uri?.replace(/^(https:\/\/[^/]+\/secrets\/[^/]+).*$/, "$1"),
  },
  {
    pattern:
      /^@Microsoft\.KeyVault\((?=[^)]*VaultName=(?<vault>[\w-]+))(?=[^)]*SecretName=(?<secret>[\w-]+))/i,
    url: ({ vault, secret }) => `https://${vault}.vault.azure.net/secrets/${secret}`,
  },
  {
    pattern: /^@Microsoft\.AppConfiguration\([^)]*Endpoint=(?<endpoint>https:\/\/[^);\s]+)/i,
    url: ({ endpoint }) => endpoint,
  },
];
