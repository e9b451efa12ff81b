import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const storageFirewall = defineScenario({
  name: "storage-firewall",
  title: "The storage firewall refuses the machine's network",
  story:
    "The identity holds the role, but the account admits only chosen networks, and this machine's is not among them.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [{ ...STORAGE, network: "firewall" }],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "denied-network" }],
    findings: ["network-rule-refuses"],
  },
});
