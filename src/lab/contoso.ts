import type { LabApplication, LabIdentity, LabStorageAccount } from "./scenario.ts";

/** The made-up company all scenarios play at; ids are recognisable and belong to nobody. */
export const TENANT = "c0ffee00-0000-4000-8000-0000000000aa";
export const SUBSCRIPTION = "c0ffee00-0000-4000-8000-0000000000bb";
export const RESOURCE_GROUP = "rg-shop";
export const VM_NAME = "vm-shop-01";
const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${RESOURCE_GROUP}`;
export const VM_ID = `${GROUP_ID}/providers/Microsoft.Compute/virtualMachines/${VM_NAME}`;
export const INSTANCE_ID = "c0ffee00-0000-4000-8000-0000000000cc";
export const REGION = "westeurope";

/** A value that is no secret of anybody. */
export const APP_SECRET = "lab-fake-secret~Q0xOVE9TTy1OT1QtQS1TRUNSRVQ";
export const EXPIRED_SECRET = "lab-fake-expired~RVhQSVJFRC1OT1QtQS1TRUNSRVQ";
export const SECRET_ID = "c0ffee00-0000-4000-8000-00000000005d";

export const vmIdentity: LabIdentity = {
  clientId: "c0ffee00-0000-4000-8000-000000000101",
  objectId: "c0ffee00-0000-4000-8000-000000000102",
  resourceId: VM_ID,
};

export const webIdentity: LabIdentity = userAssigned("id-shop-web", "201");
export const jobsIdentity: LabIdentity = userAssigned("id-shop-jobs", "301");

export const app: LabApplication = {
  clientId: "c0ffee00-0000-4000-8000-000000000401",
  objectId: "c0ffee00-0000-4000-8000-000000000402",
  tenantId: TENANT,
  secrets: [
    { id: SECRET_ID, value: APP_SECRET, state: "valid" },
    { id: "c0ffee00-0000-4000-8000-00000000005e", value: EXPIRED_SECRET, state: "expired" },
  ],
};

export const ACCOUNT = "contosodata";
export const CONTAINER = "invoices";

export const account: LabStorageAccount = {
  name: ACCOUNT,
  firewall: "open",
  containers: [{ name: CONTAINER, blobs: ["2026-11.csv"] }],
};

export const ACCOUNT_URL = `https://${ACCOUNT}.blob.core.windows.net/`;
export const CONTAINER_URL = `${ACCOUNT_URL}${CONTAINER}`;

/** How an Azure VM is recognised: the asset tag that Hyper-V gives it. */
export const VM_FILES = {
  "/sys/class/dmi/id/chassis_asset_tag": "7783-7084-3265-9085-8269-3286-77\n",
} as const;

/** The variables of the app registration, as a deployment script would have left them. */
export function servicePrincipal(secret: string): Record<string, string> {
  return { AZURE_TENANT_ID: TENANT, AZURE_CLIENT_ID: app.clientId, AZURE_CLIENT_SECRET: secret };
}

function userAssigned(name: string, number: string): LabIdentity {
  return {
    clientId: `c0ffee00-0000-4000-8000-000000000${number}`,
    objectId: `c0ffee00-0000-4000-8000-000000000${Number(number) + 1}`,
    resourceId: `${GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
  };
}
