import { command, doubleQuote } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { GrantContext } from "../service-definition.ts";
import { addressRange, DATABASE, databaseOf, driverService, nameOf, tokenIn } from "./driver-service.ts";
import { postgresql } from "./postgresql.ts";

const SERVER = /^([a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9]))$/;

/** Where Debian and Ubuntu keep the authorities that a system trusts. */
const CA = "/etc/ssl/certs/ca-certificates.crt";

/** The certificate is checked: a token is sent as the password. */
function mysqlClient({ host }: GrantContext, user: string, sql: string): string {
  const words = ["mysql", "--host", host, "--user", user, "--ssl-mode", "VERIFY_IDENTITY", "--ssl-ca", CA];
  return `${command(...words, "--enable-cleartext-plugin", "--execute")} ${doubleQuote(sql)}`;
}

const TOKEN_AS_PASSWORD = tokenIn("MYSQL_PWD", "--resource-type", "oss-rdbms");

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export const mysql = driverService({
  name: "mysql",
  title: "Azure Database for MySQL",
  example: "mysql://<server>.mysql.database.azure.com/<database>",
  hosts: {
    public: below(SERVER, "mysql.database.azure.com"),
    usgov: below(SERVER, "mysql.database.usgovcloudapi.net"),
    china: below(SERVER, "mysql.database.chinacloudapi.cn"),
  },
  // One for all open-source databases of a cloud (dataplane.md section 1).
  audience: postgresql.audience,
  port: 3306,
  startTls: "mysql",
  schemes: ["mysql:"],
  armType: "Microsoft.DBforMySQL/flexibleServers",
  dropsRefused: true,
  part: DATABASE,
  permissions: { read: "SELECT", write: "INSERT, UPDATE", delete: "DELETE" },
  signIn: {
    protocol: "MySQL's own protocol",
    user: (context) => `the user ${literal(nameOf(context))}, or whatever name its client id was given`,
    byHand: (context) => ({
      what: "On this machine, with the Azure CLI signed in as this identity (az login --identity): the token is the password, sent in clear text inside TLS (Bash):",
      commands: [...TOKEN_AS_PASSWORD, mysqlClient(context, nameOf(context), "SHOW GRANTS")],
    }),
  },
  guidance:
    "Error 1045 usually means that no such user stands for the identity's client id, or that the password was no fresh token; 1049 is a database that is not there. The driver has to allow the clear-text plugin. Names of users have at most 32 characters.",
  networkNote:
    "It is reached at TCP port 3306, which no HTTP proxy carries; its network rules drop what they do not let in.",
  grant: (context) => {
    const { clientId = "<client-id>", principalType, action } = context;
    const user = literal(nameOf(context));
    const made = principalType === "User" ? user : `${user} IDENTIFIED BY ${literal(clientId)}`;
    return {
      what: "If it is not let in: create its user, as the server's Entra administrator (an identity goes by its client id here). Azure roles do not count:",
      commands: [
        ...TOKEN_AS_PASSWORD,
        mysqlClient(
          context,
          "<entra-administrator>",
          `SET aad_auth_validate_oids_in_tenant = OFF; CREATE AADUSER ${made}; GRANT ${action} ON \`${databaseOf(context)}\`.* TO ${user}@'%'`,
        ),
      ],
    };
  },
  openNetwork: (server, clientAddress) => ({
    what: "See whether public access is on, and allow this machine's address; a server inside a virtual network is reached from there only:",
    commands: [
      command(
        ...["az", "mysql", "flexible-server", "show", "--name", server],
        ...["--resource-group", "<resource-group>", "--query", "network"],
      ),
      command(
        ...["az", "mysql", "flexible-server", "firewall-rule", "create", "--name", server],
        ...["--resource-group", "<resource-group>", "--rule-name", "<rule>", ...addressRange(clientAddress)],
      ),
    ],
  }),
});
