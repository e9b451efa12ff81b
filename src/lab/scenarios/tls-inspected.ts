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

export const tlsInspected = defineScenario({
  name: "tls-inspected",
  title: "The company's firewall opens Entra's TLS, and Node trusts it",
  story:
    "The firewall's authority stands in NODE_EXTRA_CA_CERTS: a Node app gets its token, and everything works. An app in " +
    "another language on the same machine would need to be told of that authority as well.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    NODE_EXTRA_CA_CERTS: "/etc/contoso/web-gateway.pem",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  intercepted: { hosts: ["login.microsoftonline.com"], trusted: true },
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: ["tls-inspected"],
  },
});
