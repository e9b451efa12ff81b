import type { Member } from "./sdk-model.ts";

/** `prod` means the same in every SDK. */
export const PROD: readonly Member[] = ["environment", "workload-identity", "managed-identity"];

/** Names of single credentials that every SDK takes; they are compared in lower case. */
export const COMMON_NAMES: Readonly<Record<string, readonly Member[]>> = {
  environmentcredential: ["environment"],
  workloadidentitycredential: ["workload-identity"],
  managedidentitycredential: ["managed-identity"],
  azureclicredential: ["azure-cli"],
  azurepowershellcredential: ["azure-powershell"],
  azuredeveloperclicredential: ["azure-developer-cli"],
};
