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

export const proxyWantsLogin = defineScenario({
  name: "proxy-wants-login",
  title: "The proxy on the way to Entra wants a user and a password",
  story:
    "HTTPS_PROXY names the company's proxy, without the login that it asks for. Neither the login host nor the target " +
    "is reached; what answers in their place is the proxy.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    HTTPS_PROXY: "http://proxy.contoso.example:3128",
    NO_PROXY: "169.254.169.254,localhost,127.0.0.1",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  proxy: "proxy.contoso.example:3128",
  proxyWantsLogin: true,
  // Java asks Entra directly (1.19, measured), and what it then gets was not observed.
  args: ["--sdk", "python"],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "unavailable" },
    findings: ["proxy-wants-login", "proxy-use"],
  },
});
