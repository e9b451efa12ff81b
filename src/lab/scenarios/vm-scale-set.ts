import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  SCALE_SET,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const vmScaleSet = defineScenario({
  name: "vm-scale-set",
  title: "An instance of a virtual machine scale set",
  story:
    "Its files tell an Azure VM; its metadata service tells that it belongs to a scale set, whose identity it has.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: {
    systemAssigned: { ...SYSTEM_IDENTITY, resourceId: SCALE_SET.resourceId },
    userAssigned: [],
  },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  scaleSet: SCALE_SET.name,
  expect: {
    exitCode: 0,
    host: "vm-scale-set",
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { environment: "not-configured", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
