import { below } from "../host-forms.ts";
import { allowedBy, get, singleProbe } from "./single-probe.ts";

const WORKSPACE = /^(adb-\d{6,20}\.\d{1,3})$/;
/** Of all workspaces of all clouds. */
const APP_ID = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

export const databricks = singleProbe({
  name: "databricks",
  title: "Azure Databricks",
  example: "https://adb-<workspace>.<number>.azuredatabricks.net",
  hosts: {
    public: below(WORKSPACE, "azuredatabricks.net"),
    usgov: below(WORKSPACE, "databricks.azure.us"),
    china: below(WORKSPACE, "databricks.azure.cn"),
  },
  audience: { public: APP_ID, usgov: APP_ID, china: APP_ID },
  ownRoles: true,
  probes: [
    {
      level: "read",
      action: "access to the workspace",
      roles: [{ name: "User of the workspace", id: "user" }],
      request: () => get("/api/2.0/preview/scim/v2/Me"),
      answers: [
        allowedBy(200),
        { status: 403, body: /ip (?:access list|acl)/i, verdict: "denied-network", confidence: "inferred" },
        // It says no to a stranger in either way.
        { status: 401, verdict: "inconclusive", confidence: "inferred" },
      ],
    },
  ],
  roleNote: "A workspace has users of its own; Azure roles make nobody one of them but its creators.",
  grant: ({ clientId = "<client-id>" }) => ({
    what: `An administrator of the workspace has to add the service principal ${clientId} to it (Settings, Identity and access, Service principals).`,
    commands: [],
  }),
});
