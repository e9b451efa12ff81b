import { WEB_APP } from "../contoso-hosts.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceAudienceUnknown = defineScenario({
  name: "app-service-audience-unknown",
  title: "App Service: a resource that nobody knows, told by a 500",
  story:
    "The scope names an API that was never registered in this tenant. The platform's endpoint passes Entra's answer on " +
    "with status 500, which SDKs take for a fault that may pass: they ask again.",
  env: WEB_APP.env,
  args: ["--scope", "https://orders.contoso.example/.default", "--timeout", "4"],
  metadata: "refused",
  endpoints: [WEB_APP.endpoint],
  identities: { systemAssigned: WEB_APP.identity, userAssigned: [] },
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { "managed-identity-system": "timed-out" },
    findings: ["resource-not-known"],
    host: "app-service-linux",
  },
});
