import { addressKind, LOCAL_ADDRESSES } from "./address-kind.ts";
import { IMDS_HOST, type SourceName } from "./managed-identity-sources.ts";

/** Where one source is asked, for the short look that the managed-identity links share. */
export interface IdentityEndpoint {
  readonly url: string;
  /** The machine's own metadata service: `DefaultAzureCredential` gives it one second, and it tells of its machine. */
  readonly isImds: boolean;
}

/** Port of the Arc agent when no variable names it (msal-node 5.6.0, AzureArc). */
const ARC_DEFAULT = "http://127.0.0.1:40342/metadata/identity/oauth2/token";

type Env = Readonly<Record<string, string>>;
const urls: Readonly<Record<SourceName, (env: Env) => string | undefined>> = {
  // An empty value leaves the address as it is (chain.md section 4.3).
  Imds: (env) => `${env["AZURE_POD_IDENTITY_AUTHORITY_HOST"] || IMDS_HOST}/metadata/identity/oauth2/token`,
  AppService: (env) => env["IDENTITY_ENDPOINT"],
  ServiceFabric: () => undefined,
  MachineLearning: (env) => env["MSI_ENDPOINT"],
  CloudShell: (env) => env["MSI_ENDPOINT"],
  AzureArc: (env) => (env["IMDS_ENDPOINT"] && env["IDENTITY_ENDPOINT"]) || ARC_DEFAULT,
  TokenExchange: () => undefined,
  None: () => undefined,
};

/**
 * The endpoint to look at. `undefined` where a look without credentials tells nothing, for what is no plain http, and
 * for places that no platform uses: only the SDK itself asks there.
 */
export function identityEndpoint(source: SourceName, env: Env): IdentityEndpoint | undefined {
  const url = urls[source](env);
  if (url === undefined || !URL.canParse(url) || !url.startsWith("http:")) return undefined;
  if (!LOCAL_ADDRESSES.includes(addressKind(new URL(url).hostname))) return undefined;
  return { url, isImds: source === "Imds" };
}
