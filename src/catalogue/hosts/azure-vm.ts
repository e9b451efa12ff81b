import type { HostKind } from "./host-kind.ts";
import { AZURE_ASSET_TAG } from "./asset-tag.ts";

export const azureVm: HostKind = {
  kind: "azure-vm",
  title: "Azure virtual machine",
  signs: [
    // The asset tag that Hyper-V gives every Azure VM; cloud-init's Azure data source relies on it.
    [{ file: "/sys/class/dmi/id/chassis_asset_tag", holds: AZURE_ASSET_TAG }],
    [{ instance: "resourceId" }],
  ],
  shows: [],
  isHosted: true,
  hasMetadataService: true,
  sources: ["Imds"],
};
