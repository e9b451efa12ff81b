import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  TENANT_ID,
  VALID_SECRET,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const nameServerSilent = defineScenario({
  name: "name-server-silent",
  title: "The name server never answers",
  story:
    "Every name look-up hangs, so a service principal that is set up properly cannot reach its login server. " +
    "There is no metadata service either.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  args: ["--timeout", "3"],
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  names: { "*": "silent" },
  metadata: "refused",
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: {
      environment: "timed-out",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "unavailable",
      "managed-identity-system": "unavailable",
    },
    findings: ["names-not-answered"],
  },
});
