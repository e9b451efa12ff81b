import {
  INVOICES_URL,
  STORAGE,
  systemIdentityOf,
  readsAccount,
  APP_SERVICE_ENVIRONMENT,
  APP_SERVICE_ENDPOINT,
  WEB_APP,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

const identity = systemIdentityOf(WEB_APP);

export const appServiceWorks = defineScenario({
  name: "app-service-works",
  title: "A web app on Linux with a system-assigned identity",
  story:
    "The platform names its token endpoint by IDENTITY_ENDPOINT and IDENTITY_HEADER; the identity has the role.",
  env: APP_SERVICE_ENVIRONMENT,
  targets: [INVOICES_URL],
  identities: { systemAssigned: identity, userAssigned: [] },
  endpoints: [APP_SERVICE_ENDPOINT],
  metadata: "refused",
  storage: [STORAGE],
  assignments: [readsAccount(identity.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { environment: "not-configured", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
