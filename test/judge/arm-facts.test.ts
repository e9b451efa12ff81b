import { expect, test } from "vitest";
import { findService } from "../../src/catalogue/services/index.ts";
import { judge } from "../../src/judge/judge.ts";
import type { AccessEvidence, ArmEvidence, TargetEvidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

const ACCOUNT = "/subscriptions/0/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acct";
const CONTAINER = `${ACCOUNT}/blobServices/default/containers/c`;
const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const READER = { name: "Storage Blob Data Reader", id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" };

function told(special: Partial<ArmEvidence>): ArmEvidence {
  return {
    link: "managed-identity-system",
    ...{ resourceId: ACCOUNT, learntFrom: "arm", questions: [], roleAssignments: [], denyAssignments: [] },
    ...special,
  };
}

function permission(held: { actions?: string[]; dataActions?: string[] }) {
  return { actions: [], notActions: [], dataActions: [], notDataActions: [], ...held };
}

function findings(target: TargetEvidence, arm: readonly ArmEvidence[], row: Partial<AccessEvidence> = {}) {
  const access = target.access.map((one) => ({ ...one, ...row }));
  const report = judge(
    evidence({
      links: links({ "managed-identity-system": "succeeded" }),
      targets: [{ ...target, access, arm: [...arm] }],
    }),
  );
  return report.findings.map(({ slug, cause }) => ({ slug, cause }));
}

const refused = blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" });
const inContainer = {
  testedScope: { kind: "container", name: "c", armSuffix: "/blobServices/default/containers/c", named: true },
  roles: [READER],
};

test("what is told of the part counts, not what is told of the account", () => {
  const holds = [permission({ dataActions: [`${BLOBS}/read`] })];
  const ofAccount = told({ scope: ACCOUNT, permissions: [] });
  const ofContainer = told({ scope: CONTAINER, permissions: holds });
  expect(findings(refused, [ofAccount, ofContainer], inContainer)).toMatchObject([
    { slug: "role-not-effective-yet" },
  ]);
  expect(findings(refused, [ofAccount], inContainer)).toMatchObject([
    {
      slug: "role-missing",
      cause: expect.stringContaining("it was not asked about this part alone") as unknown,
    },
  ]);
  const none = told({ scope: CONTAINER, permissions: [] });
  const [found] = findings(refused, [none], inContainer);
  expect(found).toMatchObject({
    slug: "role-missing",
    cause: expect.stringContaining("lists no role for it there") as unknown,
  });
  expect(found?.cause).not.toContain("this part alone");
});

test("a report from before parts were asked about is read as one about the resource", () => {
  const holds = [permission({ dataActions: [`${BLOBS}/read`] })];
  expect(findings(refused, [told({ permissions: holds })], inContainer)).toMatchObject([
    { slug: "role-not-effective-yet" },
  ]);
});

const registry: TargetEvidence = {
  ...refused,
  ...{ service: "container-registry", url: "https://acct.azurecr.io/shop/web" },
};
const pull = findService("container-registry")!.probes.find(({ level }) => level === "read")!;
const notPulled = {
  ...{ action: pull.action, roles: [...pull.roles] },
  testedScope: { kind: "repository", name: "shop/web", named: true },
  ...{ status: 200, errorCode: undefined, granted: [] as string[] },
  exchange: { ...refused.access[0]!.exchange!, status: 200 },
} as Partial<AccessEvidence>;

test("a registry's role that is held and does not count is not proposed again", () => {
  const proposed = (held: readonly string[]) => {
    const roleAssignments = held.map((roleId) => ({ scope: ACCOUNT, principalId: "p", roleId }));
    const arm = [told({ scope: ACCOUNT, permissions: [], roleAssignments })];
    const access = registry.access.map((one) => ({ ...one, ...notPulled }));
    const report = judge(
      evidence({
        links: links({ "managed-identity-system": "succeeded" }),
        targets: [{ ...registry, access, arm }],
      }),
    );
    return /--role '?([\w ]+?)'? --scope/.exec(report.findings[0]?.fixes[0]?.commands[0] ?? "")?.[1];
  };
  expect(proposed([])).toBe("AcrPull");
  expect(proposed([pull.roles[0]!.id])).toBe("Container Registry Repository Reader");
});

test("what an assignment under a condition grants is not held for every name", () => {
  const { needs = [], roles } = pull;
  const [legacy, abac] = needs.map(({ name }) => name);
  const both = [permission({ actions: [legacy!] }), permission({ dataActions: [abac!] })];
  const assigned = (condition?: string) => ({
    ...{ scope: ACCOUNT, principalId: "p", roleId: roles[2]!.id },
    ...(condition === undefined ? {} : { condition }),
  });
  const asked = (special: Partial<ArmEvidence>) =>
    findings(registry, [told({ scope: ACCOUNT, ...special })], notPulled).map(({ slug }) => slug);
  expect(asked({ permissions: both, roleAssignments: [assigned()] })).toEqual(["role-not-effective-yet"]);
  expect(asked({ permissions: both, roleAssignments: [assigned("name is other")] })).toEqual([
    "role-missing",
  ]);
  // Either mode of the registry may be the one that counts.
  expect(asked({ permissions: [both[0]!] })).toEqual(["role-missing"]);
  expect(asked({ permissions: [both[1]!] })).toEqual(["role-missing"]);
});

test("for Azure Files one of two data actions is not enough", () => {
  const { action, needs = [] } = findService("files")!.probes.find(({ level }) => level === "read")!;
  const target = { ...refused, service: "files", url: "https://acct.file.core.windows.net/c" };
  const asked = (...dataActions: string[]) =>
    findings(target, [told({ permissions: [permission({ dataActions })] })], { action })[0];
  expect(needs).toHaveLength(2);
  expect(asked(needs[0]!.name)).toMatchObject({
    slug: "role-missing",
    cause: expect.stringContaining(`${needs[0]!.name} and ${needs[1]!.name}`) as unknown,
  });
  expect(asked(...needs.map(({ name }) => name))).toMatchObject({ slug: "role-not-effective-yet" });
});

test.each(["AccessDenied", "ForbiddenByPolicy"])("of a vault's own %s no role tells anything", (code) => {
  const action = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
  const [row] = refused.access;
  const target: TargetEvidence = {
    ...{ ...refused, service: "key-vault", url: "https://acct.vault.azure.net/secrets/s" },
    access: [{ ...row!, action, errorCode: code, testedScope: { kind: "secret", name: "s", named: true } }],
  };
  const arm = told({
    permissions: [permission({ dataActions: ["Microsoft.KeyVault/vaults/*"] })],
    denyAssignments: [{ name: "d", scope: ACCOUNT, permissions: [permission({ dataActions: ["*"] })] }],
  });
  const found = findings(target, [arm]);
  expect(found.map(({ slug }) => slug)).toEqual(["access-policy-missing"]);
  expect(found[0]?.cause).not.toContain("Azure Resource Manager");
});
