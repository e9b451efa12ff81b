import { command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import { allowedBy, firstSegment, singleProbe } from "./single-probe.ts";

/** A cluster, or a cluster and its region. */
const CLUSTER = /^([a-z][a-z0-9-]{3,49})(?:\.[a-z0-9]+)?$/;
const origin = (host: string) => `https://${host}`;

export const kusto = singleProbe({
  name: "kusto",
  title: "Azure Data Explorer (Kusto)",
  example: "https://<cluster>.<region>.kusto.windows.net/<database>",
  hosts: {
    public: below(
      CLUSTER,
      "kusto.windows.net",
      "kustomfa.windows.net",
      "kusto.azuresynapse.net",
      "kusto.fabric.microsoft.com",
      "kusto.data.microsoft.com",
    ),
    usgov: below(CLUSTER, "kusto.usgovcloudapi.net"),
    china: below(CLUSTER, "kusto.chinacloudapi.cn", "kusto.azuresynapse.azure.cn"),
  },
  // Each cluster is a resource of its own (the official list of endpoints, dataplane.md section 2).
  audience: { public: origin, usgov: origin, china: origin },
  armType: "Microsoft.Kusto/clusters",
  ownRoles: true,
  part: firstSegment("database", /^[\w .-]{1,260}$/),
  probes: [
    {
      level: "read",
      action: "viewing the database",
      roles: [{ name: "Viewer of the database", id: "viewer" }],
      request: ({ scope }) => ({
        method: "POST",
        path: "/v1/rest/query",
        headers: { "Content-Type": "application/json" },
        // A query that reads no table: queries cannot change anything, commands have an endpoint of their own.
        body: JSON.stringify({ db: scope.named ? scope.name : "NetDefaultDB", csl: "print 1" }),
      }),
      answers: [allowedBy(200)],
    },
  ],
  roleNote: "Its databases have roles of their own (Viewer, User, Admin); Azure roles do not count.",
  grant: ({ resource, part, clientId = "<client-id>" }) => ({
    what: "Make this identity a viewer of the database:",
    commands: [
      command(
        ...["az", "kusto", "database-principal-assignment", "create", "--cluster-name", resource],
        ...["--database-name", part.named ? part.name : "<database>", "--resource-group", "<resource-group>"],
        ...["--principal-id", clientId, "--principal-type", "App", "--role", "Viewer"],
        ...["--principal-assignment-name", "<name>"],
      ),
    ],
  }),
});
