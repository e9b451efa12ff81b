import {
  AZURE_VM_FILES,
  INVOICES_URL,
  JOBS_IDENTITY,
  LINUX_ENVIRONMENT,
  STORAGE,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const severalIdentities = defineScenario({
  name: "several-identities",
  title: "Several user-assigned identities, and none is named",
  story:
    "A second identity was attached to the machine; since then the metadata service asks which one is meant.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "failed",
    },
    findings: ["several-identities"],
  },
});
