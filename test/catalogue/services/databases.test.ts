import { describe, expect, test } from "vitest";
import { matchTarget, mayReceiveToken } from "../../../src/catalogue/match-target.ts";

const OSS = "https://ossrdbms-aad.database";

/** Targets as people write them, with what they are taken for. */
const TARGETS = [
  ["sqlserver://shop.database.windows.net/orders", "azure-sql public shop", "https://database.windows.net"],
  ["mssql://shop.database.windows.net:1433", "azure-sql public shop", "https://database.windows.net"],
  ["https://shop.database.windows.net", "azure-sql public shop", "https://database.windows.net"],
  [
    "sqlserver://shop.database.usgovcloudapi.net",
    "azure-sql usgov shop",
    "https://database.usgovcloudapi.net",
  ],
  ["sqlserver://shop.database.chinacloudapi.cn", "azure-sql china shop", "https://database.chinacloudapi.cn"],
  [
    "postgresql://shop.postgres.database.azure.com:5432/orders",
    "postgresql public shop",
    `${OSS}.windows.net`,
  ],
  ["postgres://shop.postgres.database.azure.com", "postgresql public shop", `${OSS}.windows.net`],
  [
    "postgresql://shop.postgres.database.usgovcloudapi.net",
    "postgresql usgov shop",
    `${OSS}.usgovcloudapi.net`,
  ],
  [
    "postgresql://shop.postgres.database.chinacloudapi.cn",
    "postgresql china shop",
    `${OSS}.chinacloudapi.cn`,
  ],
  ["mysql://shop.mysql.database.azure.com/orders", "mysql public shop", `${OSS}.windows.net`],
  ["mysql://shop.mysql.database.usgovcloudapi.net", "mysql usgov shop", `${OSS}.usgovcloudapi.net`],
  ["mysql://shop.mysql.database.chinacloudapi.cn", "mysql china shop", `${OSS}.chinacloudapi.cn`],
  ["rediss://shop.redis.cache.windows.net:6380", "redis public shop", "https://redis.azure.com"],
  ["rediss://shop.westeurope.redis.azure.net:10000", "managed-redis public shop", "https://redis.azure.com"],
  [
    "rediss://shop.westeurope.redisenterprise.cache.azure.net",
    "managed-redis public shop",
    "https://redis.azure.com",
  ],
] as const;

/** Look-alikes, and what these services do not take. */
const REFUSED = [
  "sqlserver://shop.database.windows.net.evil.test/",
  "sqlserver://evildatabase.windows.net/",
  "sqlserver://database.windows.net/",
  "sqlserver://a.b.database.windows.net/",
  "sqlserver://shop.privatelink.database.windows.net/",
  "sqlserver://shop.database.windows.net:1434/",
  "sqlserver://shop.database.windows.net@evil.test/",
  "sqlserver://user:lab-fake@shop.database.windows.net/",
  "sqlserver://shop_1.database.windows.net/",
  "sqlserver://127.0.0.1/",
  "tds://shop.database.windows.net/",
  "postgresql://shop.postgres.database.azure.com:6432/",
  "postgresql://postgres.database.azure.com/",
  "postgresql://shop.postgres.database.azure.com.evil.test/",
  "postgresql://evil.test/shop.postgres.database.azure.com",
  "postgresql://shop.evilpostgres.database.azure.com/",
  "mysql://shop.mysql.database.azure.com:3307/",
  "mysql://shop.mysql.database.azure.com@evil.test/",
  "redis://shop.redis.cache.windows.net/",
  "rediss://shop.redis.cache.windows.net:6379/",
  "rediss://shop.redis.cache.usgovcloudapi.net/",
  "rediss://shop.privatelink.redis.azure.net/",
  "rediss://shop.redis.azure.net/",
  "rediss://a.b.c.redis.azure.net/",
];

describe("databases and caches as targets", () => {
  test.each(TARGETS)("%s is %s", (text, expected, audience) => {
    const match = matchTarget(text);
    if (!("target" in match)) throw new Error(match.problem);
    const { service, cloud, resource, scope } = match.target;
    expect(`${service.name} ${cloud} ${resource}`).toBe(expected);
    expect(scope).toBe(`${audience}/.default`);
  });

  test.each(REFUSED)("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });

  test("are written down by their own scheme, and read again as the same", () => {
    const url = (text: string) => {
      const match = matchTarget(text);
      return "target" in match ? match.target.url : match.problem;
    };
    for (const scheme of ["https", "postgres", "postgresql"]) {
      expect(url(`${scheme}://shop.postgres.database.azure.com:5432/orders`)).toBe(
        "postgresql://shop.postgres.database.azure.com/orders",
      );
    }
    for (const [text] of TARGETS) expect(url(url(text))).toBe(url(text));
  });
});

test.each(TARGETS)("%s is sent a token with a login to Azure SQL, at its port, or never", (text) => {
  const match = matchTarget(text);
  if (!("target" in match)) throw new Error(match.problem);
  const { host, scope, service } = match.target;
  const sent = (["https:", "amqps:", "tds:"] as const).flatMap((protocol) =>
    [443, 5671, 11_000, service.port ?? 0]
      .filter((port) => mayReceiveToken({ protocol, host, port }, scope))
      .map((port) => `${protocol}${port}`),
  );
  expect(sent).toEqual(service.name === "azure-sql" ? ["tds:1433"] : []);
});
