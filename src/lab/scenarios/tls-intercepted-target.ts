import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tlsInterceptedTarget = defineScenario({
  name: "tls-intercepted-target",
  title: "The company's proxy opens the TLS of the storage account",
  story:
    "HTTPS_PROXY leads to a proxy that inspects what it tunnels, with certificates of an authority that is not trusted " +
    "here. The metadata service is exempt, so there is a token; it is not sent to the target.",
  env: {
    ...LINUX_ENVIRONMENT,
    HTTPS_PROXY: "http://proxy.contoso.example:3128",
    NO_PROXY: "169.254.169.254,localhost,127.0.0.1",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  proxy: "proxy.contoso.example:3128",
  intercepted: { hosts: ["contosodata.blob.core.windows.net"] },
  expect: {
    exitCode: 4,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "unreachable" }],
    findings: ["tls-intercepted", "proxy-use"],
  },
});
