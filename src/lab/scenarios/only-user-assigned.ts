import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const onlyUserAssigned = defineScenario({
  name: "only-user-assigned",
  title: "The only user-assigned identity answers without being named",
  story:
    "One user-assigned identity is attached and there is no system-assigned one: the metadata service gives it to " +
    "whoever asks without an id.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { userAssigned: [WEB_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { environment: "not-configured", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: ["only-user-assigned-answered"],
  },
});
