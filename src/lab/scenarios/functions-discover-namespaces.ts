import { FUNCTION_APP } from "../contoso-hosts.ts";
import { defineScenario } from "../scenario.ts";

const { objectId: principalId } = FUNCTION_APP.identity;

export const functionsDiscoverNamespaces = defineScenario({
  name: "functions-discover-namespaces",
  title: "Functions: connections to Service Bus and to Event Hubs",
  story:
    "Two settings name namespaces, and do not say of which service. Both are asked as both: the one that does not fit takes " +
    "no token, and is passed over. No queue or hub is named.",
  env: {
    ...FUNCTION_APP.env,
    Clicks__fullyQualifiedNamespace: "evhns-contoso.servicebus.windows.net",
    Orders__fullyQualifiedNamespace: "sb-contoso.servicebus.windows.net",
  },
  args: ["--discover", "true"],
  metadata: "refused",
  endpoints: [FUNCTION_APP.endpoint],
  identities: { systemAssigned: FUNCTION_APP.identity, userAssigned: [] },
  targets: [],
  resources: [
    { service: "service-bus", name: "sb-contoso", data: { queues: { orders: { messages: [] } } } },
    { service: "event-hubs", name: "evhns-contoso", data: { hubs: {} } },
  ],
  assignments: [
    { principalId, role: "Azure Service Bus Data Receiver", resource: "sb-contoso", part: "orders" },
    { principalId, role: "Azure Event Hubs Data Receiver", resource: "evhns-contoso", part: "clicks" },
  ],
  expect: {
    exitCode: 4,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [
      { link: "managed-identity-system", verdict: "wrong-audience" },
      { link: "managed-identity-system", verdict: "inconclusive" },
      { link: "managed-identity-system", verdict: "inconclusive" },
      { link: "managed-identity-system", verdict: "wrong-audience" },
    ],
    findings: ["name-the-part", "name-the-part"],
    host: "functions",
  },
});
