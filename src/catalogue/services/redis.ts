import type { Fix } from "../../model/report.ts";
import { command } from "../fixes.ts";
import { below, shownAs } from "../host-forms.ts";
import type { GrantContext, PartDefinition, ServiceDefinition, SignIn } from "../service-definition.ts";
import { driverService, groupOf, nameOf, tokenIn } from "./driver-service.ts";

const AUDIENCE = "https://redis.azure.com";
const CACHE = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;
/** The name, and the region behind it. */
const REGIONAL_CACHE = /^([a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?)\.(?!privatelink$)[a-z0-9]+$/;

/** Rights are given for a whole cache. */
const WHOLE: PartDefinition = {
  word: "part (access policies are of the whole cache)",
  pattern: /(?!)/,
  parse: (_path, random) => ({ kind: "cache", name: random, named: false }),
};

function signIn(port: number): SignIn {
  return {
    protocol: "Redis's own protocol",
    user: ({ objectId = "<object-id>" }) => `the user ${objectId} (its object id)`,
    byHand: ({ host, objectId = "<object-id>" }) => ({
      what: "On this machine, with the Azure CLI signed in as this identity (az login --identity): the token is the password, the object id the user (Bash):",
      commands: [
        ...tokenIn("REDISCLI_AUTH", "--resource", AUDIENCE),
        command(
          ...["redis-cli", "-h", host, "-p", String(port), "--tls", "--user", objectId],
          ...["ACL", "WHOAMI"],
        ),
      ],
    }),
  };
}

const GUIDANCE =
  "WRONGPASS means that no access policy is assigned to that object id, or that the token was not accepted; NOPERM that the policy lacks the command. Entra authentication has to be switched on at the cache.";
/** What the way to a cache at a port needs. */
function noteOf(port: number): string {
  return `It is reached at TCP port ${port}, which no HTTP proxy carries; its network rules drop what they do not let in.`;
}

const NO_ROLES = "Azure roles do not count here:";

/** Neither cloud's audience is known for certain (dataplane.md section 2). */
const NOT_KNOWN = { usgov: [], china: [] } as const;

const COMMON = {
  audience: { public: AUDIENCE, usgov: "", china: "" },
  schemes: ["rediss:"],
  dropsRefused: true,
  part: WHOLE,
  permissions: { read: "+@read", write: "+@write", delete: "+@write" },
  guidance: GUIDANCE,
} as const;

/** Letters and digits are what names of assignments have in common. */
function assignmentName(context: GrantContext): string {
  return context.principalName?.replaceAll(/[^A-Za-z0-9]/g, "") ?? "<name-of-the-assignment>";
}

export const redis: ServiceDefinition = driverService({
  ...COMMON,
  name: "redis",
  title: "Azure Cache for Redis",
  example: "rediss://<cache>.redis.cache.windows.net",
  hosts: { public: below(CACHE, "redis.cache.windows.net"), ...NOT_KNOWN },
  port: 6380,
  armType: "Microsoft.Cache/redis",
  signIn: signIn(6380),
  networkNote: noteOf(6380),
  grant: (context) => ({
    what: `If it is not let in: assign a data access policy to its object id. ${NO_ROLES}`,
    commands: [
      command(
        ...["az", "redis", "access-policy-assignment", "create", "--name", context.resource],
        ...["--resource-group", groupOf(context), "--policy-assignment-name", assignmentName(context)],
        ...["--access-policy-name", context.action === "+@read" ? "Data Reader" : "Data Contributor"],
        ...["--object-id", context.objectId ?? "<object-id>", "--object-id-alias", nameOf(context)],
      ),
    ],
  }),
  openNetwork: (cache, clientAddress = "<address>") => ({
    what: "See whether public access is on, and allow this machine's address (or a private endpoint):",
    commands: [
      command(
        ...["az", "redis", "show", "--name", cache, "--resource-group", "<resource-group>"],
        ...["--query", "publicNetworkAccess"],
      ),
      command(
        ...["az", "redis", "firewall-rules", "create", "--name", cache],
        ...["--resource-group", "<resource-group>", "--rule-name", "<rule>"],
        ...["--start-ip", clientAddress, "--end-ip", clientAddress],
      ),
    ],
  }),
});

export const managedRedis: ServiceDefinition = driverService({
  ...COMMON,
  name: "managed-redis",
  title: "Azure Managed Redis",
  example: "rediss://<cache>.<region>.redis.azure.net",
  hosts: {
    public: shownAs(
      "<name>.<region>",
      below(REGIONAL_CACHE, "redis.azure.net", "redisenterprise.cache.azure.net"),
    ),
    ...NOT_KNOWN,
  },
  port: 10_000,
  armType: "Microsoft.Cache/redisEnterprise",
  signIn: signIn(10_000),
  networkNote: noteOf(10_000),
  grant: (context) => ({
    what: `If it is not let in: assign the access policy to its object id. ${NO_ROLES}`,
    commands: [
      command(
        ...["az", "redisenterprise", "database", "access-policy-assignment", "create"],
        ...["--cluster-name", context.resource, "--database-name", "default"],
        ...["--resource-group", groupOf(context)],
        ...["--access-policy-assignment-name", assignmentName(context)],
        ...["--access-policy-name", "default", "--object-id", context.objectId ?? "<object-id>"],
      ),
    ],
  }),
  openNetwork: (cache): Fix => ({
    what: "See its private endpoints, and whether public access is on:",
    commands: [
      command(
        ...["az", "redisenterprise", "show", "--cluster-name", cache, "--resource-group", "<resource-group>"],
        ...["--query", "{public:publicNetworkAccess,endpoints:privateEndpointConnections[].name}"],
      ),
    ],
  }),
});
