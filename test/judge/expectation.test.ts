import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { Evidence } from "../../src/model/report.ts";
import type { LinkId, Sdk } from "../../src/model/words.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { blobTarget, evidence, links, token, variable } from "./evidence.ts";

const id = (digit: number) => `${digit}`.repeat(8) + "-1111-4111-8111-111111111111";
const [ENV_CLIENT, ENV_OBJECT, SYSTEM_CLIENT, SYSTEM_OBJECT] = [id(1), id(2), id(3), id(4)];

interface Expected {
  readonly expectClientId?: string;
  readonly expectObjectId?: string;
  readonly sdk?: Sdk;
  readonly exclude?: LinkId[];
}

function report(expected: Expected, special: Partial<Evidence> = {}) {
  return judge(
    evidence({
      environment: [
        { ...variable("AZURE_CLIENT_ID", ENV_CLIENT), usedBy: ["environment", "managed-identity-env"] },
        { ...variable("AZURE_TENANT_ID", "t"), usedBy: ["environment"] },
      ],
      links: links(
        { environment: "succeeded", "managed-identity-system": "succeeded" },
        {
          environment: { tokens: [token({ oid: ENV_OBJECT, appid: ENV_CLIENT, appidacr: "1" })] },
          "managed-identity-system": {
            tokens: [token({ oid: SYSTEM_OBJECT, appid: SYSTEM_CLIENT, appidacr: "2", xms_mirid: "/x/vm" })],
          },
        },
      ),
      invocation: { targets: [], cut: [], options: { ...NO_OPTIONS, ...expected } },
      ...special,
    }),
  );
}

const unexpected = (one: ReturnType<typeof report>) =>
  one.findings.find(({ slug }) => slug === "unexpected-identity");

describe("the winner is who it should be", () => {
  test.each<Expected>([
    { expectClientId: ENV_CLIENT },
    { expectClientId: ENV_CLIENT.toUpperCase() },
    { expectObjectId: ENV_OBJECT },
    { expectClientId: ENV_CLIENT, expectObjectId: ENV_OBJECT },
  ])("%j", (expected) => {
    const one = report(expected);
    expect(one.verdict.exitCode).toBe(0);
    expect(unexpected(one)).toBeUndefined();
  });
});

describe("the winner is somebody else", () => {
  test("the link that gives the expected one is named, and what keeps the chain from it", () => {
    const one = report({ expectObjectId: SYSTEM_OBJECT });
    expect(one.verdict.exitCode).toBe(6);
    expect(one.verdict.headline).toContain("not the expected identity");
    expect(one.verdict.detail).toContain("and managed-identity-system gives it");
    const found = unexpected(one);
    expect(found?.cause).toContain(`(object id ${ENV_OBJECT}), from environment`);
    expect(found?.fixes.flatMap(({ commands }) => commands)).toEqual([
      "unset AZURE_CLIENT_ID AZURE_TENANT_ID",
    ]);
    expect(one.findings.map(({ slug }) => slug)).not.toContain("identity-shadowed");
  });

  test("one of two ids is enough", () => {
    expect(report({ expectClientId: ENV_CLIENT, expectObjectId: SYSTEM_OBJECT }).verdict.exitCode).toBe(6);
  });

  test("a client id in the place of the object id is another id", () => {
    expect(report({ expectObjectId: ENV_CLIENT }).verdict.exitCode).toBe(6);
  });

  test("nobody gives the expected one: whose id it is has to be looked up", () => {
    const found = unexpected(report({ expectClientId: id(9) }));
    expect(found?.cause).toContain("No link that was tried gives the expected one.");
    expect(found?.fixes[0]?.commands[0]).toContain(`az ad sp show --id ${id(9)}`);
  });

  test("where variables make a service principal, AZURE_CLIENT_ID alone would only make it another one", () => {
    const fixes = unexpected(report({ expectClientId: id(9) }))?.fixes ?? [];
    const naming = fixes.filter(({ commands }) => commands.some((line) => line.startsWith("export ")));
    expect(naming.map(({ commands }) => commands)).toEqual([
      ["unset AZURE_TENANT_ID", `export AZURE_CLIENT_ID=${id(9)}`],
    ]);
    expect(naming[0]?.what).toContain("AZURE_CLIENT_ID only tells environment which application");
  });

  test("it is the one error: what the wrong identity may not do is context", () => {
    const denied = blobTarget({ status: 403, code: "AuthorizationFailure", link: "environment" });
    const one = report({ expectClientId: id(9) }, { targets: [denied] });
    expect(one.findings.map(({ slug, level }) => [slug, level]).slice(0, 2)).toEqual([
      ["unexpected-identity", "error"],
      ["network-rule-refuses", "warning"],
    ]);
  });

  test("it stands before a refusal, whose role would go to the wrong one", () => {
    const refusal = blobTarget({
      status: 403,
      code: "AuthorizationPermissionMismatch",
      link: "environment",
    });
    const one = report({ expectClientId: id(9) }, { targets: [refusal] });
    expect(one.verdict.exitCode).toBe(6);
    expect(one.findings.map(({ slug }) => slug)).not.toContain("role-missing");
  });
});

describe("it cannot be told", () => {
  test("an opaque token", () => {
    const opaque = links(
      { environment: "succeeded" },
      { environment: { tokens: [{ ...token({}), opaque: true }] } },
    );
    const one = report({ expectClientId: ENV_CLIENT }, { links: opaque });
    expect(one.verdict.exitCode).toBe(4);
    expect(one.verdict.headline).toContain("does not tell whether it is the expected identity");
    expect(unexpected(one)).toBeUndefined();
  });

  test("nobody wins: 5", () => {
    const one = report({ expectClientId: ENV_CLIENT }, { links: links({}) });
    expect(one.verdict.exitCode).toBe(5);
    expect(unexpected(one)).toBeUndefined();
  });
});

describe("a token of another deployment slot", () => {
  const SITE = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Web/sites/shop";
  const ofSlot = (resourceId: string, slot?: string) => {
    const { host } = evidence();
    const evidenceOfHost = [
      { what: "WEBSITE_SITE_NAME", value: "Shop" },
      { what: "WEBSITE_RESOURCE_GROUP", value: "rg" },
      ...(slot === undefined ? [] : [{ what: "WEBSITE_SLOT_NAME", value: slot }]),
    ];
    return unexpected(
      report(
        { expectObjectId: id(9) },
        {
          host: { ...host, kind: "app-service-windows", evidence: evidenceOfHost },
          environment: [variable("IDENTITY_ENDPOINT", "http://127.0.0.1:41042/msi/token/")],
          links: links(
            { "managed-identity-system": "succeeded" },
            { "managed-identity-system": { tokens: [token({ oid: SYSTEM_OBJECT, xms_mirid: resourceId })] } },
          ),
        },
      ),
    );
  };

  test.each([
    [`${SITE}/slots/staging`, undefined, "that of the slot staging, and this is the production slot"],
    [`${SITE}/slots/staging`, "Production", "that of the slot staging, and this is the production slot"],
    [SITE, "staging", "that of the production slot, and this is the slot staging"],
  ])("%s at %s", (resourceId, slot, words) => {
    const found = ofSlot(resourceId, slot);
    expect(found?.cause).toContain(words);
    expect(found?.fixes[0]?.commands[0]).toMatch(/^az webapp restart --name Shop --resource-group rg/);
  });

  test.each([
    [SITE, "production"],
    [`${SITE}/slots/Staging`, "staging"],
    [SITE.replace("shop", "other"), "staging"],
  ])("not %s at %s", (resourceId, slot) => {
    expect(ofSlot(resourceId, slot)?.cause).not.toContain("The token is that of");
  });
});
