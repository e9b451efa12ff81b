import { expect, test } from "vitest";
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
  const variables = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"];
  const environment = variables.map((name) => variable(name, "lab-fake"));
  const { findings } = judge(
    evidence({ links: links({ [WINNER]: "succeeded", [OTHER]: "succeeded" }), environment, targets }),
  );
  return findings.filter(({ level }) => level === "error");
}

const told = (findings: ReturnType<typeof findingsAt>) =>
  findings.map(({ slug, evidence: pointers }) => [
    slug,
    pointers.filter((pointer) => pointer.startsWith("/targets/")),
  ]);

test("a refusal that another identity would not meet is told with that identity, not as a missing role", () => {
  expect(told(findingsAt(container("one", REFUSED, ALLOWED)))).toEqual([
    ["environment-shadows-managed-identity", ["/targets/0/access"]],
  ]);
});

test("a target where the other identity is refused as well keeps its own finding", () => {
  const findings = findingsAt(container("one", REFUSED, ALLOWED), container("two", REFUSED, REFUSED));
  expect(told(findings)).toEqual([
    ["environment-shadows-managed-identity", ["/targets/0/access"]],
    ["role-missing", ["/targets/1/access/0"]],
  ]);
  expect(findings[1]?.cause).toContain("two/c");
});

test("all targets where the other identity would help are one finding, with a grant for each", () => {
  const findings = findingsAt(
    container("one", REFUSED, ALLOWED),
    container("two", ALLOWED, ALLOWED),
    container("three", REFUSED, ALLOWED),
  );
  expect(told(findings)).toEqual([
    ["environment-shadows-managed-identity", ["/targets/0/access", "/targets/2/access"]],
  ]);
  const [{ cause, fixes } = { cause: "", fixes: [] }] = findings;
  expect(cause).toContain("refused at one/c and three/c;");
  expect(fixes.at(-1)?.commands.map((command) => /storageAccounts\/(\w+)/.exec(command)?.[1])).toEqual([
    "one",
    "three",
  ]);
});
