import {
  ACCOUNT,
  APP_SECRET,
  CONTAINER_URL,
  VM_FILES,
  account,
  app,
  servicePrincipal,
  vmIdentity,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const noisyEnvironment = defineScenario({
  name: "noisy-environment",
  title: "Debug variables that would print secrets, and no TLS check",
  story:
    "Somebody left every debug switch on, and turned the certificate check off. None of it may make the report leak.",
  files: VM_FILES,
  env: {
    ...servicePrincipal(APP_SECRET),
    NODE_DEBUG: "http,https,tls,net,request",
    DEBUG: "*",
    AZURE_LOG_LEVEL: "verbose",
    NODE_OPTIONS: "--trace-tls --inspect=127.0.0.1:0",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    HTTP_PROXY_PASSWORD: "lab-fake-proxy-password-value",
  },
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: app.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded", "managed-identity-env": "failed" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: ["tls-check-disabled", "identity-shadowed"],
  },
});
