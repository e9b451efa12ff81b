import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { ArmQuestions } from "../../src/collect/ask-arm.ts";
import { recorded } from "../../src/collect/isolate/recorder.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { SUBSCRIPTION } from "../../src/lab/lab-resource.ts";
import { play } from "../support/play.ts";
import { scenarioNamed } from "../support/scenario-named.ts";

/** Their list is some 200 KB long, and an ordinary answer is read to 64 KB. */
const MANY = 600;
/** A report keeps so many. */
const KEPT = 50;

test("an identity with very many role assignments is told of them", async () => {
  const scenario = scenarioNamed("key-vault-denied-rbac");
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

test.each([
  "//evil.example/subscriptions/x",
  String.raw`\\evil.example\x`,
  "https://evil.example",
  "https://a:443@evil.example/",
])("a scope that leads to another host is not asked about: %s", async (scope) => {
  const match = matchTarget("https://kv-contoso.vault.azure.net/");
  if ("problem" in match) throw new Error(match.problem);
  const caller = {
    link: "managed-identity-system",
    token: "x",
    principalId: undefined,
    timeoutMs: 1000,
  } as const;
  const sent: unknown[] = [];
  await recorded(
    (message) => void sent.push(message),
    async (recorder) => {
      const told = await new ArmQuestions(match.target, caller, recorder).about(scope);
      expect(told).toEqual({ scope, questions: [] });
    },
  );
  expect(sent).toEqual([]);
});
