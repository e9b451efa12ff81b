import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const noisyEnvironment = defineScenario({
  name: "noisy-environment",
  title: "Debug switches that would print secrets, and no TLS check",
  story:
    "Somebody left every debug switch on and turned the certificate check off. None of it may make the report leak.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    NODE_DEBUG: "http,https,tls,net,request",
    DEBUG: "*",
    AZURE_LOG_LEVEL: "verbose",
    NODE_OPTIONS: "--trace-tls --inspect=127.0.0.1:0",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    DATABASE_PASSWORD: "lab-fake-database-password-value~ZqVxKtBw",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded", "managed-identity-env": "failed" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: ["tls-check-disabled", "identity-shadowed"],
    warnings: ["tls-check-disabled"],
  },
});
