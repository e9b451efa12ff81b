import { command } from "../fixes.ts";
import type { Fix } from "../../model/report.ts";
import { below } from "../host-forms.ts";
import type {
  GrantContext,
  ProbeContext,
  ProbeDefinition,
  ProbeRequest,
  Role,
  ServiceDefinition,
  TestedScope,
  VerdictRow,
} from "../service-definition.ts";

const ACCOUNTS = "Microsoft.DocumentDB/databaseAccounts";
const ITEMS = `${ACCOUNTS}/sqlDatabases/containers/items`;
/** Of an account (3 to 44 characters), or of an account in one region: a hyphen and the region's name behind it. */
const ACCOUNT = /^([a-z0-9][a-z0-9-]{1,62}[a-z0-9])$/;

/** Roles of the account itself: no Azure roles, and no Azure role stands for one. */
const DATA_READER: Role = {
  name: "Cosmos DB Built-in Data Reader",
  id: "00000000-0000-0000-0000-000000000001",
};
const DATA_CONTRIBUTOR: Role = {
  name: "Cosmos DB Built-in Data Contributor",
  id: "00000000-0000-0000-0000-000000000002",
};
const READERS = [DATA_READER, DATA_CONTRIBUTOR];

const DENIED = /does not have required RBAC permissions to perform action/;

function denials(code: string, confidence: VerdictRow["confidence"]): VerdictRow[] {
  return [
    { status: 403, code, named: true, verdict: "denied-rbac", confidence },
    { status: 403, code, named: false, verdict: "inconclusive", confidence },
  ];
}

/** The verdict lies in the sub-status. Its names are those of the enumeration that the SDKs share. */
const REFUSALS: readonly VerdictRow[] = [
  { status: 403, body: DENIED, named: true, verdict: "denied-rbac", confidence: "observed" },
  // Roles can be given on single databases and containers: a random one stands for the account.
  { status: 403, body: DENIED, named: false, verdict: "inconclusive", confidence: "observed" },
  ...denials("5301", "observed"),
  ...denials("5302", "inferred"),
  ...denials("5303", "inferred"),
  // 5300, an operation that no token may ever do here, has no row: no probe asks for one, and no role would help.
  {
    status: 403,
    body: /blocked by your Cosmos DB account firewall settings/,
    verdict: "denied-network",
    confidence: "documented",
  },
  { status: 403, code: "5307", verdict: "denied-network", confidence: "inferred" },
  { status: 401, code: "5002", verdict: "entra-disabled", confidence: "inferred" },
  { status: 401, code: "5006", verdict: "token-expired", confidence: "inferred" },
  { status: 401, code: "5007", verdict: "wrong-tenant", confidence: "observed" },
  { status: 401, code: "5008", verdict: "wrong-audience", confidence: "observed" },
  { status: 401, code: "5009", verdict: "wrong-audience", confidence: "inferred" },
  // Its format, signature, beginning, object id, revocation, signing key, groups. 5202, "use a token", answers a token
  // for reasons that are not known (azure-docs PR 117239), and has no row.
  ...["5003", "5004", "5005", "5011", "5013", "5200", "5201"].map((code): VerdictRow => ({
    status: 401,
    code,
    verdict: "token-rejected",
    confidence: "inferred",
  })),
  { status: 429, verdict: "throttled", confidence: "inferred" },
];

/**
 * Answers about an item that does not exist. That a request by names is judged by its names, before anything is looked
 * up, follows from a sub-status of its own for it (5302, beside 5303 and 5304 for ids that have to be resolved).
 */
const ABSENT: readonly VerdictRow[] = [
  {
    status: 404,
    body: /Owner resource does not exist/,
    named: true,
    verdict: "not-found",
    confidence: "observed",
  },
  { status: 404, code: "1003", named: true, verdict: "not-found", confidence: "inferred" },
  { status: 404, code: "1003", named: false, verdict: "allowed", confidence: "inferred" },
  { status: 404, code: "0", verdict: "allowed", confidence: "inferred" },
  { status: 404, code: "NotFound", verdict: "allowed", confidence: "inferred" },
  // The partition key does not fit the container's definition, which is not known: nobody is asked for it before its role.
  { status: 400, code: "1001", verdict: "allowed", confidence: "inferred" },
];

function request(
  context: ProbeContext,
  method: ProbeRequest["method"],
  path: string,
  more: Readonly<Record<string, string>> = {},
): ProbeRequest {
  return {
    method,
    path,
    headers: { "x-ms-version": "2018-12-31", "x-ms-date": context.date, ...more },
  };
}

/** The path of a container; random names stand for what was not named. */
function containerPath({ scope, random }: Pick<ProbeContext, "scope" | "random">): string {
  const names = scope.named || scope.kind === "database" ? scope.name.split("/").map(encodeURIComponent) : [];
  const [database = random, container = random] = names;
  return `/dbs/${database}/colls/${container}`;
}

/** An item that no container holds, in a partition of its name. */
function onAbsentItem(
  context: ProbeContext,
  method: ProbeRequest["method"],
  more: Readonly<Record<string, string>> = {},
): ProbeRequest {
  const partition = { "x-ms-documentdb-partitionkey": JSON.stringify([context.random]) };
  return request(context, method, `${containerPath(context)}/docs/${context.random}`, {
    ...partition,
    ...more,
  });
}

/**
 * Definitions, never items: databases of the account, containers of the database, or the container's own. The SDKs need
 * this permission for whatever they do (learn.microsoft.com, "Configure role-based access control", metadata requests).
 */
const list: ProbeDefinition = {
  level: "list",
  action: `${ACCOUNTS}/readMetadata`,
  roles: READERS,
  ask: {
    kind: "http",
    request: (context) => {
      const { kind, name } = context.scope;
      const path =
        kind === "container"
          ? containerPath(context)
          : kind === "database"
            ? `/dbs/${encodeURIComponent(name)}/colls`
            : "/dbs";
      return request(context, "GET", path, { "x-ms-max-item-count": "1" });
    },
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    { status: 404, named: true, verdict: "not-found", confidence: "inferred" },
    ...REFUSALS,
  ],
};

const read: ProbeDefinition = {
  level: "read",
  action: `${ITEMS}/read`,
  roles: READERS,
  ask: { kind: "http", request: (context) => onAbsentItem(context, "GET") },
  verdicts: [...ABSENT, ...REFUSALS],
};

/**
 * Replacing an item that does not exist: it is put to the item's own path, which never creates one, whatever header is
 * lost. Creating and upserting have no form without effect; a query would become a creation without its headers.
 */
const write: ProbeDefinition = {
  level: "write",
  action: `${ITEMS}/replace`,
  roles: [DATA_CONTRIBUTOR],
  ask: {
    kind: "http",
    request: (context) => ({
      ...onAbsentItem(context, "PUT", { "Content-Type": "application/json", "If-Match": '"azcredprobe"' }),
      body: JSON.stringify({ id: context.random }),
    }),
  },
  verdicts: [{ status: 412, verdict: "allowed", confidence: "inferred" }, ...ABSENT, ...REFUSALS],
};

const remove: ProbeDefinition = {
  level: "delete",
  action: `${ITEMS}/delete`,
  roles: [DATA_CONTRIBUTOR],
  ask: { kind: "http", request: (context) => onAbsentItem(context, "DELETE") },
  verdicts: [...ABSENT, ...REFUSALS],
};

/** `dbs/<database>/colls/<container>`, as the service itself writes it, or the two names alone. */
function parse(path: string, random: string): TestedScope {
  const parts = path.split("/").filter((part) => part !== "");
  const [database, container] =
    parts[0] === "dbs" ? [parts[1], parts[2] === "colls" ? parts[3] : undefined] : parts;
  if (database === undefined) return { kind: "account", name: random, named: false };
  const armSuffix = `/dbs/${database}`;
  // A database stands for containers that were not named.
  if (container === undefined) return { kind: "database", name: database, armSuffix, named: false };
  return {
    kind: "container",
    name: `${database}/${container}`,
    armSuffix: `${armSuffix}/colls/${container}`,
    named: true,
  };
}

function groupOf(resourceId: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(resourceId)?.[1] ?? "<resource-group>";
}

function grant({ role, resource, resourceId, objectId = "<object-id>", part }: GrantContext): Fix {
  const { name, id } = role ?? DATA_READER;
  return {
    what: `Give this identity the role ${name}, which is the account's own and no Azure role:`,
    commands: [
      command(
        ...["az", "cosmosdb", "sql", "role", "assignment", "create"],
        ...["--account-name", resource, "--resource-group", groupOf(resourceId)],
        ...["--role-definition-id", id, "--principal-id", objectId, "--scope", part.armSuffix ?? "/"],
      ),
    ],
  };
}

export const cosmos: ServiceDefinition = {
  name: "cosmos",
  title: "Cosmos DB for NoSQL",
  example: "https://<account>.documents.azure.com/dbs/<database>/colls/<container>",
  hosts: {
    public: below(ACCOUNT, "documents.azure.com"),
    usgov: below(ACCOUNT, "documents.azure.us"),
    china: below(ACCOUNT, "documents.azure.cn"),
  },
  // An account takes tokens for this and for its own host, without a region (azure-sdk-for-java issue 42800,
  // azure-cosmos-dotnet-v3 issue 4931). What stands for it in other clouds is not known.
  audience: {
    public: "https://cosmos.azure.com",
    usgov: (host) => `https://${host}`,
    china: (host) => `https://${host}`,
  },
  noTokenHosts: {
    host: /\.table\.cosmos\.azure\.(?:com|cn)$/,
    say: "is the Table API of a Cosmos DB account, which credprobe does not ask; the data plane for NoSQL is at https://<account>.documents.azure.com",
  },
  sendsToken: "https",
  authorization: (token) => encodeURIComponent(`type=aad&ver=1.0&sig=${token}`),
  unverifiedAudience: ["usgov", "china"],
  armType: ACCOUNTS,
  ownRoles: true,
  part: {
    word: "container",
    form: (url) => {
      const named = /\/dbs\/[^/]+\/?$/.test(url);
      const container = "colls/<container>";
      return named ? container : `dbs/<database>/${container}`;
    },
    pattern: /^(?:dbs\/[^/\\#?]{1,255}(?:\/colls\/[^/\\#?]{1,255})?|[^/\\#?]{1,255}(?:\/[^/\\#?]{1,255})?)$/,
    parse,
    list: (account) => ({
      what: "List the containers (needs rights of its own):",
      commands: [
        command(
          ...["az", "cosmosdb", "sql", "container", "list", "--account-name", account],
          ...["--resource-group", "<resource-group>", "--database-name", "<database>", "--query", "[].name"],
        ),
      ],
    }),
  },
  // It does not challenge: an anonymous call would tell nothing.
  errorCode: [{ header: "x-ms-substatus" }, { json: "code" }],
  requestId: ["x-ms-activity-id"],
  disclosures: [
    {
      what: "principalId",
      pattern: /because principal \[([0-9a-f-]{36})\]/i,
      sample:
        "Request blocked by Auth cosmos-ba2a6v2cfgosg : Request is blocked because principal [00000000-0000-0000-0000-000000000000] does not have required RBAC permissions to perform action [Microsoft.DocumentDB/databaseAccounts/readMetadata] on resource [/]",
    },
    {
      what: "tenantId",
      pattern: /issued by the AAD tenant\(s\) \[([0-9a-f-]{36})/i,
      sample:
        "Provided AAD token was issued by the authority [72f988bf-86f1-41af-91ab-2d7cd011db47] which is not trusted by this database account. Please ensure the token has been issued by the AAD tenant(s) [6ce4f237-667f-43f5-aafd-cbef954adf97].",
    },
    {
      what: "clientAddress",
      pattern: /originated from IP ([0-9a-f.:]+)/i,
      sample:
        "Request originated from IP 203.0.113.7 through public internet. This is blocked by your Cosmos DB account firewall settings. More info: https://aka.ms/cosmosdb-tsg-forbidden",
    },
  ],
  roleNote:
    "Azure roles never count for it: Owner, Contributor, DocumentDB Account Contributor and Cosmos DB Operator manage the account.",
  entraNote: "Whether an account takes Entra tokens is a setting of the account.",
  probes: [list, read, write, remove],
  grant,
  openNetwork: (account, clientAddress) => ({
    what: "See the account's network rules, and put this machine's address into the list, which is replaced as a whole (takes up to 15 minutes):",
    commands: [
      command(
        ...["az", "cosmosdb", "show", "--name", account, "--resource-group", "<resource-group>"],
        ...["--query", "{public:publicNetworkAccess,addresses:ipRules[].ipAddressOrRange}"],
      ),
      command(
        ...["az", "cosmosdb", "update", "--name", account, "--resource-group", "<resource-group>"],
        ...["--ip-range-filter", `<present-addresses>,${clientAddress ?? "<address>"}`],
      ),
    ],
  }),
};
