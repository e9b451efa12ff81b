import { expect, test } from "vitest";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { SUBSCRIPTION } from "../../src/lab/lab-resource.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { play } from "../support/play.ts";

/** Their list is some 200 KB long, and an ordinary answer is read to 64 KB. */
const MANY = 600;
/** A report keeps so many. */
const KEPT = 50;

test("an identity with very many role assignments is told of them", async () => {
  const scenario = findScenario("key-vault-denied-rbac");
  if (scenario === undefined) throw new Error("no such scenario");
  const reader = { principalId: SYSTEM_IDENTITY.objectId, role: "Reader", resource: SUBSCRIPTION } as const;
  const { report } = await play({
    ...scenario,
    resources: [...scenario.resources, { service: "arm", name: "management", data: {} }],
    assignments: Array.from({ length: MANY }, () => reader),
  });
  const lists = report.targets.flatMap(({ arm = [] }) =>
    arm.map(({ roleAssignments = [] }) => roleAssignments.length),
  );
  expect(lists).toEqual([KEPT]);
});
