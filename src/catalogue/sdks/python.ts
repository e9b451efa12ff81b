import type { SdkModel } from "./sdk-model.ts";

/**
 * `azure-identity` 1.26 for Python (chain.md sections 1.1, 1.3, 1.4).
 * Its shared token cache is for Windows only and its browser login is off unless asked for: neither is a link here.
 */
export const python: SdkModel = {
  sdk: "python",
  version: "1.26",
  order: [
    "environment",
    "workload-identity",
    "managed-identity",
    "visual-studio-code",
    "azure-cli",
    "azure-powershell",
    "azure-developer-cli",
    "broker",
  ],
  after: {
    environment: { unavailable: "stopped", failed: "stopped" },
    "workload-identity": { unavailable: "stopped", failed: "stopped" },
  },
  constructorError: "stops-chain",
  hasExcludeOptions: true,
  tokenCredentials: {
    prod: ["environment", "workload-identity", "managed-identity"],
    dev: ["visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli"],
    environmentcredential: ["environment"],
    workloadidentitycredential: ["workload-identity"],
    managedidentitycredential: ["managed-identity"],
    visualstudiocodecredential: ["visual-studio-code"],
    azureclicredential: ["azure-cli"],
    azurepowershellcredential: ["azure-powershell"],
    azuredeveloperclicredential: ["azure-developer-cli"],
    // Accepted by Python alone; its link is not modelled, so no member of the chain remains.
    interactivebrowsercredential: [],
  },
  singleNameDropsOptions: false,
  proxyPerScheme: true,
  emptyCountsAsSet: true,
};
