import {
  APP,
  AZURE_VM_FILES,
  CERTIFICATE,
  CERTIFICATE_ENVIRONMENT,
  CERTIFICATE_FILE,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const certificateChain = defineScenario({
  name: "certificate-chain",
  title: "A client certificate with its issuer in one file",
  story:
    "The file holds the key, the certificate and the certificate of the authority that issued it, and the " +
    "whole chain is sent along.",
  env: {
    ...LINUX_ENVIRONMENT,
    ...CERTIFICATE_ENVIRONMENT,
    AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: "true",
  },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { ...CERTIFICATE, order: "key-first", chain: true },
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: [],
  },
});
