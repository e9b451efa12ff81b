import { FUNCTION_APP } from "../contoso-hosts.ts";
import { STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const functionsDiscoverRoleTooNew = defineScenario({
  name: "functions-discover-role-too-new",
  title: "Functions: a connection's own identity has a role that is too new",
  story:
    "The app itself uses a user-assigned identity. The connection Archive uses the system-assigned one, whose role was " +
    "given a moment ago: the first requests are refused, and later ones taken (--wait).",
  env: {
    ...FUNCTION_APP.env,
    Archive__blobServiceUri: `https://${STORAGE.name}.blob.core.windows.net/invoices`,
    Archive__credential: "managedidentity",
  },
  args: ["--discover", "true", "--managed-identity-client-id", WEB_IDENTITY.clientId],
  metadata: "refused",
  endpoints: [FUNCTION_APP.endpoint],
  identities: { systemAssigned: FUNCTION_APP.identity, userAssigned: [WEB_IDENTITY] },
  targets: [],
  storage: [STORAGE],
  assignments: [{ ...readsAccount(FUNCTION_APP.identity.objectId), refusedFirst: 3 }],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "managed-identity-option" },
    outcomes: { "managed-identity-option": "succeeded", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
    findings: ["role-missing", "identity-shadowed"],
    host: "functions",
  },
});
