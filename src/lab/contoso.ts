import type {
  FederatedCredential,
  LabApplication,
  LabCertificate,
  LabIdentity,
  LabUser,
} from "./scenario.ts";
import type { LabStorageAccount } from "./lab-resource.ts";

/** The company that all scenarios play at. Every id is invented; every secret says that it is fake. */
export const TENANT_ID = "095065b7-7caf-4300-b44e-96850fe8f9b2";
export const TENANT_NAME = "Contoso";
export const SUBSCRIPTION_ID = "3d8f186f-7847-4fad-a2d2-5e26bc9eb187";
export const RESOURCE_GROUP = "rg-contoso-web";

export const IN_GROUP = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/${RESOURCE_GROUP}/providers`;

export const VM = {
  name: "vm-contoso-web",
  vmId: "6a76bb3e-a6b0-44dc-8083-ca5df5e32442",
  location: "westeurope",
  resourceId: `${IN_GROUP}/Microsoft.Compute/virtualMachines/vm-contoso-web`,
} as const;

export const SCALE_SET = {
  name: "vmss-contoso-web",
  resourceId: `${IN_GROUP}/Microsoft.Compute/virtualMachineScaleSets/vmss-contoso-web`,
} as const;

export const SYSTEM_IDENTITY: LabIdentity = {
  clientId: "3d2ec8ad-6538-4bb5-99bd-b34b36c413c3",
  objectId: "07336777-83dc-4046-a73e-677d4bb02754",
  resourceId: VM.resourceId,
};

export const WEB_IDENTITY: LabIdentity = {
  clientId: "3de34179-1f9e-42a1-93a4-a18aa7dfe074",
  objectId: "c0febba0-1fc3-4580-861f-30ec68591d1b",
  resourceId: `${IN_GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-contoso-web`,
};

export const JOBS_IDENTITY: LabIdentity = {
  clientId: "ab4abf42-14fb-4d55-903e-4b114236f135",
  objectId: "0fb88d2a-c739-4d97-a68e-637a69d02eed",
  resourceId: `${IN_GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-contoso-jobs`,
};

/** A client id that nothing in Contoso has. */
export const UNKNOWN_CLIENT_ID = "ca3ce0f1-7679-4dba-94b6-6569e3983746";

export const APP: LabApplication = {
  clientId: "20b5c8e4-4773-4b8a-a103-506804a14ca5",
  objectId: "4af60be1-426b-4194-8915-54c126ecdbdf",
  tenantId: TENANT_ID,
  secrets: [
    {
      id: "58c61a0e-3f0b-4d0e-9a62-0c8c4f0f6a11",
      value: "lab-fake-valid~secret.of-contoso-web~ZqVxKtBw",
      state: "valid",
    },
    {
      id: "b1c2f7d4-92a5-4c1f-8f55-71d0f3f5c2ae",
      value: "lab-fake-expired~secret.of-contoso-web~ZqVxKtBw",
      state: "expired",
    },
  ],
};
export const VALID_SECRET = "lab-fake-valid~secret.of-contoso-web~ZqVxKtBw";
export const VALID_SECRET_ID = "58c61a0e-3f0b-4d0e-9a62-0c8c4f0f6a11";
export const EXPIRED_SECRET = "lab-fake-expired~secret.of-contoso-web~ZqVxKtBw";

/** Two people of Contoso; `name` is what they sign in with. */
export const DEVELOPER: LabUser = {
  objectId: "5d0a7b57-1a68-4c0f-8c39-4b1f8d5d6a3e",
  name: "avery@contoso.example",
};
export const COLLEAGUE: LabUser = {
  objectId: "b8f5d1f0-3c59-4c1c-93f4-6a8f4f0f7c92",
  name: "robin@contoso.example",
};
export const USER_PASSWORD = "lab-fake-password~of-a-person~ZqVxKtBw";

/** What the cluster's issuer says of the web app's service account. */
export const SERVICE_ACCOUNT: FederatedCredential = {
  issuer: `https://westeurope.oic.prod-aks.azure.com/${TENANT_ID}/0f4f5c0e-9a1d-4a53-8d77-6a2c3b6f9e21/`,
  subject: "system:serviceaccount:shop:web",
  audience: "api://AzureADTokenExchange",
};

/** The web app's identity, which trusts the tokens of that service account. */
export const FEDERATED_IDENTITY: LabIdentity = {
  ...WEB_IDENTITY,
  federatedCredentials: [SERVICE_ACCOUNT],
};

export const FEDERATED_TOKEN_FILE = "/var/run/secrets/azure/tokens/azure-identity-token";
export const CERTIFICATE_FILE = "/etc/contoso-web/client.pem";

export const STORAGE: LabStorageAccount = {
  name: "contosodata",
  endpoints: { blob: { invoices: { "2026/invoice-0001.pdf": "lab-fake content of an invoice" } } },
};
export const ACCOUNT_URL = "https://contosodata.blob.core.windows.net";
export const INVOICES_URL = `${ACCOUNT_URL}/invoices`;

/** The role that the app needs, given to a principal on the whole storage account. */
export function readsAccount(principalId: string) {
  return { principalId, role: "Storage Blob Data Reader", resource: STORAGE.name } as const;
}

/** What an app on a Linux machine has in its environment besides its own settings. */
export const LINUX_ENVIRONMENT = {
  LANG: "C.UTF-8",
  USER: "azureuser",
  LOGNAME: "azureuser",
  SHELL: "/bin/bash",
} as const;

/** How an Azure virtual machine is recognised: the asset tag that Hyper-V gives it. */
export const AZURE_VM_FILES = {
  "/sys/class/dmi/id/chassis_asset_tag": "7783-7084-3265-9085-8269-3286-77\n",
} as const;

/** What every pod of a cluster has in its environment. */
export const POD_ENVIRONMENT = {
  LANG: "C.UTF-8",
  HOSTNAME: "web-7d9c6b8f4-x2x7k",
  KUBERNETES_SERVICE_HOST: "10.0.0.1",
  KUBERNETES_SERVICE_PORT: "443",
  KUBERNETES_PORT: "tcp://10.0.0.1:443",
} as const;

/** What the webhook of workload identity adds to a pod (azure-workload-identity, mutating admission webhook). */
export const WORKLOAD_IDENTITY_ENVIRONMENT = {
  AZURE_CLIENT_ID: WEB_IDENTITY.clientId,
  AZURE_TENANT_ID: TENANT_ID,
  AZURE_FEDERATED_TOKEN_FILE: FEDERATED_TOKEN_FILE,
  AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
} as const;

/** A service principal with a certificate. */
export const CERTIFICATE_ENVIRONMENT = {
  AZURE_TENANT_ID: TENANT_ID,
  AZURE_CLIENT_ID: APP.clientId,
  AZURE_CLIENT_CERTIFICATE_PATH: CERTIFICATE_FILE,
} as const;

/** The certificate that the app is registered with, in the form every SDK reads. */
export const CERTIFICATE: LabCertificate = {
  kind: "certificate",
  application: APP.clientId,
  key: "rsa",
  format: "pem",
  validity: "valid",
};

/** What a desktop has in its environment. */
export const DESKTOP_ENVIRONMENT = {
  LANG: "C.UTF-8",
  USER: "avery",
  LOGNAME: "avery",
  SHELL: "/bin/bash",
  TERM_PROGRAM: "vscode",
  XDG_CURRENT_DESKTOP: "GNOME",
} as const;
