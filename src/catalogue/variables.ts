import { MANAGED_IDENTITY_LINKS, type LinkId } from "../model/words.ts";

interface VariableDefinition {
  readonly name: string;
  readonly secret: boolean;
  readonly usedBy: readonly LinkId[];
  /** Shown as `unset` too: its absence explains something. */
  readonly core?: true;
}

const ENTRA: readonly LinkId[] = ["environment", "workload-identity"];

/** Every variable that an Azure SDK's chain reads and that a report shows (chain.md sections 1 to 4). */
export const variables: readonly VariableDefinition[] = [
  { name: "AZURE_TENANT_ID", secret: false, usedBy: ENTRA, core: true },
  {
    name: "AZURE_CLIENT_ID",
    secret: false,
    usedBy: ["environment", "workload-identity", "managed-identity-env"],
    core: true,
  },
  { name: "AZURE_CLIENT_SECRET", secret: true, usedBy: ["environment"], core: true },
  { name: "AZURE_CLIENT_CERTIFICATE_PATH", secret: false, usedBy: ["environment"] },
  { name: "AZURE_CLIENT_CERTIFICATE_PASSWORD", secret: true, usedBy: ["environment"] },
  { name: "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", secret: false, usedBy: ["environment"] },
  { name: "AZURE_USERNAME", secret: false, usedBy: ["environment"] },
  { name: "AZURE_PASSWORD", secret: true, usedBy: ["environment"] },
  { name: "AZURE_ADDITIONALLY_ALLOWED_TENANTS", secret: false, usedBy: ["environment"] },
  { name: "AZURE_FEDERATED_TOKEN_FILE", secret: false, usedBy: ["workload-identity"] },
  { name: "AZURE_AUTHORITY_HOST", secret: false, usedBy: ENTRA },
  { name: "AZURE_REGIONAL_AUTHORITY_NAME", secret: false, usedBy: ENTRA },
  { name: "AZURE_IDENTITY_DISABLE_MULTITENANTAUTH", secret: false, usedBy: ENTRA },
  { name: "AZURE_TOKEN_CREDENTIALS", secret: false, usedBy: [], core: true },
  { name: "AZURE_POD_IDENTITY_AUTHORITY_HOST", secret: false, usedBy: MANAGED_IDENTITY_LINKS },
  { name: "IDENTITY_ENDPOINT", secret: false, usedBy: MANAGED_IDENTITY_LINKS, core: true },
  { name: "IDENTITY_HEADER", secret: true, usedBy: MANAGED_IDENTITY_LINKS },
  { name: "IDENTITY_SERVER_THUMBPRINT", secret: false, usedBy: MANAGED_IDENTITY_LINKS },
  { name: "IMDS_ENDPOINT", secret: false, usedBy: MANAGED_IDENTITY_LINKS },
  { name: "MSI_ENDPOINT", secret: false, usedBy: MANAGED_IDENTITY_LINKS, core: true },
  { name: "MSI_SECRET", secret: true, usedBy: MANAGED_IDENTITY_LINKS },
  { name: "DEFAULT_IDENTITY_CLIENT_ID", secret: false, usedBy: MANAGED_IDENTITY_LINKS },
  { name: "NODE_TLS_REJECT_UNAUTHORIZED", secret: false, usedBy: [] },
  { name: "NODE_EXTRA_CA_CERTS", secret: false, usedBy: [] },
];

/** Proxy variables, in the order in which JavaScript looks; any of them may hold a password (chain.md section 4.6). */
export const PROXY_VARIABLES = [
  "HTTPS_PROXY",
  "https_proxy",
  "ALL_PROXY",
  "all_proxy",
  "HTTP_PROXY",
  "http_proxy",
] as const;
export const NO_PROXY_VARIABLES = ["NO_PROXY", "no_proxy"] as const;

/** Names that tell of a secret: the value is removed wherever it turns up, and is never shown. */
export const SECRET_NAME =
  /SECRET|PASSWORD|PASSWD|TOKEN$|_KEY$|APIKEY|CONNSTR|CONNECTION_?STRING|SAS|CREDENTIAL_VALUE/i;
