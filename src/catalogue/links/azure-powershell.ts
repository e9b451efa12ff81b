import { developerTool } from "../developer-tool.ts";

export const azurePowershell = developerTool({
  id: "azure-powershell",
  title: "Azure PowerShell",
  tool: "pwsh",
  // Windows PowerShell, part of the system (@azure/identity 4.13.1, azurePowerShellCredential.js, commandStack).
  windowsTool: "powershell",
  create: (sdk, processTimeoutInMs) => new sdk.AzurePowerShellCredential({ processTimeoutInMs }),
});
