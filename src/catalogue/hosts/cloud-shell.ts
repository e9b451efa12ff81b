import type { HostKind } from "./host-kind.ts";

/** Its image sets AZUREPS_HOST_ENVIRONMENT (Azure/CloudShell, base image); it runs in Container Instances. */
export const cloudShell: HostKind = {
  kind: "cloud-shell",
  title: "Azure Cloud Shell",
  signs: [[{ variable: "AZUREPS_HOST_ENVIRONMENT", holds: /^cloud-shell\// }], [{ variable: "ACC_CLOUD" }]],
  shows: ["ACC_CLOUD", "ACC_LOCATION"],
  isHosted: true,
  sources: ["CloudShell"],
  addresses: ["loopback"],
};
