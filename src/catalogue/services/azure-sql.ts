import { command, doubleQuote } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { GrantContext } from "../service-definition.ts";
import { addressRange, DATABASE, databaseOf, driverService, nameOf } from "./driver-service.ts";

const SERVER = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

function sqlcmd(context: GrantContext, authentication: readonly string[], sql: string): string {
  const words = ["sqlcmd", "-S", context.host, "-d", databaseOf(context), ...authentication, "-Q"];
  return `${command(...words)} ${doubleQuote(sql)}`;
}

/** A name in square brackets, where only the closing one has to be doubled. */
function bracketed(name: string): string {
  return `[${name.replaceAll("]", "]]")}]`;
}

export const azureSql = driverService({
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
  port: 1433,
  startTls: "tds",
  schemes: ["sqlserver:", "mssql:"],
  armType: "Microsoft.Sql/servers",
  part: DATABASE,
  permissions: { read: "SELECT", write: "INSERT, UPDATE", delete: "DELETE" },
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
  },
  guidance:
    "Error 18456 for a 'token-identified principal' means that the token was accepted and no user of the database that was opened stands for the identity; 40615 and 47073 are network rules; 4060 is a database that is not there. A server without an Entra administrator takes no tokens. Inside Azure the server redirects clients to ports 11000 to 11999.",
  networkNote: "It is reached at TCP port 1433, which no HTTP proxy carries.",
  grant: (context) => {
    const { objectId = "<object-id>", action } = context;
    const user = bracketed(nameOf(context));
    const role = action === "SELECT" ? "db_datareader" : "db_datawriter";
    return {
      what: `If it is not let in: create its user in the database itself (not in master), as the server's Entra administrator. Azure roles do not count here. Where two principals have that name, add WITH OBJECT_ID = '${objectId}':`,
      commands: [
        sqlcmd(
          context,
          ["-G"],
          `CREATE USER ${user} FROM EXTERNAL PROVIDER; ALTER ROLE ${role} ADD MEMBER ${user}`,
        ),
      ],
    };
  },
  openNetwork: (server, clientAddress) => ({
    what: "See whether public access is on, and allow this machine's address (or its subnet, or a private endpoint):",
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
});
