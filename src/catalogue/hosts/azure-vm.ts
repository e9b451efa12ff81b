import type { HostKind } from "./host-kind.ts";

export const azureVm: HostKind = {
  kind: "azure-vm",
  title: "Azure virtual machine",
  // The asset tag that Hyper-V gives every Azure VM; cloud-init's Azure data source relies on it.
  files: [{ path: "/sys/class/dmi/id/chassis_asset_tag", holds: /^7783-7084-3265-9085-8269-3286-77\s*$/ }],
};
