import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { waitingFor } from "../../src/judge/waiting.ts";
import type { LinkId } from "../../src/model/words.ts";
import type { TargetEvidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

const REFUSED = { status: 403, code: "AuthorizationPermissionMismatch" } as const;

function waiting(target: TargetEvidence, ...succeeded: LinkId[]) {
  const outcomes = Object.fromEntries(succeeded.map((id) => [id, "succeeded"] as const));
  return waitingFor(judge(evidence({ links: links(outcomes), targets: [target] })));
}

/** Microsoft Graph refused one link for want of an app role. */
function graphTarget(link: LinkId): TargetEvidence {
  const target = blobTarget({ status: 403, code: "Authorization_RequestDenied", named: false, link });
  const access = target.access.map((row) => ({
    ...row,
    action: "Application.Read.All",
    testedScope: { kind: "tenant", name: "tenant", named: false },
  }));
  return { ...target, service: "graph", url: "https://graph.microsoft.com/", resource: "graph", access };
}

test("a role that is assigned now counts soon, also on a resource as a whole", () => {
  expect(waiting(blobTarget(REFUSED), "managed-identity-system")).toMatchObject({ state: "may-pass" });
  // So looks a role on the account that does not count yet.
  expect(waiting(blobTarget({ ...REFUSED, named: false }), "managed-identity-system")).toMatchObject({
    state: "may-pass",
  });
});

test("app roles stand in a managed identity's token for a day; a service principal gets a new one", () => {
  expect(waiting(graphTarget("managed-identity-system"), "managed-identity-system")).toMatchObject({
    state: "cannot-help",
    why: expect.stringContaining("24 hours") as unknown,
  });
  expect(waiting(graphTarget("environment"), "environment")).toMatchObject({ state: "may-pass" });
});

test("a condition does not pass", () => {
  const target = blobTarget(REFUSED);
  const roles = [{ name: "Storage Blob Data Reader", id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" }];
  const access = target.access.map((row) => ({ ...row, roles }));
  const roleAssignments = roles.map(({ id }) => ({
    ...{ scope: "/subscriptions/0", principalId: "p", roleId: id, condition: "path starts with 2026/" },
  }));
  const arm = [{ link: "managed-identity-system" as const, questions: [], roleAssignments }];
  expect(waiting({ ...target, access, arm }, "managed-identity-system")).toEqual({
    state: "cannot-help",
    why: "A condition of the role assignment decides.",
    slug: "condition-decides",
  });
});

test("every identity that is sent somewhere is asked again", () => {
  const own = { setting: "Archive__blobServiceUri", credential: "managedidentity" };
  const target = { ...blobTarget(REFUSED), discovered: own };
  expect(waiting(target, "environment", "managed-identity-system")).toMatchObject({
    links: ["environment", "managed-identity-system"],
  });
});
