import { AZURE_VM_FILES, INVOICES_URL, LINUX_ENVIRONMENT, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const noIdentity = defineScenario({
  name: "no-identity",
  title: "A virtual machine without any identity",
  story: "The metadata service answers, but no identity was ever assigned to the machine.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  storage: [STORAGE],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "failed",
    },
    findings: ["no-identity-attached"],
  },
});
