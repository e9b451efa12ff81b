import type { Verdict } from "../../../model/words.ts";
import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabDatabase } from "../../lab-database.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";

const SQL = { protocol: "sql-server", host: "contoso-sql.database.windows.net", port: 1433 } as const;
const POSTGRES = {
  protocol: "postgres",
  host: "contoso-pg.postgres.database.azure.com",
  port: 5432,
} as const;
const MYSQL = { protocol: "mysql", host: "contoso-my.mysql.database.azure.com", port: 3306 } as const;
const REDIS = { protocol: "redis", host: "contoso-cache.redis.cache.windows.net", port: 6380 } as const;
const MANAGED_REDIS = {
  protocol: "redis",
  host: "contoso-cache.westeurope.redis.azure.net",
  port: 10_000,
} as const;

interface DatabaseCase {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly target: string;
  readonly databases: readonly LabDatabase[];
  readonly args?: readonly string[];
  readonly verdict: Verdict;
  readonly finding: string;
  /** Default: 4. */
  readonly exitCode?: number;
}

/** A virtual machine with a system-assigned identity asks for a database. */
function scenarioOf({
  target,
  args = [],
  verdict,
  finding,
  exitCode = 4,
  ...special
}: DatabaseCase): Scenario {
  return defineScenario({
    ...special,
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    args,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict }],
      findings: [finding],
    },
  });
}

function reached(name: string, title: string, target: string, database: LabDatabase): Scenario {
  return scenarioOf({
    name: `${name}-reached`,
    title: `${title}: reached, and not signed in to`,
    story: `${target} answers, and a token for it comes. Whether the identity is let in there needs the service's own driver.`,
    target,
    databases: [database],
    verdict: "not-tested",
    finding: "login-not-tested",
  });
}

function signIn(
  name: string,
  {
    logins,
    ...special
  }: Pick<DatabaseCase, "title" | "story" | "verdict" | "finding" | "exitCode"> &
    Required<Pick<LabDatabase, "logins">>,
): Scenario {
  const databases = [{ ...SQL, logins }];
  return scenarioOf({ name, target: `sqlserver://${SQL.host}/orders`, databases, ...special });
}

export const databaseScenarios: readonly Scenario[] = [
  signIn("azure-sql-signed-in", {
    title: "Azure SQL: the identity has a user in the database",
    story: "The database has a user for the identity, and lets it in. No statement is sent.",
    logins: { users: { orders: [SYSTEM_IDENTITY.objectId] } },
    ...{ verdict: "allowed", finding: "rights-not-asked", exitCode: 0 },
  }),
  signIn("azure-sql-no-user", {
    title: "Azure SQL: the database has no user for the identity",
    story:
      "The identity's user is in the database invoices; the app opens orders. The token is accepted, and the login fails.",
    logins: { users: { orders: [], invoices: [SYSTEM_IDENTITY.objectId] } },
    ...{ verdict: "denied-rbac", finding: "database-user-missing", exitCode: 3 },
  }),
  signIn("azure-sql-firewall", {
    title: "Azure SQL: the firewall does not know this machine",
    story:
      "No rule of the server's firewall has the address that this machine comes from. The server names it.",
    logins: { users: { orders: [SYSTEM_IDENTITY.objectId] }, keepsOut: "203.0.113.24" },
    ...{ verdict: "denied-network", finding: "network-rule-refuses", exitCode: 3 },
  }),
  signIn("azure-sql-anonymous", {
    title: "Azure SQL: the server takes the login for nobody's",
    story:
      "The server has no Microsoft Entra administrator any more, and looks nobody up there: the login fails for ANONYMOUS LOGON.",
    logins: { users: { orders: [SYSTEM_IDENTITY.objectId] }, withoutAdministrator: true },
    ...{ verdict: "token-rejected", finding: "token-not-accepted", exitCode: 3 },
  }),
  signIn("azure-sql-redirected", {
    title: "Azure SQL: the gateway sends the login on",
    story:
      "The server redirects its clients, the default inside Azure: the gateway names the node to sign in at, which gets no token from credprobe.",
    logins: {
      users: { orders: [SYSTEM_IDENTITY.objectId] },
      redirectsTo: "e1f2a3b4.tr1234.westeurope1-a.worker.database.windows.net:11003",
    },
    ...{ verdict: "inconclusive", finding: "login-redirected" },
  }),
  reached("postgresql", "PostgreSQL", `postgresql://${POSTGRES.host}:5432/orders`, POSTGRES),
  reached("mysql", "MySQL", `mysql://${MYSQL.host}/orders`, MYSQL),
  reached("redis", "Redis", `rediss://${REDIS.host}:6380`, REDIS),
  reached("managed-redis", "Managed Redis", `rediss://${MANAGED_REDIS.host}:10000`, MANAGED_REDIS),
  scenarioOf({
    name: "postgresql-firewall",
    title: "PostgreSQL: the firewall drops what it does not let in",
    story: "The server's firewall does not list this machine's address: no packet is ever answered.",
    target: `postgresql://${POSTGRES.host}/orders`,
    databases: [{ ...POSTGRES, network: "drops" }],
    args: ["--timeout", "5"],
    verdict: "unreachable",
    finding: "target-unreachable",
  }),
  scenarioOf({
    name: "mysql-refused",
    title: "MySQL: the connection is refused",
    story: "Nothing lets this machine in at the server's port: the connection is refused at once.",
    target: `mysql://${MYSQL.host}/orders`,
    databases: [{ ...MYSQL, network: "refuses" }],
    verdict: "unreachable",
    finding: "target-unreachable",
  }),
  scenarioOf({
    name: "redis-without-tls",
    title: "Redis: the port does not speak TLS",
    story: "Something else than the cache listens at its address, and hangs up on TLS.",
    target: `rediss://${REDIS.host}`,
    databases: [{ ...REDIS, withoutTls: true }],
    verdict: "unreachable",
    finding: "target-unreachable",
  }),
  scenarioOf({
    name: "azure-sql-not-found",
    title: "Azure SQL: there is no such server",
    story: "A letter is missing in the server's name: the name server knows no such host.",
    target: "sqlserver://contos-sql.database.windows.net/orders",
    databases: [SQL],
    verdict: "not-found-dns",
    finding: "name-does-not-resolve",
  }),
];
