import { DESKTOP_ENVIRONMENT, DEVELOPER, INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const developerNotLoggedIn = defineScenario({
  name: "developer-not-logged-in",
  title: "A developer's machine with all tools, and no login",
  story: "Azure CLI, PowerShell and Azure Developer CLI are installed; nobody signed in to any of them.",
  env: DESKTOP_ENVIRONMENT,
  targets: [INVOICES_URL],
  metadata: "refused",
  tools: {
    az: { state: "not-logged-in" },
    pwsh: { state: "not-logged-in" },
    azd: { state: "not-logged-in" },
  },
  storage: [STORAGE],
  assignments: [readsAccount(DEVELOPER.objectId)],
  expect: {
    exitCode: 5,
    host: "developer-machine",
    winner: { state: "none", link: null },
    outcomes: {
      "azure-cli": "unavailable",
      "azure-powershell": "unavailable",
      "azure-developer-cli": "unavailable",
    },
    findings: ["no-tool-login"],
  },
});
