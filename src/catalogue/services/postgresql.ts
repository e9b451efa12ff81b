import { command, doubleQuote } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { GrantContext } from "../service-definition.ts";
import { addressRange, DATABASE, databaseOf, driverService, nameOf, tokenIn } from "./driver-service.ts";

const SERVER = /^([a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9]))$/;
const ADMINISTRATOR = "<entra-administrator>";

/** The certificate is checked: a token is sent as the password. */
function psql({ host }: GrantContext, database: string, user: string, sql: string): string {
  const connection = `host=${host} dbname=${setting(database)} user=${setting(user)} sslmode=verify-full sslrootcert=system`;
  return `psql ${doubleQuote(connection)} --command ${doubleQuote(sql)}`;
}

/** A value of a connection string, in quotes where it needs them. */
function setting(value: string): string {
  return /[\s'\\]/.test(value) ? `'${value.replaceAll(/['\\]/g, "\\$&")}'` : value;
}

function quotedName(context: GrantContext): string {
  return `"${nameOf(context).replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export const postgresql = driverService({
  name: "postgresql",
  title: "Azure Database for PostgreSQL",
  example: "postgresql://<server>.postgres.database.azure.com/<database>",
  hosts: {
    public: below(SERVER, "postgres.database.azure.com"),
    usgov: below(SERVER, "postgres.database.usgovcloudapi.net"),
    china: below(SERVER, "postgres.database.chinacloudapi.cn"),
  },
  audience: {
    public: "https://ossrdbms-aad.database.windows.net",
    usgov: "https://ossrdbms-aad.database.usgovcloudapi.net",
    china: "https://ossrdbms-aad.database.chinacloudapi.cn",
  },
  port: 5432,
  startTls: "postgres",
  schemes: ["postgresql:", "postgres:"],
  armType: "Microsoft.DBforPostgreSQL/flexibleServers",
  dropsRefused: true,
  part: DATABASE,
  permissions: { read: "SELECT", write: "INSERT, UPDATE", delete: "DELETE" },
  signIn: {
    protocol: "PostgreSQL's own protocol",
    user: (context) => `the role ${quotedName(context)}`,
    byHand: (context) => ({
      what: "On this machine, with the Azure CLI signed in as this identity (az login --identity): the token is the password, the role's name the user (Bash, psql 16 or newer):",
      commands: [
        ...tokenIn("PGPASSWORD", "--resource-type", "oss-rdbms"),
        psql(
          context,
          databaseOf(context),
          nameOf(context),
          "SELECT table_schema, table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = current_user",
        ),
      ],
    }),
  },
  guidance:
    "28P01 or 28000 usually means that no role of that name stands for the identity, or that the password was no fresh token; 'no pg_hba.conf entry' is a network rule; 3D000 is a database that is not there. Entra authentication has to be switched on at the server.",
  networkNote:
    "It is reached at TCP port 5432, which no HTTP proxy carries; its network rules drop what they do not let in.",
  grant: (context) => {
    const { objectId = "<object-id>", principalType, action } = context;
    const kind = principalType === "User" ? "user" : "service";
    const made = [literal(nameOf(context)), literal(objectId), literal(kind), "false", "false"].join(", ");
    return {
      what: "If it is not let in: create its role in the database postgres, as the server's Entra administrator, then give it rights in the app's database. Azure roles do not count here:",
      commands: [
        psql(
          context,
          "postgres",
          ADMINISTRATOR,
          `SELECT * FROM pgaadauth_create_principal_with_oid(${made})`,
        ),
        psql(
          context,
          databaseOf(context),
          ADMINISTRATOR,
          `GRANT ${action} ON ALL TABLES IN SCHEMA public TO ${quotedName(context)}`,
        ),
      ],
    };
  },
  openNetwork: (server, clientAddress) => ({
    what: "See whether public access is on, and allow this machine's address; a server inside a virtual network is reached from there only:",
    commands: [
      command(
        ...["az", "postgres", "flexible-server", "show", "--name", server],
        ...["--resource-group", "<resource-group>", "--query", "network"],
      ),
      command(
        ...["az", "postgres", "flexible-server", "firewall-rule", "create", "--name", server],
        ...["--resource-group", "<resource-group>", "--rule-name", "<rule>", ...addressRange(clientAddress)],
      ),
    ],
  }),
});
