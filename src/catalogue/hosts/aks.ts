import type { HostKind } from "./host-kind.ts";
import { AZURE_ASSET_TAG } from "./asset-tag.ts";

/** A pod anywhere has the variable of the Kubernetes API; something must tell of Azure, too. */
export const aks: HostKind = {
  kind: "aks",
  title: "Pod of an AKS cluster",
  signs: [
    [{ variable: "KUBERNETES_SERVICE_HOST" }, { variable: "AZURE_FEDERATED_TOKEN_FILE" }],
    [{ variable: "KUBERNETES_SERVICE_HOST", holds: /\.azmk8s\./ }],
    [
      { variable: "KUBERNETES_SERVICE_HOST" },
      { file: "/sys/class/dmi/id/chassis_asset_tag", holds: AZURE_ASSET_TAG },
    ],
    [{ variable: "KUBERNETES_SERVICE_HOST" }, { instance: "resourceId" }],
  ],
  shows: [],
  isHosted: true,
  console: "pod",
  hasMetadataService: true,
  sources: ["TokenExchange", "Imds"],
};
