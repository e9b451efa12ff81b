/** Resources that the simulated tenant knows: those of Azure's services that the product has to do with. */
const KNOWN = [
  /^https:\/\/management\.(core\.windows\.net|azure\.com)\/?$/,
  /^https:\/\/(storage|batch|redis|search|monitor|cosmos|ai|cognitiveservices)\.azure\.com\/?$/,
  /^https:\/\/[a-z0-9]+\.(blob|queue|table|file|dfs)\.core\.windows\.net\/?$/,
  /^https:\/\/(vault|managedhsm|servicebus|eventhubs|containerregistry|eventgrid)\.azure\.net\/?$/,
  /^https:\/\/(graph\.microsoft\.com|api\.loganalytics\.io|azconfig\.io)\/?$/,
  /^https:\/\/(database|ossrdbms-aad\.database)\.windows\.net\/?$/,
  /^https:\/\/(appconfig|signalr|webpubsub|communication)\.azure\.com\/*$/,
  /^https:\/\/(digitaltwins|iothubs|dev\.azuresynapse|azure-devices-provisioning|purview)\.(azure\.)?net\/?$/,
  /^https:\/\/[a-z0-9.-]+\.kusto\.windows\.net\/?$/,
  /^https:\/\/atlas\.microsoft\.com\/?$/,
  // Application ids of Azure Databricks and of Azure DevOps.
  /^(2ff814a6-3304-4ab8-85cb-cd0e6f879c1d|499b84ac-1321-427f-aa17-267ca6975798)$/,
  // The application id of Azure Storage.
  /^e406a681-f3d4-42a8-90b6-c2b029497af1$/,
];

/** Whether a service principal stands for this resource in the tenant; Entra refuses tokens for any other. */
export function isKnownResource(resource: string): boolean {
  return KNOWN.some((pattern) => pattern.test(resource));
}
