import { command } from "../fixes.ts";
import type { Fix } from "../../model/report.ts";
import type {
  GrantContext,
  ProbeDefinition,
  Role,
  ServiceDefinition,
  VerdictRow,
} from "../service-definition.ts";

/** An app role of Microsoft Graph; it is no Azure role, and stands in the token itself. */
const READ_APPLICATIONS: Role = {
  name: "Application.Read.All",
  id: "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
};
/** Application id of Microsoft Graph, the same in every tenant. */
const GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000";

/** dataplane.md section 19.3. */
const REFUSALS: readonly VerdictRow[] = [
  {
    ...{
      status: 403,
      code: "Authorization_RequestDenied",
      verdict: "inconclusive",
      confidence: "documented",
    },
    why: "It takes the token, and refuses what was asked, which the app may never need: to read the service principal of the identity. What the app may do are the app roles in its token; compare them with what its calls need.",
  },
  { status: 401, challenge: /insufficient_claims/, verdict: "needs-claims", confidence: "inferred" },
  { status: 401, body: /Invalid audience/, verdict: "wrong-audience", confidence: "inferred" },
  {
    status: 401,
    body: /Lifetime validation failed|token (?:has|is) expired/i,
    verdict: "token-expired",
    confidence: "inferred",
  },
  { status: 401, verdict: "token-rejected", confidence: "documented" },
  { status: 429, verdict: "throttled", confidence: "documented" },
];

/**
 * The entry of the token's own principal: `/me` is not for apps. Whoever signed in as a person has no such entry (404),
 * which tells nothing. Other permissions of Graph have no probe: the claim `roles` of the token lists them.
 */
const read: ProbeDefinition = {
  level: "read",
  action: READ_APPLICATIONS.name,
  roles: [READ_APPLICATIONS],
  ask: {
    kind: "http",
    request: ({ principalId = "00000000-0000-0000-0000-000000000000" }) => ({
      method: "GET",
      path: `/v1.0/servicePrincipals/${encodeURIComponent(principalId)}?$select=id,appId`,
      headers: {},
    }),
  },
  verdicts: [{ status: 200, verdict: "allowed", confidence: "documented" }, ...REFUSALS],
};

/**
 * A managed identity has no app registration whose page would show its permissions: they are given by the API. Which
 * one the app needs only its calls tell: none is proposed.
 */
function grant({ objectId = "<object-id>", host }: GrantContext): Fix {
  const body = { principalId: objectId, resourceId: "<graph-object-id>", appRoleId: "<app-role-id>" };
  return {
    what: "See the object id of Microsoft Graph in this tenant and the ids of its app roles, and give this identity the one that the app's calls need (an administrator has to; takes up to a day to appear in a managed identity's tokens):",
    commands: [
      command(
        ...["az", "ad", "sp", "show", "--id", GRAPH_APP_ID],
        ...["--query", "{id:id,appRoles:appRoles[].{value:value,id:id}}"],
      ),
      command(
        ...["az", "rest", "--method", "POST"],
        ...["--url", `https://${host}/v1.0/servicePrincipals/${objectId}/appRoleAssignments`],
        ...["--body", JSON.stringify(body)],
      ),
    ],
  };
}

/** Its own host is what a token is for. */
const ownHost = (host: string) => `https://${host}`;

export const graph: ServiceDefinition = {
  name: "graph",
  title: "Microsoft Graph",
  example: "https://graph.microsoft.com",
  hosts: {
    public: [{ host: "graph.microsoft.com" }],
    usgov: [{ host: "graph.microsoft.us" }, { host: "dod-graph.microsoft.us" }],
    china: [{ host: "microsoftgraph.chinacloudapi.cn" }],
  },
  audience: { public: ownHost, usgov: ownHost, china: ownHost },
  sendsToken: "https",
  ownRoles: true,
  permissionsInToken: true,
  part: {
    word: "path",
    pattern: /^[\w./-]{1,256}$/,
    // Permissions are for the whole tenant, whatever path the app is after.
    parse: () => ({ kind: "tenant", name: "as a whole", named: false }),
    isWhole: true,
  },
  errorCode: [{ json: "error.code" }],
  requestId: ["request-id"],
  roleNote:
    "Azure roles never count for it: what an app may do there are app roles, which the claim roles of its token lists. Which ones the app needs depends on its calls.",
  probes: [read],
  grant,
  openNetwork: () => ({
    what: "Microsoft Graph has no firewall of its own: look at proxies, and at Conditional Access for workload identities.",
    commands: [],
  }),
};
