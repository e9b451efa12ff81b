import { describe, expect, test } from "vitest";
import { findService } from "../../src/catalogue/services/index.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Evidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links, token, variable } from "./evidence.ts";

const hostOf = (kind: Evidence["host"]["kind"], facts: Evidence["host"]["evidence"] = []) => ({
  ...evidence().host,
  kind,
  evidence: facts,
});

describe("a damaged variable", () => {
  const SITE = [
    { what: "WEBSITE_SITE_NAME", value: "shop" },
    { what: "WEBSITE_RESOURCE_GROUP", value: "rg" },
  ];
  const damaged = (host: Evidence["host"], shape: string) => {
    const environment = [
      { ...variable("AZURE_TENANT_ID", "'t'"), shape: [shape], usedBy: ["environment" as const] },
    ];
    const { findings } = judge(evidence({ host, environment }));
    return findings.find(({ slug }) => slug === "variable-damaged")!.fixes;
  };

  test("is set again where the platform keeps it", () => {
    expect(damaged(hostOf("app-service-linux", SITE), "quoted")[0]!.commands).toEqual([
      "az webapp config appsettings set --name shop --resource-group rg --settings 'AZURE_TENANT_ID=<value>'",
    ]);
    expect(damaged(hostOf("aks"), "quoted")[0]!.commands[0]).toMatch(/^kubectl set env /);
  });

  test("has no command where none is known, nor where another value does not mend it", () => {
    expect(damaged(hostOf("azure-vm"), "quoted").flatMap(({ commands }) => commands)).toEqual([]);
    const reference = damaged(hostOf("app-service-linux", SITE), "unresolved-reference");
    expect(reference.flatMap(({ commands }) => commands)).toEqual([]);
  });
});

test("identities that are shadowed are told as what they are: several", () => {
  const principal = (oid: string, appid: string) => token({ oid, appid, appidacr: "1" });
  const { findings } = judge(
    evidence({
      links: links(
        {
          environment: "succeeded",
          "managed-identity-env": "succeeded",
          "managed-identity-system": "succeeded",
        },
        {
          environment: { tokens: [principal("o1", "a1")] },
          "managed-identity-env": { tokens: [token({ oid: "o2", xms_mirid: "/x/one" })] },
          "managed-identity-system": { tokens: [token({ oid: "o3", xms_mirid: "/x/two" })] },
        },
      ),
    }),
  );
  const found = findings.find(({ slug }) => slug === "identity-shadowed");
  expect(found?.cause).toMatch(/other links would give tokens of .* and of .*\. What those may do stands/);
});

test("a store is not opened to the internet in the same breath as it is looked at", () => {
  const { openNetwork, openToAll } = findService("app-configuration")!;
  expect(openNetwork("store").commands.join("\n")).not.toContain("--enable-public-network");
  expect(openToAll?.("store")).toMatchObject({ what: expect.stringMatching(/^Only if /) as string });
});

test("a person in the place of an identity is what the verdict says, not that nothing is wrong", () => {
  const user = token({ oid: "p", idtyp: "user", scp: "user_impersonation", upn: "a@b" });
  const { verdict } = judge(
    evidence({
      host: hostOf("cloud-shell"),
      environment: [variable("MSI_ENDPOINT", "http://localhost:50342/oauth2/token")],
      links: links(
        { "managed-identity-system": "succeeded" },
        { "managed-identity-system": { tokens: [user], source: "CloudShell" } },
      ),
      targets: [blobTarget({ status: 404, code: "BlobNotFound" })],
    }),
  );
  expect(verdict).toMatchObject({ exitCode: 0 });
  expect(verdict.detail).toMatch(/^The identity is the person signed in, not the app's/);
});
