import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tlsInterceptedLogin = defineScenario({
  name: "tls-intercepted-login",
  title: "A firewall opens the TLS of Entra and of the storage account",
  story:
    "A firewall on the way inspects TLS and shows certificates of the company's own authority, which nobody told this " +
    "machine to trust. The SDK breaks off before it sends the secret, and the target cannot be reached either.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  intercepted: { hosts: ["login.microsoftonline.com", "contosodata.blob.core.windows.net"] },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "unavailable", "managed-identity-env": "failed" },
    findings: ["tls-intercepted"],
  },
});
