import type { SdkModel } from "./sdk-model.ts";

/** `@azure/identity` 4.13.1, measured (chain.md sections 1.1, 1.3, 1.4). */
export const javascript: SdkModel = {
  sdk: "javascript",
  version: "4.13.1",
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
  // Only the environment member wraps every failure in AuthenticationError, which ends the chain.
  after: { environment: { unavailable: "stopped", failed: "stopped" } },
  constructorError: "drops-member",
  hasExcludeOptions: false,
  tokenCredentials: {
    prod: ["environment", "workload-identity", "managed-identity"],
    dev: ["visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
    environmentcredential: ["environment"],
    workloadidentitycredential: ["workload-identity"],
    managedidentitycredential: ["managed-identity"],
    visualstudiocodecredential: ["visual-studio-code"],
    azureclicredential: ["azure-cli"],
    azurepowershellcredential: ["azure-powershell"],
    azuredeveloperclicredential: ["azure-developer-cli"],
  },
  singleNameDropsOptions: true,
  proxyPerScheme: false,
  emptyCountsAsSet: false,
};
