import { developerTool } from "../developer-tool.ts";

export const azureCli = developerTool({
  id: "azure-cli",
  title: "Azure CLI",
  tool: "az",
  create: (sdk, processTimeoutInMs) => new sdk.AzureCliCredential({ processTimeoutInMs }),
});
