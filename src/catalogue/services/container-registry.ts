import type { Fix } from "../../model/report.ts";
import type { AccessLevel } from "../../model/words.ts";
import { assignRole, command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { ProbeDefinition, Role, ServiceDefinition, VerdictRow } from "../service-definition.ts";

/** Seen when the registry took the Entra token and gave one of its own for it. */
export const TOOK_TOKEN = "token-exchanged";

/** Its name, and behind a hyphen the hash that a registry's host has when it was made with one. */
const REGISTRY = /^([a-z0-9]{5,50})(?:-[a-z0-9]{4,32})?$/;

const PULL: Role = { name: "AcrPull", id: "7f951dda-4ed3-4680-a7ca-43fe172d538d" };
const PUSH: Role = { name: "AcrPush", id: "8311e382-0749-4cb8-b61a-304f252e45ec" };
const DELETE: Role = { name: "AcrDelete", id: "c2f4ef07-c644-48eb-af81-4b1b4947fb11" };
const READER: Role = {
  name: "Container Registry Repository Reader",
  id: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
};
const WRITER: Role = {
  name: "Container Registry Repository Writer",
  id: "2a1e307c-b015-4ebd-883e-5b7698a07328",
};
const CONTRIBUTOR: Role = {
  name: "Container Registry Repository Contributor",
  id: "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
};
const LISTER: Role = {
  name: "Container Registry Repository Catalog Lister",
  id: "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
};

/** dataplane.md section 19.1. */
const ANSWERS: readonly VerdictRow[] = [
  { status: 200, granted: true, verdict: "allowed", confidence: "documented" },
  { status: 200, granted: false, named: true, verdict: "denied-rbac", confidence: "documented" },
  // Roles can be given for single repositories: a random one stands for the registry.
  { status: 200, granted: false, named: false, verdict: "inconclusive", confidence: "documented" },
  // It took the Entra token, so that only the one action that was asked for is left to refuse.
  { status: 401, seen: TOOK_TOKEN, named: true, verdict: "denied-rbac", confidence: "inferred" },
  { status: 401, seen: TOOK_TOKEN, named: false, verdict: "inconclusive", confidence: "inferred" },
  // Refused at the exchange (401): no role at all, another tenant, another audience, an expired token. It has no row.
  { status: 403, code: "DENIED", verdict: "denied-network", confidence: "observed" },
  { status: 429, verdict: "throttled", confidence: "inferred" },
];

const REGISTRIES = "Microsoft.ContainerRegistry/registries";

/**
 * `word` is what a scope of the registry's own tokens calls it. Which Azure action stands behind it is a setting of the
 * registry: one of the control plane, or with repository permissions (ABAC) a data action (learn.microsoft.com, "Azure
 * Container Registry roles directory reference").
 */
function grants(
  level: AccessLevel,
  word: string,
  [legacy, abac]: readonly [string, string],
  roleInOtherMode: Role,
  ...roles: readonly Role[]
): ProbeDefinition {
  return {
    ...{ level, roles, verdicts: ANSWERS },
    action: `${REGISTRIES}/${legacy}`,
    needs: [{ name: `${REGISTRIES}/${legacy}`, isControlPlane: true }, { name: `${REGISTRIES}/${abac}` }],
    modeDecides: true,
    roleInOtherMode,
    ask: { kind: "registry", action: word },
  };
}

/** The names of the repositories are the registry's, whichever was named. */
const catalog: ProbeDefinition = {
  ...grants("list", "catalog:*", ["pull/read", "catalog/read"], LISTER, PULL, PUSH, LISTER),
  about: { kind: "registry", name: "as a whole", named: false },
  verdicts: ANSWERS.flatMap(({ named, ...row }) => (named === false ? [] : [row])),
};

const lookUp = (registry: string): Fix => ({
  what: "Such a refusal stands for a missing role, another tenant and a token that is not taken alike. See the registry's mode of roles, whether it takes tokens for Azure Resource Manager, and who has a role there:",
  commands: [
    command("az", "acr", "show", "--name", registry, "--query", "{id:id,roles:roleAssignmentMode}"),
    command("az", "acr", "config", "authentication-as-arm", "show", "--registry", registry),
    command(
      ...["az", "role", "assignment", "list", "--include-inherited"],
      ...["--scope", "<id-of-the-registry>", "--query", "[].{role:roleDefinitionName,principal:principalId}"],
    ),
  ],
});

export const containerRegistry: ServiceDefinition = {
  name: "container-registry",
  title: "Container Registry",
  example: "https://<registry>.azurecr.io/<repository>",
  hosts: {
    public: below(REGISTRY, "azurecr.io"),
    usgov: below(REGISTRY, "azurecr.us"),
    china: below(REGISTRY, "azurecr.cn"),
  },
  // One of its own is known for the public cloud only; the others take the token for Azure Resource Manager.
  audience: {
    public: "https://containerregistry.azure.net",
    usgov: "https://management.usgovcloudapi.net",
    china: "https://management.chinacloudapi.cn",
  },
  sendsToken: "https",
  armType: "Microsoft.ContainerRegistry/registries",
  part: {
    word: "repository",
    pattern: /^(?:v2\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/,
    // A role is assigned at the registry; a condition of it names repositories.
    parse(path, random) {
      const name = path.replace(/^\/?(?:v2(?=\/|$))?\/?/, "").replace(/\/$/, "");
      return name === ""
        ? { kind: "registry", name: random, named: false }
        : { kind: "repository", name, named: true };
    },
    list: (registry) => ({
      what: "List the repositories (needs rights of its own):",
      commands: [command("az", "acr", "repository", "list", "--name", registry)],
    }),
  },
  // The anonymous challenge names no tenant; the probes themselves begin with it.
  errorCode: [{ text: /"code"\s*:\s*"([A-Z_]+)"/ }],
  requestId: ["x-ms-correlation-request-id"],
  disclosures: [
    {
      what: "clientAddress",
      pattern: /client with IP '([0-9a-f.:]+)'/i,
      sample:
        '{"errors":[{"code":"DENIED","message":"client with IP \'203.0.113.7\' is not allowed access. Refer https://aka.ms/acr/firewall to grant access."}]}',
    },
  ],
  roleNote:
    "In a registry whose roles are set to repository permissions (ABAC), AcrPull, AcrPush and AcrDelete are ignored: there it takes Container Registry Repository Reader, Writer or Contributor.",
  probes: [
    catalog,
    grants(
      "read",
      "pull",
      ["pull/read", "repositories/content/read"],
      READER,
      PULL,
      PUSH,
      READER,
      WRITER,
      CONTRIBUTOR,
    ),
    grants("write", "push", ["push/write", "repositories/content/write"], WRITER, PUSH, WRITER, CONTRIBUTOR),
    grants(
      "delete",
      "delete",
      ["artifacts/delete", "repositories/content/delete"],
      CONTRIBUTOR,
      DELETE,
      CONTRIBUTOR,
    ),
  ],
  grant: assignRole,
  openNetwork: (registry, clientAddress) => ({
    what: "See the registry's network rules, and allow this machine's address:",
    commands: [
      command(
        ...["az", "acr", "show", "--name", registry],
        ...["--query", "{public:publicNetworkAccess,rules:networkRuleSet}"],
      ),
      command(
        ...["az", "acr", "network-rule", "add", "--name", registry],
        ...["--ip-address", clientAddress ?? "<address>"],
      ),
    ],
  }),
  lookUp,
};
