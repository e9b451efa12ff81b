import {
  SITE_IDENTITY,
  SITE_IDENTITY_ENDPOINT,
  SITE_IDENTITY_HEADER,
  SITE_IDENTITY_VARIABLES,
  WINDOWS_KUDU,
} from "../app-service-site.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const kuduWindows = defineScenario({
  name: "kudu-windows",
  title: "Kudu of a Windows app: it has the identity of the app",
  story:
    "The Kudu console of a Windows app is another process with the app's settings and an identity endpoint of its own:" +
    " what it gets is what the app gets.",
  env: { ...WINDOWS_KUDU, ...SITE_IDENTITY_VARIABLES },
  targets: [INVOICES_URL],
  identities: { systemAssigned: SITE_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SITE_IDENTITY.objectId)],
  metadata: "refused",
  endpoints: [{ source: "app-service", at: SITE_IDENTITY_ENDPOINT, secret: SITE_IDENTITY_HEADER }],
  expect: {
    exitCode: 0,
    host: "kudu-windows",
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { environment: "not-configured", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: ["reached-from-kudu"],
  },
});
