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
}

/** A virtual machine with a system-assigned identity asks for a database; whatever comes of it is no yes and no no. */
function scenarioOf({ target, args = [], verdict, finding, ...special }: DatabaseCase): Scenario {
  return defineScenario({
    ...special,
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    args,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    expect: {
      exitCode: 4,
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

export const databaseScenarios: readonly Scenario[] = [
  reached("azure-sql", "Azure SQL", `sqlserver://${SQL.host}/orders`, SQL),
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
