import { developerTool } from "../developer-tool.ts";

export const azurePowershell = developerTool({
  id: "azure-powershell",
  title: "Azure PowerShell",
  tool: "pwsh",
  create: (sdk, processTimeoutInMs) => new sdk.AzurePowerShellCredential({ processTimeoutInMs }),
});
