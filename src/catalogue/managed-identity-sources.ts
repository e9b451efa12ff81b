/** Sources of a managed identity as `@azure/msal-node` 5.6.0 tells them apart, in its order (chain.md section 3.1). */
interface ManagedIdentitySource {
  readonly name: string;
  /** All of these variables are defined; an empty value counts as defined. */
  readonly variables: readonly string[];
}

const sources: readonly ManagedIdentitySource[] = [
  {
    name: "ServiceFabric",
    variables: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT"],
  },
  { name: "AppService", variables: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"] },
  { name: "MachineLearning", variables: ["MSI_ENDPOINT", "MSI_SECRET"] },
  { name: "CloudShell", variables: ["MSI_ENDPOINT"] },
  { name: "AzureArc", variables: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"] },
];

/** A readable agent file makes msal-node choose Arc without any variable. */
export const ARC_AGENT_FILE = "/opt/azcmagent/bin/himds";

export const IMDS = "Imds";

/** Where the metadata service of a VM lives, unless AZURE_POD_IDENTITY_AUTHORITY_HOST moves it. */
export const IMDS_HOST = "http://169.254.169.254";

/** Name of the source that would be asked, from the variables alone. */
export function managedIdentitySource(env: Readonly<Record<string, string>>): string {
  const source = sources.find(({ variables }) => variables.every((name) => env[name] !== undefined));
  return source?.name ?? IMDS;
}
