import type { Fix } from "../../model/report.ts";
import { command, doubleQuote } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { GrantContext, ProbeDefinition, ServiceDefinition, VerdictRow } from "../service-definition.ts";
import { addressRange, DATABASE, databaseOf, groupOf, nameOf } from "./driver-service.ts";

const SERVER = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

/** What a login that names no database is for. */
const MASTER = "master";

/** The login and its token were acknowledged. */
export const SIGNED_IN = "LOGINACK";
/** The client is to sign in at another server and port. */
export const REDIRECTED = "ROUTING";

function sqlcmd(context: GrantContext, authentication: readonly string[], sql: string): string {
  const words = ["sqlcmd", "-S", context.host, "-d", userDatabase(context), ...authentication, "-Q"];
  return `${command(...words)} ${doubleQuote(sql)}`;
}

/** Users of an app are never made in master: it stands for a database that nobody named. */
function userDatabase(context: GrantContext): string {
  const name = databaseOf(context);
  return name.toLowerCase() === MASTER ? "<database>" : name;
}

/** A name in square brackets, where only the closing one has to be doubled. */
function bracketed(name: string): string {
  return `[${name.replaceAll("]", "]]")}]`;
}

function createUser(context: GrantContext): Fix {
  const { objectId = "<object-id>", action } = context;
  const user = bracketed(nameOf(context));
  const role = action === CONNECT ? "db_datareader" : "db_datawriter";
  return {
    what: `Create its user in the database itself (not in master), as the server's Entra administrator; Azure roles do not count here. Where two principals have that name, add WITH OBJECT_ID = '${objectId}':`,
    commands: [
      sqlcmd(
        context,
        ["-G"],
        `CREATE USER ${user} FROM EXTERNAL PROVIDER; ALTER ROLE ${role} ADD MEMBER ${user}`,
      ),
    ],
  };
}

/** Without an administrator of Microsoft Entra the server looks nobody up there (azure-docs issue 19573). */
function setAdministrator(context: GrantContext): Fix {
  const where = ["--server", context.resource, "--resource-group", groupOf(context)];
  const admin = ["az", "sql", "server", "ad-admin"];
  return {
    what: "See whether the server has a Microsoft Entra administrator, of the token's tenant, and set one:",
    commands: [
      command(...admin, "list", ...where),
      command(
        ...[...admin, "create", ...where],
        ...["--display-name", "<name-of-a-person-or-group>", "--object-id", "<its-object-id>"],
      ),
    ],
  };
}

const CONNECT = "CONNECT";
const LOGIN_FAILED = "18456";
const OF_TOKEN = "Login failed for user '<token-identified principal>'\\.";

/** The first error of an answer counts: a login that fails for another reason ends in 18456, too. */
function unclear(code: string, why: string): VerdictRow {
  return { code, verdict: "inconclusive", confidence: "documented", why };
}

/**
 * The texts behind 18456 were seen by users: azuredatastudio issue 14497 (expired), azure-functions-powershell-worker issue
 * 881 (invalid), azure-sdk-for-python issue 45216 (not configured), and the bare one in those of failures.md section d.
 */
const REFUSED_LOGINS: readonly VerdictRow[] = [
  {
    code: LOGIN_FAILED,
    body: new RegExp(`${OF_TOKEN} Token is expired`),
    verdict: "token-expired",
    confidence: "observed",
  },
  {
    code: LOGIN_FAILED,
    body: new RegExp(`${OF_TOKEN} Incorrect or invalid token`),
    verdict: "token-rejected",
    confidence: "observed",
  },
  {
    ...{ code: LOGIN_FAILED, body: /not currently configured to accept this token/ },
    ...{ verdict: "token-rejected", confidence: "observed" },
    why: "The server says so where it has no Microsoft Entra administrator, where its tenant is another than the token's, and where the database has no user for the identity.",
    grant: setAdministrator,
  },
  {
    ...{ code: LOGIN_FAILED, body: /NT AUTHORITY\\ANONYMOUS LOGON/ },
    ...{ verdict: "token-rejected", confidence: "observed" },
    why: "The server took the login for nobody's, though a token for its audience came with it: it has no Microsoft Entra administrator and looks nobody up, or the identity is in the database by a group that its token does not list.",
    grant: setAdministrator,
  },
  {
    ...{ code: LOGIN_FAILED, body: new RegExp(OF_TOKEN), named: true },
    ...{ verdict: "denied-rbac", confidence: "observed", beyondRoles: true },
  },
  {
    ...{ code: LOGIN_FAILED, body: new RegExp(OF_TOKEN), named: false },
    ...{ verdict: "inconclusive", confidence: "observed" },
  },
  {
    ...{ code: LOGIN_FAILED, verdict: "inconclusive", confidence: "inferred" },
    why: "The login failed, and the text is none that is known for tokens.",
  },
];

/** Microsoft's list: learn.microsoft.com, "Troubleshoot common connection issues to Azure SQL Database"; 40914 in "Virtual network rules". */
const OTHER_ERRORS: readonly VerdictRow[] = [
  { code: "40615", verdict: "denied-network", confidence: "documented" },
  { code: "40914", verdict: "denied-network", confidence: "documented" },
  { code: "47073", verdict: "denied-network", confidence: "observed", privateOnly: true },
  unclear(
    "4060",
    "There is no such database at this server, or there is one that the login may not open: names count as the server has them.",
  ),
  unclear(
    "40613",
    "The database is not available for now: it moves, or it was paused (serverless), and this login wakes it up. Ask again in a minute.",
  ),
  ...["40197", "40501", "10928", "10929", "49918", "49919", "49920"].map((code) =>
    unclear(
      code,
      "The service is busy or moves the database; that passes, and says nothing of the identity.",
    ),
  ),
];

const read: ProbeDefinition = {
  level: "read",
  verb: "sign in to",
  action: CONNECT,
  roles: [],
  ask: { kind: "tds" },
  verdicts: [
    // "If a LOGINACK is not received by the client, the login is unsuccessful" (MS-TDS 2.2.7.14).
    { seen: SIGNED_IN, named: true, verdict: "allowed", confidence: "documented" },
    { seen: SIGNED_IN, named: false, verdict: "inconclusive", confidence: "documented" },
    { seen: REDIRECTED, verdict: "inconclusive", confidence: "documented" },
    ...REFUSED_LOGINS,
    ...OTHER_ERRORS,
  ],
};

function untold(level: "write" | "delete", action: string): ProbeDefinition {
  const why = "what its user may do there is told by statements only, and none is sent";
  return { level, action, roles: [], ask: { kind: "none", why }, verdicts: [] };
}

export const azureSql: ServiceDefinition = {
  name: "azure-sql",
  title: "Azure SQL Database",
  example: "sqlserver://<server>.database.windows.net/<database>",
  hosts: {
    public: below(SERVER, "database.windows.net"),
    usgov: below(SERVER, "database.usgovcloudapi.net"),
    china: below(SERVER, "database.chinacloudapi.cn"),
  },
  audience: {
    public: "https://database.windows.net",
    usgov: "https://database.usgovcloudapi.net",
    china: "https://database.chinacloudapi.cn",
  },
  sendsToken: "tds",
  port: 1433,
  startTls: "tds",
  schemes: ["sqlserver:", "mssql:"],
  armType: "Microsoft.Sql/servers",
  ownRoles: true,
  part: {
    ...DATABASE,
    parse: (path, random) => {
      const part = DATABASE.parse(path, random);
      return part.named ? part : { ...part, name: MASTER };
    },
    unnamedNote:
      "No database was named, so the login was to master, where users of other databases do not count",
  },
  errorCode: [],
  requestId: [],
  disclosures: [
    {
      what: "clientAddress",
      pattern: /Client with IP address '([0-9a-f.:]+)' is not allowed/i,
      sample:
        "40615, state 1: Cannot open server 'contoso-sql' requested by the login. Client with IP address '203.0.113.24' is not allowed to access the server.",
    },
  ],
  probes: [read, untold("write", "INSERT, UPDATE"), untold("delete", "DELETE")],
  signIn: {
    protocol: "TDS",
    user: (context) => `the user ${bracketed(nameOf(context))} of that database`,
    byHand: (context) => ({
      what: "On this machine, sign in as the app does and see what it may do (go-sqlcmd; ActiveDirectoryDefault goes through a chain like the app's):",
      commands: [
        sqlcmd(
          context,
          ["--authentication-method", "ActiveDirectoryDefault"],
          "SELECT USER_NAME(); SELECT permission_name FROM fn_my_permissions(NULL, 'DATABASE')",
        ),
      ],
    }),
    compareUser: (context) => {
      const { clientId = "<client-id>", objectId = "<object-id>", principalType } = context;
      const id = principalType === "User" ? `object id ${objectId}` : `client id ${clientId}`;
      return {
        what: `If there is a user of that name: it was made for an earlier identity when its id is not the ${id}; drop it (DROP USER) and create it again:`,
        commands: [
          sqlcmd(
            context,
            ["-G"],
            "SELECT name, CAST(sid AS uniqueidentifier) AS id FROM sys.database_principals WHERE type IN ('E', 'X')",
          ),
        ],
      };
    },
  },
  guidance:
    "The login ends with the server's answer, and no statement is sent: what the user may do in the database is not asked. It stands in the server's audit log, and wakes a serverless database that was paused, as every login does. A server that redirects its clients (to ports 11000 to 11999; its default for clients inside Azure) is not followed, for no other host gets the token. A server without an Entra administrator takes no tokens.",
  networkNote: "It is reached at TCP port 1433, which no HTTP proxy carries.",
  grant: createUser,
  lookUp: listDatabases,
  openNetwork: (server, clientAddress) => ({
    what: "See whether public access is on, and allow this machine's address (or its subnet, or a private endpoint); it takes up to five minutes:",
    commands: [
      command(
        ...["az", "sql", "server", "show", "--name", server, "--resource-group", "<resource-group>"],
        ...["--query", "publicNetworkAccess"],
      ),
      command(
        ...["az", "sql", "server", "firewall-rule", "create", "--server", server],
        ...["--resource-group", "<resource-group>", "--name", "<rule>", ...addressRange(clientAddress)],
      ),
    ],
  }),
};

function listDatabases(server: string): Fix {
  return {
    what: "See the databases of the server and their state (needs rights of its own):",
    commands: [
      command(
        ...["az", "sql", "db", "list", "--server", server, "--resource-group", "<resource-group>"],
        ...["--query", "[].{name:name,status:status}", "--output", "table"],
      ),
    ],
  };
}
