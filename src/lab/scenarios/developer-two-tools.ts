import {
  COLLEAGUE,
  DESKTOP_ENVIRONMENT,
  DEVELOPER,
  INVOICES_URL,
  STORAGE,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const developerTwoTools = defineScenario({
  name: "developer-two-tools",
  title: "Two developer tools, signed in as two people",
  story:
    "PowerShell and azd are logged in as different users, and the SDKs do not ask them in the same order.",
  env: DESKTOP_ENVIRONMENT,
  targets: [INVOICES_URL],
  metadata: "refused",
  tools: { pwsh: { state: "logged-in", user: DEVELOPER }, azd: { state: "logged-in", user: COLLEAGUE } },
  storage: [STORAGE],
  assignments: [readsAccount(DEVELOPER.objectId)],
  expect: {
    exitCode: 4,
    host: "developer-machine",
    winner: { state: "split", link: null },
    outcomes: {
      "azure-cli": "not-configured",
      "azure-powershell": "succeeded",
      "azure-developer-cli": "succeeded",
    },
    verdicts: [
      { link: "azure-powershell", verdict: "allowed" },
      { link: "azure-developer-cli", verdict: "denied-rbac" },
    ],
    findings: ["sdks-disagree"],
    chains: {
      javascript: "azure-powershell",
      python: "azure-powershell",
      dotnet: "azure-powershell",
      java: "azure-powershell",
      go: "azure-developer-cli",
    },
  },
});
