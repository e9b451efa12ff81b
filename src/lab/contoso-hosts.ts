import { IN_GROUP, LINUX_ENVIRONMENT, RESOURCE_GROUP, SUBSCRIPTION_ID } from "./contoso.ts";
import { SERVER_THUMBPRINT, type LabEndpoint, type LabIdentity, type LabUser } from "./scenario.ts";

/**
 * Contoso's hosts besides its virtual machine: the identity of each, its token endpoint, and what its platform puts
 * into the environment. Every id is invented; every secret says that it is fake.
 */
interface ContosoHost {
  readonly name: string;
  readonly identity: LabIdentity;
  readonly endpoint: LabEndpoint;
  readonly env: Readonly<Record<string, string>>;
}

const WEB_APP_HEADER = "lab-fake-identity-header-of-app-contoso-web~ZqVxKtBw";
const WEB_APP_NAME = "app-contoso-web";
/** On Linux plans the endpoint is another container of the site's (failures.md row W8). */
const SITE_ENDPOINT = "http://172.16.0.3:8081/msi/token";

/** What App Service tells every process of a Linux site (failures.md section c.6). */
function siteEnvironment(name: string) {
  return {
    LANG: "C.UTF-8",
    PORT: "8080",
    REGION_NAME: "West Europe",
    WEBSITE_SITE_NAME: name,
    WEBSITE_HOSTNAME: `${name}.azurewebsites.net`,
    WEBSITE_INSTANCE_ID: "7a6c8960c621b3b32238a320f8f981dd4f713b5f9ee2652375aa0fb62435b45c",
    WEBSITE_OWNER_NAME: `${SUBSCRIPTION_ID}+${RESOURCE_GROUP}-WestEuropewebspace-Linux`,
    WEBSITE_RESOURCE_GROUP: RESOURCE_GROUP,
    WEBSITE_SKU: "Basic",
  } as const;
}

export const WEB_APP = {
  name: WEB_APP_NAME,
  identity: {
    clientId: "e36dcbbf-0e76-46e3-a1e9-102e1b37fead",
    objectId: "cb962baf-e0f2-49fb-b87c-685bcfbb2f9f",
    resourceId: `${IN_GROUP}/Microsoft.Web/sites/${WEB_APP_NAME}`,
  },
  endpoint: { source: "app-service", at: "172.16.0.3:8081", secret: WEB_APP_HEADER },
  // The MSI_ names are those of the older protocol; they are set side by side.
  env: {
    ...siteEnvironment(WEB_APP_NAME),
    IDENTITY_ENDPOINT: SITE_ENDPOINT,
    IDENTITY_HEADER: WEB_APP_HEADER,
    MSI_ENDPOINT: SITE_ENDPOINT,
    MSI_SECRET: WEB_APP_HEADER,
  },
} as const satisfies ContosoHost;

const LEGACY_SECRET = "lab-fake-msi-secret-of-func-contoso-legacy~ZqVxKtBw";
const LEGACY_APP_NAME = "func-contoso-legacy";

/** A function app on a Linux Consumption plan, which knows the older protocol only. */
export const LEGACY_APP = {
  name: LEGACY_APP_NAME,
  identity: {
    clientId: "9a39fcef-ce03-4c40-a9ca-1c13639e054c",
    objectId: "0c5f4e80-ba44-448c-bd6c-ce8fc12ef167",
    resourceId: `${IN_GROUP}/Microsoft.Web/sites/${LEGACY_APP_NAME}`,
  },
  endpoint: { source: "app-service-2017", at: "172.16.0.4:8081", secret: LEGACY_SECRET },
  env: {
    ...siteEnvironment(LEGACY_APP_NAME),
    WEBSITE_SKU: "Dynamic",
    FUNCTIONS_EXTENSION_VERSION: "~4",
    FUNCTIONS_WORKER_RUNTIME: "node",
    MSI_ENDPOINT: "http://172.16.0.4:8081/msi/token",
    MSI_SECRET: LEGACY_SECRET,
  },
} as const satisfies ContosoHost;

const FUNCTION_APP_HEADER = "lab-fake-identity-header-of-func-contoso-jobs~ZqVxKtBw";
const FUNCTION_APP_NAME = "func-contoso-jobs";

export const FUNCTION_APP = {
  name: FUNCTION_APP_NAME,
  identity: {
    clientId: "172b5082-2910-478b-8eb9-d5bbce36428b",
    objectId: "1f99666b-5734-4dbc-832b-e42c3690cceb",
    resourceId: `${IN_GROUP}/Microsoft.Web/sites/${FUNCTION_APP_NAME}`,
  },
  endpoint: { source: "app-service", at: "172.16.0.3:8081", secret: FUNCTION_APP_HEADER },
  env: {
    ...siteEnvironment(FUNCTION_APP_NAME),
    WEBSITE_SKU: "ElasticPremium",
    FUNCTIONS_EXTENSION_VERSION: "~4",
    FUNCTIONS_WORKER_RUNTIME: "python",
    IDENTITY_ENDPOINT: SITE_ENDPOINT,
    IDENTITY_HEADER: FUNCTION_APP_HEADER,
    MSI_ENDPOINT: SITE_ENDPOINT,
    MSI_SECRET: FUNCTION_APP_HEADER,
  },
} as const satisfies ContosoHost;

const CONTAINER_APP_HEADER = "lab-fake-identity-header-of-ca-contoso-web~ZqVxKtBw";

export const CONTAINER_APP = {
  name: "ca-contoso-web",
  identity: {
    clientId: "87326bc2-b303-4e76-bbe7-a19435fffe8c",
    objectId: "5cd2d31f-e917-4535-bcd9-ddbef07ac6bc",
    resourceId: `${IN_GROUP}/Microsoft.App/containerApps/ca-contoso-web`,
  },
  endpoint: { source: "app-service", at: "127.0.0.1:42356", secret: CONTAINER_APP_HEADER },
  env: {
    LANG: "C.UTF-8",
    CONTAINER_APP_NAME: "ca-contoso-web",
    CONTAINER_APP_REVISION: "ca-contoso-web--k2x9v1p",
    CONTAINER_APP_REPLICA_NAME: "ca-contoso-web--k2x9v1p-6d5f8c7b9-x4k2m",
    CONTAINER_APP_ENV_DNS_SUFFIX: "kindpond-4f2a1c3b.westeurope.azurecontainerapps.io",
    CONTAINER_APP_HOSTNAME: "ca-contoso-web--k2x9v1p.kindpond-4f2a1c3b.westeurope.azurecontainerapps.io",
    CONTAINER_APP_PORT: "8080",
    IDENTITY_ENDPOINT: "http://localhost:42356/msi/token",
    IDENTITY_HEADER: CONTAINER_APP_HEADER,
  },
} as const satisfies ContosoHost;

const ML_SECRET = "lab-fake-msi-secret-of-cpu-cluster~ZqVxKtBw";
const ML_CLIENT_ID = "a1278bed-d823-4921-b60a-b21a4c3a6de5";

export const ML_COMPUTE = {
  name: "cpu-cluster",
  identity: {
    clientId: ML_CLIENT_ID,
    objectId: "7e585c41-760f-4f11-a413-7d8d9a12211c",
    resourceId: `${IN_GROUP}/Microsoft.MachineLearningServices/workspaces/mlw-contoso/computes/cpu-cluster`,
  },
  endpoint: { source: "machine-learning", at: "127.0.0.1:46808", secret: ML_SECRET },
  env: {
    LANG: "C.UTF-8",
    AZUREML_ARM_SUBSCRIPTION: SUBSCRIPTION_ID,
    AZUREML_ARM_RESOURCEGROUP: RESOURCE_GROUP,
    AZUREML_ARM_WORKSPACE_NAME: "mlw-contoso",
    AZUREML_RUN_ID: "train_invoices_1761905512_d41c2a7f",
    DEFAULT_IDENTITY_CLIENT_ID: ML_CLIENT_ID,
    MSI_ENDPOINT: "http://127.0.0.1:46808/MSI/auth",
    MSI_SECRET: ML_SECRET,
  },
} as const satisfies ContosoHost;

/** The person whose tokens Cloud Shell gives; the name is the one to sign in with. */
export const SIGNED_IN_USER: LabUser = {
  objectId: "0b49ee76-05b8-442e-af79-40ce583d3015",
  name: "megan@contoso.example",
};

export const CLOUD_SHELL = {
  endpoint: { source: "cloud-shell", at: "127.0.0.1:50342" },
  env: {
    LANG: "C.UTF-8",
    USER: "megan",
    ACC_CLOUD: "PROD",
    ACC_LOCATION: "westeurope",
    AZUREPS_HOST_ENVIRONMENT: "cloud-shell/1.0",
    AZURE_HTTP_USER_AGENT: "cloud-shell/1.0",
    MSI_ENDPOINT: "http://localhost:50342/oauth2/token",
  },
} as const satisfies Pick<ContosoHost, "endpoint" | "env">;

const FABRIC_SECRET = "lab-fake-authentication-code-of-ContosoWeb~ZqVxKtBw";

export const FABRIC_APP = {
  name: "ContosoWeb",
  identity: {
    clientId: "22a92d20-44ad-426b-8381-94aba7f13cc9",
    objectId: "4dda6918-67f7-4e27-b605-aa5defa7701e",
    resourceId: `${IN_GROUP}/Microsoft.ServiceFabric/clusters/sf-contoso/applications/ContosoWeb`,
  },
  endpoint: { source: "service-fabric", at: "10.0.0.4:2377", secret: FABRIC_SECRET },
  env: {
    LANG: "C.UTF-8",
    Fabric_ApplicationName: "fabric:/ContosoWeb",
    Fabric_ServiceName: "fabric:/ContosoWeb/WebService",
    Fabric_NodeName: "_nt1vm_0",
    IDENTITY_ENDPOINT: "https://10.0.0.4:2377/metadata/identity/oauth2/token",
    IDENTITY_HEADER: FABRIC_SECRET,
    IDENTITY_SERVER_THUMBPRINT: SERVER_THUMBPRINT,
  },
} as const satisfies ContosoHost;

/** What the Arc agent's installation leaves on a Linux server; its presence alone makes SDKs ask the agent. */
export const ARC_FILES = { "/opt/azcmagent/bin/himds": "the agent's program\n" } as const;

export const ARC_SERVER = {
  name: "srv-contoso-erp",
  identity: {
    clientId: "35cd6e44-03e0-485e-9122-2504f03971b9",
    objectId: "37ffab79-8f65-44fd-8f18-952c2b74a56e",
    resourceId: `${IN_GROUP}/Microsoft.HybridCompute/machines/srv-contoso-erp`,
  },
  endpoint: { source: "azure-arc", at: "127.0.0.1:40342" },
  // Set for all of a Windows server; on Linux only where an administrator did so (failures.md row R2).
  env: {
    ...LINUX_ENVIRONMENT,
    IDENTITY_ENDPOINT: "http://localhost:40342/metadata/identity/oauth2/token",
    IMDS_ENDPOINT: "http://localhost:40342",
  },
} as const satisfies ContosoHost;
