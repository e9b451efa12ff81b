import { INVOICES_URL, LINUX_ENVIRONMENT, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const developerMachineNothing = defineScenario({
  name: "developer-machine-nothing",
  title: "A developer's machine where nothing is set up",
  story: "No variables, no tools, and no metadata service: a laptop before anybody has signed in.",
  env: { ...LINUX_ENVIRONMENT, TERM_PROGRAM: "vscode", XDG_CURRENT_DESKTOP: "GNOME" },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "refused",
  expect: {
    exitCode: 5,
    host: "developer-machine",
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-system": "unavailable",
      "azure-cli": "not-configured",
    },
    findings: ["no-tool-installed"],
  },
});
