import { WEB_APP } from "../contoso-hosts.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceEndpointNotFound = defineScenario({
  name: "app-service-endpoint-not-found",
  title: "App Service: the endpoint's variable holds a wrong path",
  story:
    "IDENTITY_ENDPOINT was set by hand, with a path that the platform's endpoint does not have: it answers 404.",
  env: WEB_APP.env,
  args: ["--timeout", "4"],
  metadata: "refused",
  endpoints: [
    {
      ...WEB_APP.endpoint,
      behaviour: {
        always: {
          status: 404,
          headers: { "Content-Type": "application/json" },
          body: '{"statusCode":404,"message":"Not found"}',
        },
      },
    },
  ],
  identities: { systemAssigned: WEB_APP.identity, userAssigned: [] },
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { "managed-identity-system": "timed-out" },
    findings: ["identity-endpoint-not-found"],
    host: "app-service-linux",
  },
});
