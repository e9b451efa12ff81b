import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsOption = defineScenario({
  name: "token-credentials-option",
  title: "AZURE_TOKEN_CREDENTIALS names one class, and an option is lost",
  story:
    "The app names a user-assigned identity by option, and AZURE_TOKEN_CREDENTIALS allows managed identity only. Release " +
    "4.13.1 of the SDK for JavaScript drops the option then and takes the machine's own identity; 4.14.1 keeps it, as " +
    "the SDKs for Python and Java do.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential" },
  files: AZURE_VM_FILES,
  args: ["--managed-identity-client-id", WEB_IDENTITY.clientId],
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [WEB_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "succeeded",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["sdks-disagree"],
    chains: {
      javascript: "managed-identity-system",
      python: "managed-identity-option",
      java: "managed-identity-option",
    },
  },
});
