import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { ArmEvidence, LinkEvidence, Report, TargetEvidence } from "../../src/model/report.ts";
import type { LinkId } from "../../src/model/words.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { blobTarget, evidence, links, token } from "./evidence.ts";

const REFUSED = { status: 403, code: "AuthorizationPermissionMismatch" } as const;
const ALLOWED = { status: 404, code: "BlobNotFound" } as const;
const IDENTITIES =
  "/subscriptions/0/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities";
const SYSTEM = "/subscriptions/0/resourceGroups/g/providers/Microsoft.Web/sites/func-contoso";

/** A managed identity that gives a token, as its claims tell. */
function identity(resourceId: string): Partial<LinkEvidence> {
  return { tokens: [token({ oid: resourceId, appid: resourceId, idtyp: "app", xms_mirid: resourceId })] };
}

function judged(targets: readonly TargetEvidence[], succeeded: readonly LinkId[]): Report {
  return judge(
    evidence({
      links: links(Object.fromEntries(succeeded.map((id) => [id, "succeeded"])), {
        "managed-identity-option": identity(`${IDENTITIES}/id-web`),
        "managed-identity-system": identity(SYSTEM),
      }),
      targets: [...targets],
      invocation: {
        ...{ targets: [], cut: [] },
        options: { ...NO_OPTIONS, managedIdentityResourceId: `${IDENTITIES}/id-web` },
      },
    }),
  );
}

function both(
  option: typeof REFUSED | typeof ALLOWED,
  system: typeof REFUSED | typeof ALLOWED,
): TargetEvidence {
  const { access, ...target } = blobTarget({ ...option, link: "managed-identity-option" });
  return { ...target, access: [...access, ...blobTarget(system).access] };
}

const LINKS = ["managed-identity-option", "managed-identity-system"] as const;

test("each clause says whose permission it is, and for which setting", () => {
  const archive = { setting: "Archive__blobServiceUri", credential: "managedidentity" };
  const invoices = { setting: "Invoices__blobServiceUri", resourceId: `${IDENTITIES}/id-web` };
  const { verdict, targets } = judged(
    [
      { ...both(REFUSED, ALLOWED), discovered: archive },
      { ...both(REFUSED, ALLOWED), discovered: invoices },
    ],
    LINKS,
  );
  expect(verdict.headline).toBe(
    "The app gets the user-assigned identity id-web (managed-identity-option); " +
      "the system-assigned identity of func-contoso may read acct/c (Archive__blobServiceUri); " +
      "it may not read acct/c (Invoices__blobServiceUri): no role allows it, or none without a condition.",
  );
  expect(targets.map(({ connectionLink }) => connectionLink)).toEqual([
    "managed-identity-system",
    "managed-identity-option",
  ]);
});

test("a token of another identity is not called the winner's", () => {
  const wrong = {
    status: 401,
    code: "InvalidAuthenticationInfo",
    body: "Audience validation failed.",
  } as const;
  const target = {
    ...blobTarget(wrong),
    discovered: { setting: "S__blobServiceUri", credential: "managedidentity" },
  };
  expect(judged([target], LINKS).verdict.headline).toContain(
    "; the token of the system-assigned identity of func-contoso is for another audience: read acct/c",
  );
});

test("a reference is resolved with the identity of the site, whoever wins", () => {
  const target = { ...both(ALLOWED, REFUSED), discovered: { setting: "DB", reference: true } };
  const report = judged([target], LINKS);
  expect(report.winner.link).toBe("managed-identity-option");
  expect(report.verdict.exitCode).toBe(3);
  expect(report.verdict.headline).toContain(
    "the system-assigned identity of func-contoso may not read acct/c (DB)",
  );
  expect(report.findings[0]?.cause).toContain("unless the site's keyVaultReferenceIdentity names another");
});

test("where the site has no identity of its own, nothing is said in its place", () => {
  const target = { ...both(ALLOWED, REFUSED), discovered: { setting: "DB", reference: true } };
  const report = judged([target], ["managed-identity-option"]);
  expect(report.verdict.exitCode).toBe(4);
  expect(report.targets[0]?.connectionLink).toBe(null);
  expect(report.findings[0]).toMatchObject({
    slug: "connection-identity-not-tried",
    cause: expect.stringContaining("keyVaultReferenceIdentity") as unknown,
    fixes: [],
  });
});

test("what is only inferred is no certainty", () => {
  const said = (code: string) =>
    judged([blobTarget({ status: 404, code, named: false, link: "managed-identity-option" })], LINKS).verdict
      .headline;
  expect(said("ContainerNotFound")).toContain("; it probably may read acct.");
  expect(said("BlobNotFound")).toContain("; it may read acct.");
});

test("a refusal is told with the reason that its finding has", () => {
  const scope = "/subscriptions/0/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acct";
  const permissions = [{ actions: [], notActions: [], dataActions: ["*"], notDataActions: [] }];
  const arm: ArmEvidence = { link: "managed-identity-option", questions: [], resourceId: scope, scope };
  const target = blobTarget({ ...REFUSED, link: "managed-identity-option" });
  const said = (special: object) =>
    judged([{ ...target, arm: [{ ...arm, ...special }] }], LINKS).verdict.headline.split("; ")[1];
  expect(said({})).toBe("it may not read acct/c: no role allows it, or none without a condition.");
  expect(said({ roleAssignments: [] })).toBe("it may not read acct/c: no role allows it.");
  expect(said({ permissions })).toBe("it may not read acct/c: its role does not count yet.");
  expect(said({ permissions, denyAssignments: [{ name: "d", scope, permissions }] })).toBe(
    "it may not read acct/c: a deny assignment forbids it.",
  );
});
