import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf, matchHosts, matchTarget, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import { IS_PER_MUTANT } from "../support/effort.ts";

const STORAGE = "https://storage.azure.com/.default";

/** The attack list of dataplane.md section 22, rule 3. */
const ATTACKS = [
  "https://acct.blob.core.windows.net@evil.test/",
  "https://acct.blob.core.windows.net.evil.test/",
  "https://evilblob.core.windows.net/",
  "https://blob.core.windows.net/",
  "https://a.b.blob.core.windows.net/",
  "https://acct.blob.core.windows.net:8443/",
  "http://acct.blob.core.windows.net/",
  "https://acct%2eblob%2ecore%2ewindows%2enet.evil.test/",
  "https:\\\\evil.test\\.blob.core.windows.net/",
  "https://0x7f.1/",
  "https://127.0.0.1/",
  "https://[::1]/",
  "https://аcct.blob.core.windows.net/",
  "https://acct.blob.core.windows.net./",
  "https://acct.privatelink.blob.core.windows.net/",
  "https://acct.web.core.windows.net/",
  "https://AC_CT.blob.core.windows.net/",
  "https://user:pass@acct.blob.core.windows.net/",
  "https://example.com/?x=.blob.core.windows.net",
  "file:///acct.blob.core.windows.net/",
];

/** Whether a request to this URL may carry a token for `scope`. */
function receives(text: string, scope: string): boolean {
  const destination = destinationOf(new URL(text));
  return destination !== undefined && mayReceiveToken(destination, scope);
}

describe("token guard", () => {
  test.each(ATTACKS)("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });

  test.each(ATTACKS.filter((text) => URL.canParse(text)))("gives no token to %s", (text) => {
    expect(receives(text, STORAGE)).toBe(false);
  });

  test("gives a token to its own host only, and only its own token", () => {
    const url = "https://acct.blob.core.windows.net/c/b";
    expect(receives(url, STORAGE)).toBe(true);
    expect(receives(url, "https://management.azure.com/.default")).toBe(false);
  });

  test.skipIf(IS_PER_MUTANT)("generated hosts: only one plain label before the suffix passes", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), (web, junk) => {
        for (const text of [
          web,
          `https://${junk}.blob.core.windows.net/`,
          `https://blob.core.windows.net.${junk}/`,
        ]) {
          const match = matchTarget(text);
          if (!("target" in match)) continue;
          expect(match.target.host).toMatch(/^[a-z0-9]{3,24}(-secondary)?\.blob\.core\.windows\.net$/);
        }
      }),
    );
  });
});

test("a query, a SAS and a fragment are cut off and told apart", () => {
  const match = matchTarget("https://acct.blob.core.windows.net/c?sv=1&sig=lab-fake#part");
  expect(match).toMatchObject({
    target: {
      url: "https://acct.blob.core.windows.net/c",
      resource: "acct",
      cloud: "public",
      scope: STORAGE,
    },
    cut: ["sas", "fragment"],
  });
});

test.each([
  ["https://acct.blob.core.usgovcloudapi.net/", "usgov"],
  ["https://acct.blob.core.chinacloudapi.cn/", "china"],
])("%s belongs to its cloud", (text, cloud) => {
  expect(matchTarget(text)).toMatchObject({ target: { cloud } });
});

test.each([
  ["https://onelake.dfs.fabric.microsoft.com/workspace", /OneLake/],
  ["https://contoso-shop.table.cosmos.azure.com/", /Table API/],
  ["https://contoso-ondemand.sql.azuresynapse.net/", /SQL pool/],
])("%s is nobody's, and is told for what it is", (text, said) => {
  expect(matchTarget(text)).toEqual({ problem: expect.stringMatching(said) as string });
});

describe("what a target is taken for", () => {
  test.each([
    ["https://acct.blob.core.windows.net/c", "https://acct.blob.core.windows.net/c", "blob"],
    ["HTTPS://ACCT.BLOB.core.windows.net:443/c", "https://acct.blob.core.windows.net/c", "blob"],
    [
      "postgresql://shop.postgres.database.azure.com/db",
      "postgresql://shop.postgres.database.azure.com/db",
      "postgresql",
    ],
    [
      "PostgreSQL://shop.postgres.database.azure.com:5432/db",
      "postgresql://shop.postgres.database.azure.com/db",
      "postgresql",
    ],
    [
      "https://shop.postgres.database.azure.com:5432/db",
      "postgresql://shop.postgres.database.azure.com/db",
      "postgresql",
    ],
    ["sqlserver://shop.database.windows.net:1433/db", "https://shop.database.windows.net/db", "azure-sql"],
    [
      "https://contoso.services.ai.azure.com/api/projects/p",
      "https://contoso.services.ai.azure.com/api/projects/p",
      "foundry",
    ],
    [
      "https://contoso.westeurope-1.eventgrid.azure.net/api/events",
      "https://contoso.westeurope-1.eventgrid.azure.net/api/events",
      "event-grid",
    ],
  ])("%s: %s of %s", (text, url, name) => {
    const match = matchTarget(text);
    if ("problem" in match) throw new Error(match.problem);
    const { target, cut } = match;
    expect([target.url, target.service.name, cut]).toEqual([url, name, []]);
    expect(target.host).toBe(new URL(url).hostname);
    expect(target.path).toBe(new URL(url).pathname);
  });

  test.each([
    ["no URL", /^is not a URL; the form is https:/],
    ["://acct.blob.core.windows.net/", /^is not a URL/],
    ["x https://acct.blob.core.windows.net/", /^is not a URL/],
    ["http://acct.blob.core.windows.net/", /^must start with https:/],
    ["ftp://acct.blob.core.windows.net/", /^must start with https:/],
    ["https://user@acct.blob.core.windows.net/", /^must not hold a user name/],
    ["https://:pw@acct.blob.core.windows.net/", /^must not hold a user name/],
    ["https://acct.blob.core.windows.net:5432/", /^must not name a port; only 443 is used/],
    ["postgresql://shop.postgres.database.azure.com:8443/", /^must not name a port; only 5432 is used/],
    ["https://acct.blob.core.windows.net/a%20b", /^must have a plain path; give the container by --resource/],
    ["https://acct.blob.core.windows.net//a", /^must have a plain path/],
    ["https://acct.table.core.windows.net/no_table", /^names no table: "no_table" cannot be one/],
    ["https://acct.privatelink.blob.core.windows.net/", /^is a privatelink name: give the public one/],
    ["https://contoso.example/", /^is no host of a service that credprobe knows .*; the form is https:/],
    ["https://privatelinks.contoso.example/", /^is no host of a service/],
    [
      "https://contoso.servicebus.windows.net/q",
      /^has a host of several services: say which by --service service-bus or --service event-hubs$/,
    ],
  ])("%s: %s", (text, said) => {
    expect(matchTarget(text)).toEqual({ problem: expect.stringMatching(said) as string });
  });

  test("only the scheme at its beginning counts", () => {
    expect(matchTarget("https:acct.blob.core.windows.net/c?next=sb://contoso")).toMatchObject({
      target: { url: "https://acct.blob.core.windows.net/c" },
      cut: ["query"],
    });
  });

  test("the table service takes the names of its tables, and no name at all", () => {
    for (const path of ["", "orders", "Tables"])
      expect(matchTarget(`https://acct.table.core.windows.net/${path}`)).toHaveProperty("target");
    // What is named in a container is not held to its pattern.
    expect(matchTarget("https://acct.blob.core.windows.net/UPPER")).toHaveProperty("target");
  });

  test("of several services with one host the named one, or the one that claims the path", () => {
    const of = (text: string, name?: string) => {
      const match = matchTarget(text, name);
      return "target" in match ? match.target.service.name : match.problem;
    };
    const bus = "https://contoso.servicebus.windows.net/q";
    expect(of(bus, "service-bus")).toBe("service-bus");
    expect(of(bus, "event-hubs")).toBe("event-hubs");
    expect(of(bus, "blob")).toMatch(
      /^is a host of service-bus, event-hubs.*, which --service or the path rules out$/,
    );
    // There is no choice where only one service has such hosts.
    expect(of("https://acct.blob.core.windows.net/c", "queue")).toBe("blob");
    const project = "https://contoso.services.ai.azure.com/api/projects/p";
    expect(of(project)).toBe("foundry");
    expect(of(project, "foundry")).toBe("foundry");
    expect(of("https://contoso.services.ai.azure.com/", "foundry")).toMatch(/rules out$/);
  });

  test.each([
    ["?sv=1&sig=x", ["sas"]],
    ["?SIG=x", ["query"]],
    ["?a", ["query"]],
    ["?", []],
    ["#part", ["fragment"]],
    ["?a#part", ["query", "fragment"]],
    ["", []],
  ])("what is cut off %j: %j", (tail, cut) => {
    expect(matchTarget(`https://acct.blob.core.windows.net/c${tail}`)).toMatchObject({
      target: { url: "https://acct.blob.core.windows.net/c" },
      cut,
    });
  });
});

describe("where a token would go", () => {
  const to = (text: string) => destinationOf(new URL(text));

  test("over HTTPS only, and never past a user", () => {
    expect(to("https://x.test/")).toEqual({ protocol: "https:", host: "x.test", port: 443 });
    expect(to("https://x.test:8443/")).toEqual({ protocol: "https:", host: "x.test", port: 8443 });
    for (const text of ["http://x.test/", "ftp://x.test/", "https://u@x.test/", "https://:p@x.test/"])
      expect(to(text)).toBeUndefined();
  });

  test.each([
    ["https:", "acct.blob.core.windows.net", 443, STORAGE],
    ["amqps:", "contoso.servicebus.windows.net", 5671, "https://servicebus.azure.net/.default"],
    ["tds:", "shop.database.windows.net", 1433, "https://database.windows.net/.default"],
  ] as const)("%s//%s:%i takes its own over its own protocol and port", (protocol, host, port, scope) => {
    expect(mayReceiveToken({ protocol, host, port }, scope)).toBe(true);
    for (const other of ["https:", "amqps:", "tds:"] as const)
      if (other !== protocol) expect(mayReceiveToken({ protocol: other, host, port }, scope)).toBe(false);
    expect(mayReceiveToken({ protocol, host, port: port + 1 }, scope)).toBe(false);
    expect(mayReceiveToken({ protocol, host: `${host}.`, port }, scope)).toBe(false);
  });

  test("where each resource is an audience of its own, its own host takes it", () => {
    for (const host of ["contoso.westeurope.kusto.windows.net", "other.westeurope.kusto.windows.net"]) {
      const itself = { protocol: "https:", host, port: 443 } as const;
      expect(mayReceiveToken(itself, `https://${host}/.default`)).toBe(true);
      expect(mayReceiveToken(itself, "https://contoso.northeurope.kusto.windows.net/.default")).toBe(false);
    }
  });

  test("a resource may have such a word in its name", () => {
    for (const name of ["my-privatelink", "privatelink-1", "devxn--1"]) {
      const url = `https://${name}.documents.azure.com/`;
      expect(matchTarget(url)).toMatchObject({ target: { resource: name } });
    }
  });

  test("no label of a host begins or ends with a hyphen", () => {
    for (const host of [
      "contoso-.kusto.windows.net",
      "-contoso.kusto.windows.net",
      "a.b-.kusto.windows.net",
    ]) {
      expect(mayReceiveToken({ protocol: "https:", host, port: 443 }, `https://${host}/.default`)).toBe(
        false,
      );
      expect(matchTarget(`https://${host}/`)).toHaveProperty("problem");
    }
  });

  test("no protocol takes a token where none is ever sent", () => {
    const host = "shop.postgres.database.azure.com";
    const scope = "https://ossrdbms-aad.database.windows.net/.default";
    expect(matchHosts(host)).not.toEqual([]);
    for (const protocol of ["https:", "amqps:", "tds:"] as const)
      for (const port of [443, 5432]) expect(mayReceiveToken({ protocol, host, port }, scope)).toBe(false);
  });

  test("a host with a label of look-alike letters, or of private links, is nobody's", () => {
    for (const label of ["xn--cct-6cd", "privatelink"]) {
      expect(matchHosts(`${label}.blob.core.windows.net`)).toEqual([]);
      expect(matchHosts(`contoso.${label}.database.windows.net`)).toEqual([]);
    }
    expect(matchHosts("privatelinks.blob.core.windows.net")).toHaveLength(1);
  });
});
