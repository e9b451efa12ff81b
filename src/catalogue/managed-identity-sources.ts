/** Where a managed identity's tokens come from, by the names that `@azure/msal-node` gives the sources. */
export const SOURCES = {
  ServiceFabric: "Service Fabric",
  AppService: "App Service endpoint (also Functions, Container Apps)",
  MachineLearning: "Machine Learning endpoint (and the old App Service protocol)",
  CloudShell: "Cloud Shell",
  AzureArc: "Azure Arc agent",
  TokenExchange: "token exchange with Entra (AKS workload identity)",
  Imds: "metadata service of the machine",
  None: "none: its variables contradict each other",
} as const;
export type SourceName = keyof typeof SOURCES;

const ENDPOINTS: Readonly<Partial<Record<string, string>>> = {
  ServiceFabric: "the identity endpoint of Service Fabric",
  AppService: "the identity endpoint that the platform keeps beside the app",
  MachineLearning: "the identity endpoint of Machine Learning",
  CloudShell: "Cloud Shell",
  AzureArc: "the Azure Arc agent",
};

/** What answers a source's requests, in a sentence; a saved report may name a source that this version does not know. */
export function endpointOf(source: string): string {
  return ENDPOINTS[source] ?? source;
}

/**
 * What a chain makes of a member. `breaks-chain`: the constructor of the whole credential throws. `unknown`: this SDK
 * does something else than the observed one, and what that gives was not seen.
 */
export type AfterEffect = "passed" | "stopped" | "not-in-chain" | "breaks-chain" | "unknown";

/** How an SDK recognises one source; the first of its rows that fits is taken. */
export interface SourceRow {
  readonly source: SourceName;
  /** Variables that all have a value. */
  readonly set: readonly string[];
  /** A readable agent file counts like the variables. */
  readonly orArcAgent?: true;
  /** Only when a client id is given, or AZURE_CLIENT_ID has a value. */
  readonly needsClientId?: true;
  /**
   * Ids that can name an identity there; with `none` the SDK refuses an id before it asks, and what is `left-aside` is
   * sent to an endpoint that answers as if it had not been.
   */
  readonly ids: "any" | "client-id" | "none" | "left-aside";
  /** What the chain does when an id is refused. */
  readonly refused?: AfterEffect;
}

/** The Arc agent's program, whose presence alone is taken for an Arc machine (msal-node 5.6.0, AzureArc). */
export const ARC_AGENT_FILES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: "/opt/azcmagent/bin/himds",
  win32: "C:\\Program Files\\AzureConnectedMachineAgent\\himds.exe",
};

/** Where the metadata service of a VM lives, unless AZURE_POD_IDENTITY_AUTHORITY_HOST moves it. */
export const IMDS_HOST = "http://169.254.169.254";

/** What decides between the rows. */
export interface SourceFacts {
  /** Whether a variable has a value. */
  isSet(name: string): boolean;
  readonly hasArcAgent: boolean;
  /** The link, or the app, names an identity by client id. */
  readonly hasClientId: boolean;
}

/** The first row that fits. A model's last row has no condition. */
export function chooseSource(rows: readonly SourceRow[], facts: SourceFacts): SourceRow {
  const found = rows.find(
    ({ set, orArcAgent, needsClientId }) =>
      (set.every(facts.isSet) || (orArcAgent === true && facts.hasArcAgent)) &&
      (needsClientId !== true || facts.hasClientId || facts.isSet("AZURE_CLIENT_ID")),
  );
  return found ?? { source: "Imds", set: [], ids: "any" };
}
