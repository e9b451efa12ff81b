import {
  SITE_IDENTITY,
  SITE_IDENTITY_ENDPOINT,
  SITE_IDENTITY_HEADER,
  SITE_IDENTITY_VARIABLES,
  WINDOWS_SITE,
} from "../app-service-site.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceWindows = defineScenario({
  name: "app-service-windows",
  title: "App Service on Windows: the system-assigned identity works",
  story: "The app's own process on a Windows plan, with the identity endpoint of its sandbox.",
  env: { ...WINDOWS_SITE, ...SITE_IDENTITY_VARIABLES },
  targets: [INVOICES_URL],
  identities: { systemAssigned: SITE_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SITE_IDENTITY.objectId)],
  metadata: "refused",
  endpoints: [{ source: "app-service", at: SITE_IDENTITY_ENDPOINT, secret: SITE_IDENTITY_HEADER }],
  expect: {
    exitCode: 0,
    host: "app-service-windows",
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
