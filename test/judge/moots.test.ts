import { expect, test } from "vitest";
import { LOGIN_NOT_REACHED } from "../../src/catalogue/finding-definition.ts";
import { findings } from "../../src/catalogue/findings/index.ts";
import { proxyVariables, variables } from "../../src/catalogue/variables.ts";
import { judge } from "../../src/judge/judge.ts";
import type { TargetEvidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links, variable } from "./evidence.ts";

const WINNER = "environment";
const OTHER = "managed-identity-system";
const ALLOWED = { status: 404, code: "BlobNotFound" };
const REFUSED = { status: 403, code: "AuthorizationPermissionMismatch" };

/** A container that both identities asked about. */
function container(resource: string, winner: typeof ALLOWED, other: typeof ALLOWED): TargetEvidence {
  const target = blobTarget({ ...winner, link: WINNER });
  const rows = blobTarget({ ...other, link: OTHER }).access;
  return { ...target, resource, access: [...target.access, ...rows] };
}

/** A host where the variables of a service principal win over its own identity. */
function findingsAt(...targets: TargetEvidence[]) {
  const set = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"];
  const environment = set.map((name) => variable(name, "lab-fake"));
  const { findings: all } = judge(
    evidence({ links: links({ [WINNER]: "succeeded", [OTHER]: "succeeded" }), environment, targets }),
  );
  return all.filter(({ level }) => level === "error");
}

const told = (errors: ReturnType<typeof findingsAt>) =>
  errors.map(({ slug, evidence: pointers }) => [
    slug,
    pointers.filter((pointer) => pointer.startsWith("/targets/")),
  ]);

test("a refusal that another identity would not meet is told with that identity, not as a missing role", () => {
  expect(told(findingsAt(container("one", REFUSED, ALLOWED)))).toEqual([
    ["environment-shadows-managed-identity", ["/targets/0/access"]],
  ]);
});

test("what explains a login host that is not reached explains it in all its findings", () => {
  const rows = Object.values<{ moots?: unknown }>(findings).flatMap(({ moots }) =>
    Array.isArray(moots) ? [moots as string[]] : [],
  );
  const explained = [
    ...rows,
    ...[...variables, ...proxyVariables].map(({ explains = [] }) => explains),
  ].filter((slugs) => LOGIN_NOT_REACHED.some((slug) => slugs.includes(slug)));
  expect(explained.length).toBeGreaterThan(3);
  for (const slugs of explained) expect(slugs).toEqual(expect.arrayContaining([...LOGIN_NOT_REACHED]));
});

test("a login host that AutoDiscoverRegion makes up is explained by that", () => {
  const exchange = {
    ...{ method: "POST", url: "https://auto_discover.login.microsoft.com/x", durationMs: 1 },
    ...{ startedAt: "2026-11-01T08:00:00.000Z", requestHeaders: {}, responseHeaders: {} },
    failure: { code: "ENOTFOUND", stage: "dns" as const },
  };
  const { findings: found } = judge(
    evidence({
      environment: [
        { ...variable("AZURE_REGIONAL_AUTHORITY_NAME", "AutoDiscoverRegion"), usedBy: ["environment"] },
      ],
      links: links({ environment: "unavailable" }, { environment: { exchanges: [exchange] } }),
    }),
  );
  const slugs = found.map(({ slug }) => slug);
  expect(slugs).toContain("region-auto-discovery");
  expect(slugs).not.toContain("login-name-unknown");
});

test("a target where the other identity is refused as well keeps its own finding", () => {
  const errors = findingsAt(container("one", REFUSED, ALLOWED), container("two", REFUSED, REFUSED));
  expect(told(errors)).toEqual([
    ["environment-shadows-managed-identity", ["/targets/0/access"]],
    ["role-missing", ["/targets/1/access/0"]],
  ]);
  expect(errors[1]?.cause).toContain("two/c");
});

test("all targets where the other identity would help are one finding, with a grant for each", () => {
  const errors = findingsAt(
    container("one", REFUSED, ALLOWED),
    container("two", ALLOWED, ALLOWED),
    container("three", REFUSED, ALLOWED),
  );
  expect(told(errors)).toEqual([
    ["environment-shadows-managed-identity", ["/targets/0/access", "/targets/2/access"]],
  ]);
  const [{ cause, fixes } = { cause: "", fixes: [] }] = errors;
  expect(cause).toContain("refused at one/c and three/c;");
  expect(fixes.at(-1)?.commands.map((command) => /storageAccounts\/(\w+)/.exec(command)?.[1])).toEqual([
    "one",
    "three",
  ]);
});
