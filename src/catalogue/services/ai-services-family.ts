import { command } from "../fixes.ts";
import type { Fix } from "../../model/report.ts";
import type { Role, ServiceDefinition, VerdictRow } from "../service-definition.ts";

/** What Azure OpenAI, the other AI services and Foundry have in common (dataplane.md section 16). */

export const ACCOUNTS = "Microsoft.CognitiveServices/accounts";
/** The custom subdomain of an account, without which it takes no tokens. */
export const ACCOUNT = /^([a-z0-9][a-z0-9-]{0,62}[a-z0-9])$/;

export const COGNITIVE_SERVICES_USER: Role = {
  name: "Cognitive Services User",
  id: "a97b65f3-24c7-4388-baec-2e87135dc908",
};

/** Answers to a caller whose token or network is the trouble. A missing role is told by 401, too: `PermissionDenied`. */
export const AI_REFUSALS: readonly VerdictRow[] = [
  {
    status: 400,
    body: /Tenant provided in token does not match resource t/,
    verdict: "wrong-tenant",
    confidence: "observed",
  },
  // One sentence for a token that is missing, malformed, expired or for another audience.
  {
    status: 401,
    body: /Access token is missing, invalid, audience is incorrect/,
    verdict: "token-rejected",
    confidence: "observed",
  },
  // Said of an account without a virtual network, too.
  { status: 403, body: /Virtual Network\/Firewall rules/, verdict: "denied-network", confidence: "observed" },
  {
    status: 403,
    body: /Public access is disabled/,
    verdict: "denied-network",
    confidence: "observed",
    privateOnly: true,
  },
  { status: 429, verdict: "throttled", confidence: "inferred" },
];

export const AI_ANSWERS: Pick<
  ServiceDefinition,
  "sendsToken" | "armType" | "errorCode" | "requestId" | "disclosures" | "openNetwork"
> = {
  sendsToken: "https",
  armType: ACCOUNTS,
  errorCode: [{ json: "error.code" }, { json: "statusCode" }],
  requestId: ["apim-request-id", "x-ms-request-id"],
  disclosures: [
    {
      what: "principalId",
      pattern: /The principal `?([0-9a-f-]{36})`? lacks/i,
      sample:
        "The principal `90ae6d27-5ebe-4011-ac3f-cb35e8e456b0` lacks the required data action `Microsoft.CognitiveServices/accounts/AIServices/agents/read` to perform `GET /api/projects/{projectName}/assistants` operation.",
    },
  ],
  openNetwork,
};

function openNetwork(account: string, clientAddress = "<address>"): Fix {
  const named = ["--name", account, "--resource-group", "<resource-group>"];
  return {
    what: "See the account's network rules, and allow this machine's address or subnet:",
    commands: [
      command(
        ...["az", "cognitiveservices", "account", "show", ...named],
        ...["--query", "properties.{public:publicNetworkAccess,rules:networkAcls}"],
      ),
      command(
        ...["az", "cognitiveservices", "account", "network-rule", "add", ...named],
        ...["--ip-address", clientAddress],
      ),
    ],
  };
}
