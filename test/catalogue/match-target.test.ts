import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf, matchTarget, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import { effort } from "../support/effort.ts";

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

  test("generated hosts: only one plain label before the suffix passes", () => {
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
      { numRuns: effort(100, 10) },
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
