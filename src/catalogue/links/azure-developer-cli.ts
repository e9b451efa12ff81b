import { developerTool } from "../developer-tool.ts";

export const azureDeveloperCli = developerTool({
  id: "azure-developer-cli",
  title: "Azure Developer CLI",
  tool: "azd",
  create: (sdk, processTimeoutInMs) => new sdk.AzureDeveloperCliCredential({ processTimeoutInMs }),
});
