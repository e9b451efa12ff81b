import { WEB_APP } from "../contoso-hosts.ts";
import { IN_GROUP, INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario, type LabIdentity } from "../scenario.ts";

const SLOT_IDENTITY: LabIdentity = {
  clientId: "a60f3c0e-5d0c-4f3b-9a77-0b6f0c9f5d21",
  objectId: "6f3c1f4e-8a0e-4f57-b0a5-3e8f6a1d7c90",
  resourceId: `${IN_GROUP}/Microsoft.Web/sites/${WEB_APP.name}/slots/staging`,
};

export const appServiceOtherSlot = defineScenario({
  name: "app-service-other-slot",
  title: "App Service: the token is another slot's",
  story:
    "Slots were swapped, and this instance of the production slot still gets the identity of the slot staging" +
    " (failures.md row W10). The expected object id tells.",
  env: WEB_APP.env,
  args: ["--expect-object-id", WEB_APP.identity.objectId],
  metadata: "refused",
  endpoints: [WEB_APP.endpoint],
  identities: { systemAssigned: SLOT_IDENTITY, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(WEB_APP.identity.objectId)],
  expect: {
    exitCode: 6,
    host: "app-service-linux",
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { environment: "not-configured", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
    findings: ["unexpected-identity"],
  },
});
