import { CONTAINER_APP, FUNCTION_APP, WEB_APP } from "../contoso-hosts.ts";
import { APP, INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

const { IDENTITY_ENDPOINT: _, IDENTITY_HEADER: __, ...WITHOUT_IDENTITY } = CONTAINER_APP.env;

/** Apps of App Service, Functions and Container Apps. */
export const hostedAppScenarios: readonly Scenario[] = [
  defineScenario({
    name: "container-apps-not-enabled",
    title: "Container Apps: the identity came after this revision",
    story:
      "The identity was assigned when the revision already ran: its replicas were never told of an endpoint.",
    env: WITHOUT_IDENTITY,
    metadata: "silent",
    targets: [INVOICES_URL],
    storage: [STORAGE],
    expect: {
      exitCode: 5,
      host: "container-apps",
      winner: { state: "none", link: null },
      outcomes: { "managed-identity-system": "unavailable" },
      findings: ["identity-not-enabled"],
    },
  }),
  defineScenario({
    name: "app-service-not-ready",
    title: "App Service: the identity endpoint does not listen yet",
    story: "The site has just started, and the container that hands out tokens has not.",
    env: WEB_APP.env,
    metadata: "refused",
    endpoints: [{ ...WEB_APP.endpoint, behaviour: "refused" }],
    identities: { systemAssigned: WEB_APP.identity, userAssigned: [] },
    targets: [INVOICES_URL],
    storage: [STORAGE],
    expect: {
      exitCode: 5,
      host: "app-service-linux",
      winner: { state: "none", link: null },
      outcomes: { "managed-identity-system": "unavailable" },
      findings: ["identity-endpoint-unreachable"],
    },
  }),
  defineScenario({
    name: "functions-id-not-attached",
    title: "Functions: AZURE_CLIENT_ID of an app, and storage by identity",
    story:
      "The settings hold the client id of an app registration, and AzureWebJobsStorage is read with the identity: the host does not start.",
    env: {
      ...FUNCTION_APP.env,
      AZURE_CLIENT_ID: APP.clientId,
      AzureWebJobsStorage__accountName: STORAGE.name,
    },
    metadata: "refused",
    endpoints: [FUNCTION_APP.endpoint],
    identities: { systemAssigned: FUNCTION_APP.identity, userAssigned: [] },
    targets: [INVOICES_URL],
    applications: [APP],
    storage: [STORAGE],
    assignments: [readsAccount(FUNCTION_APP.identity.objectId)],
    expect: {
      exitCode: 5,
      host: "functions",
      winner: { state: "none", link: null },
      outcomes: { "managed-identity-env": "failed", "managed-identity-system": "succeeded" },
      findings: ["client-id-not-attached"],
    },
  }),
  defineScenario({
    name: "functions-connection-identity",
    title: "Functions: a connection names an identity of its own",
    story:
      "The settings of one connection name a user-assigned identity. The app's own identity, which may read everything, is not the one that is used there.",
    env: {
      ...FUNCTION_APP.env,
      Invoices__blobServiceUri: `https://${STORAGE.name}.blob.core.windows.net`,
      Invoices__credential: "managedidentity",
      Invoices__clientId: WEB_IDENTITY.clientId,
    },
    args: ["--discover", "true"],
    metadata: "refused",
    endpoints: [FUNCTION_APP.endpoint],
    identities: { systemAssigned: FUNCTION_APP.identity, userAssigned: [WEB_IDENTITY] },
    targets: [],
    storage: [STORAGE],
    assignments: [readsAccount(FUNCTION_APP.identity.objectId)],
    expect: {
      exitCode: 4,
      host: "functions",
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      findings: ["connection-identity-not-tried"],
    },
  }),
];
