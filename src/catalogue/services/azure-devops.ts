import { below } from "../host-forms.ts";
import type { PartDefinition } from "../service-definition.ts";
import { allowedBy, firstSegment, get, singleProbe } from "./single-probe.ts";

const APP_ID = "499b84ac-1321-427f-aa17-267ca6975798";
const ORGANISATION = /^[A-Za-z0-9][A-Za-z0-9-]{0,49}$/;

const SHARED_HOSTS = "dev.azure.com";
const FIRST = firstSegment("organization", ORGANISATION);

/** Hosts of the older form name the organization themselves. */
const ORGANISATIONS: PartDefinition = {
  ...FIRST,
  parse: (path, random, resource = SHARED_HOSTS) =>
    resource.endsWith(SHARED_HOSTS)
      ? FIRST.parse(path, random)
      : { kind: "organization", name: resource, named: true },
};

export const azureDevOps = singleProbe({
  name: "azure-devops",
  title: "Azure DevOps",
  example: "https://dev.azure.com/<organization>",
  hosts: {
    public: [
      { host: "dev.azure.com" },
      { host: "vssps.dev.azure.com" },
      ...below(/^([a-z0-9][a-z0-9-]{0,49})$/, "visualstudio.com"),
    ],
    usgov: [],
    china: [],
  },
  audience: { public: APP_ID, usgov: APP_ID, china: APP_ID },
  ownRoles: true,
  part: ORGANISATIONS,
  probes: [
    {
      level: "read",
      action: "access to the organization",
      roles: [{ name: "Member of the organization", id: "member" }],
      request: ({ scope, resource }) =>
        get(
          `${resource.endsWith(SHARED_HOSTS) ? `/${scope.name}` : ""}/_apis/connectionData?api-version=7.1-preview`,
        ),
      answers: [
        allowedBy(200),
        // A token that it does not take is answered with a page to sign in at (dataplane.md section 20).
        { status: 203, verdict: "token-rejected", confidence: "inferred" },
        { status: 302, verdict: "token-rejected", confidence: "inferred" },
        { status: 401, body: /TF400813/, named: true, verdict: "denied-rbac", confidence: "inferred" },
        { status: 401, body: /TF400813/, named: false, verdict: "inconclusive", confidence: "inferred" },
        { status: 404, named: true, verdict: "not-found", confidence: "inferred" },
        // It has members, and was not named: nothing can be told of it.
        { status: 404, named: false, verdict: "inconclusive", confidence: "inferred" },
      ],
    },
  ],
  roleNote: "An organization has members of its own; no Azure role makes one.",
  grant: ({ clientId = "<client-id>" }) => ({
    what: `Add the service principal ${clientId} as a user of the organization (Organization settings, Users), with an access level.`,
    commands: [],
  }),
});
