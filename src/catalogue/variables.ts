import { LOGIN_NOT_REACHED } from "./finding-definition.ts";
import { MANAGED_IDENTITY_LINKS, type LinkId } from "../model/words.ts";

/** What a value has to look like; decides which shapes are looked for. */
export type VariableKind =
  | "client-id"
  | "tenant"
  | "client-secret"
  | "secret"
  | "authority"
  | "endpoint"
  | "proxy"
  | "list"
  | "path"
  | "choice"
  | "text";

export interface VariableDefinition {
  readonly name: string;
  readonly kind: VariableKind;
  readonly secret: boolean;
  readonly usedBy: readonly LinkId[];
  /** Shown as `unset` too: its absence explains something. */
  readonly core?: true;
  /** What the SDKs make of it when it is set to nothing, where they do not agree that this is unset. */
  readonly whenEmpty?: string;
  /** Findings that a damaged value explains. */
  readonly explains?: readonly string[];
}

const ENTRA: readonly LinkId[] = ["environment", "workload-identity"];
const NAMED_IDENTITY: readonly LinkId[] = ["environment", "workload-identity", "managed-identity-env"];
const MANAGED = MANAGED_IDENTITY_LINKS;

type Rest = Omit<VariableDefinition, "name" | "kind" | "secret" | "usedBy">;

function plain(name: string, kind: VariableKind, usedBy: readonly LinkId[], rest: Rest = {}) {
  return { name, kind, secret: false, usedBy, ...rest } as const;
}

function secret(name: string, usedBy: readonly LinkId[], rest: Rest = {}) {
  return { name, kind: "secret", secret: true, usedBy, ...rest } as const;
}

/** Every variable that an Azure SDK's chain reads and that a report shows (chain.md sections 1 to 4). */
export const variables: readonly VariableDefinition[] = [
  plain("AZURE_TENANT_ID", "tenant", ENTRA, {
    core: true,
    explains: ["tenant-not-found", "tenant-not-named", ...LOGIN_NOT_REACHED, "entra-refused"],
  }),
  plain("AZURE_CLIENT_ID", "client-id", NAMED_IDENTITY, {
    core: true,
    explains: ["app-not-in-tenant", "request-malformed", "client-id-not-attached", "entra-refused"],
    // .NET 1.8: azure-sdk-for-net issue 37100; Go: default_azure_credential.go asks whether it is defined.
    whenEmpty:
      "Go, and .NET before 1.9, take it for the id of a managed identity; the others take it for unset",
  }),
  {
    ...secret("AZURE_CLIENT_SECRET", ["environment"], {
      core: true,
      explains: ["secret-wrong", "secret-id-instead-of-value", "request-malformed", "entra-refused"],
      whenEmpty:
        "Python's DefaultAzureCredential throws, Java's chain ends there; the others take it for unset",
    }),
    kind: "client-secret",
  },
  plain("AZURE_CLIENT_CERTIFICATE_PATH", "path", ["environment"], { explains: ["certificate-unusable"] }),
  secret("AZURE_CLIENT_CERTIFICATE_PASSWORD", ["environment"], { explains: ["certificate-unusable"] }),
  plain("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "text", ["environment"]),
  plain("AZURE_USERNAME", "text", ["environment"], { explains: ["entra-refused"] }),
  secret("AZURE_PASSWORD", ["environment"], { explains: ["entra-refused"] }),
  plain("AZURE_ADDITIONALLY_ALLOWED_TENANTS", "text", ["environment"]),
  plain("AZURE_FEDERATED_TOKEN_FILE", "path", ["workload-identity"], {
    explains: ["federated-token-unusable"],
  }),
  plain("AZURE_AUTHORITY_HOST", "authority", ENTRA, {
    explains: ["tenant-not-found", "authority-not-known", ...LOGIN_NOT_REACHED, "entra-refused"],
  }),
  plain("AZURE_REGIONAL_AUTHORITY_NAME", "text", ENTRA),
  plain("AZURE_IDENTITY_DISABLE_MULTITENANTAUTH", "text", ENTRA),
  // The proxy of AKS token exchange; read only by a credential that the app makes itself (chain.md section 2).
  plain("AZURE_KUBERNETES_TOKEN_PROXY", "endpoint", ["workload-identity"]),
  plain("AZURE_KUBERNETES_SNI_NAME", "text", ["workload-identity"]),
  plain("AZURE_KUBERNETES_CA_FILE", "path", ["workload-identity"]),
  secret("AZURE_KUBERNETES_CA_DATA", ["workload-identity"]),
  plain("AZURE_TOKEN_CREDENTIALS", "choice", [], {
    core: true,
    explains: ["token-credentials-invalid"],
    whenEmpty: "Go's DefaultAzureCredential cannot be made; the others take it for unset",
  }),
  plain("AZURE_POD_IDENTITY_AUTHORITY_HOST", "endpoint", MANAGED, {
    explains: ["metadata-moved"],
    whenEmpty:
      "the metadata service's own address is asked, and JavaScript's chain fails with an invalid URL",
  }),
  plain("IDENTITY_ENDPOINT", "endpoint", MANAGED, {
    core: true,
    explains: ["identity-endpoint-unreachable"],
    whenEmpty: "JavaScript takes the host for App Service, and then asks the VM's metadata service",
  }),
  secret("IDENTITY_HEADER", MANAGED, { explains: ["endpoint-secret-refused"] }),
  plain("IDENTITY_SERVER_THUMBPRINT", "text", MANAGED),
  plain("IMDS_ENDPOINT", "endpoint", MANAGED, { explains: ["identity-endpoint-unreachable"] }),
  plain("MSI_ENDPOINT", "endpoint", MANAGED, { core: true, explains: ["identity-endpoint-unreachable"] }),
  secret("MSI_SECRET", MANAGED, { explains: ["endpoint-secret-refused"] }),
  plain("DEFAULT_IDENTITY_CLIENT_ID", "text", MANAGED),
  plain("WEBSITE_DISABLE_MSI", "text", []),
  plain("NODE_TLS_REJECT_UNAUTHORIZED", "text", []),
  plain("NODE_EXTRA_CA_CERTS", "path", []),
  // Authorities that Python, the Azure CLI, Go and .NET trust.
  plain("REQUESTS_CA_BUNDLE", "path", []),
  plain("SSL_CERT_FILE", "path", []),
];

/** A variable that no SDK reads, for its name differs from one that they do. */
export interface Lookalike {
  /** As it stands in the environment. */
  readonly name: string;
  readonly meant: VariableDefinition;
  readonly shape: "other-case" | "other-signs" | "prefixed";
}

/** What says of a variable that it is a lookalike. */
export const LOOKALIKE_SHAPES: readonly string[] = [
  "other-case",
  "other-signs",
  "prefixed",
] satisfies Lookalike["shape"][];

/** What App Service puts before the name of every app setting, beside the setting's own name. */
const APP_SETTING_PREFIX = "APPSETTING_";

/** The name that was most likely meant: upper case, no prefix, underscores where settings may have other signs. */
export function meantName(name: string): string {
  return withoutPrefix(name).replaceAll(/[-:.]|__/g, "_");
}

function withoutPrefix(name: string): string {
  const upper = name.toUpperCase();
  return upper.startsWith(APP_SETTING_PREFIX) ? upper.slice(APP_SETTING_PREFIX.length) : upper;
}

/** Variables whose names nearly are those that SDKs read; none where the right one is there, too. */
export function lookalikes(env: Readonly<Record<string, string>>): Lookalike[] {
  return Object.keys(env).flatMap((name) => {
    const meant = variables.find((variable) => variable.name === meantName(name));
    if (meant === undefined || name === meant.name || env[meant.name] !== undefined) return [];
    const hasPrefix = withoutPrefix(name) !== name.toUpperCase();
    const hasSigns = withoutPrefix(name) !== meant.name;
    return [{ name, meant, shape: hasPrefix ? "prefixed" : hasSigns ? "other-signs" : "other-case" }];
  });
}

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

/** Read for every request, so by no link in particular; `host.proxy` of a report has their values. */
export const proxyVariables: readonly VariableDefinition[] = [
  ...PROXY_VARIABLES.map((name) =>
    plain(name, "proxy", [], {
      explains: [
        ...LOGIN_NOT_REACHED,
        "proxy-unreachable",
        "proxy-wants-login",
        "metadata-silent",
        "metadata-refused",
        "target-unreachable",
      ],
    }),
  ),
  ...NO_PROXY_VARIABLES.map((name) => plain(name, "list", [])),
];

/** Names that tell of a secret: the value is removed wherever it turns up, and is never shown. */
export const SECRET_NAME =
  /SECRET|PASSWORD|PASSWD|TOKEN$|_KEY$|APIKEY|CONNSTR|CONNECTION_?STRING|SAS|CREDENTIAL_VALUE/i;
