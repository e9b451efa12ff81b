/** Asset tag of every Azure virtual machine (cloud-init, DataSourceAzure). */
export const AZURE_ASSET_TAG = /^(7783-7084-3265-9085-8269-3286-77)\s*$/;
