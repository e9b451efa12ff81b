import { command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import { allowedBy, get, singleProbe } from "./single-probe.ts";

const WORKSPACE = /^([a-z0-9][a-z0-9-]{0,48}[a-z0-9])$/;

export const synapse = singleProbe({
  name: "synapse",
  title: "Synapse workspaces",
  example: "https://<workspace>.dev.azuresynapse.net",
  hosts: {
    public: below(WORKSPACE, "dev.azuresynapse.net"),
    usgov: below(WORKSPACE, "dev.azuresynapse.usgovcloudapi.net"),
    china: below(WORKSPACE, "dev.azuresynapse.azure.cn"),
  },
  audience: {
    public: "https://dev.azuresynapse.net",
    usgov: "https://dev.azuresynapse.usgovcloudapi.net",
    china: "https://dev.azuresynapse.azure.cn",
  },
  noTokenHosts: {
    host: /\.sql\.azuresynapse\.net$/,
    say: "is a SQL pool of a Synapse workspace, whose login needs a driver: its token is for https://database.windows.net, and the workspace itself is at https://<workspace>.dev.azuresynapse.net",
  },
  armType: "Microsoft.Synapse/workspaces",
  ownRoles: true,
  probes: [
    {
      level: "read",
      action: "Microsoft.Synapse/workspaces/artifacts/read",
      roles: [{ name: "Synapse Artifact User", id: "synapse-artifact-user" }],
      request: () => get("/pipelines?api-version=2020-12-01"),
      answers: [allowedBy(200)],
    },
  ],
  roleNote: "A workspace has Synapse roles of its own; Azure roles do not open it.",
  grant: ({ resource, objectId = "<object-id>" }) => ({
    what: "Give this identity a role of the workspace:",
    commands: [
      command(
        ...["az", "synapse", "role", "assignment", "create", "--workspace-name", resource],
        ...["--role", "Synapse Artifact User", "--assignee-object-id", objectId],
      ),
    ],
  }),
});
