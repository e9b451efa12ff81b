import { expect, test } from "vitest";
import { IN_GROUP, STORAGE, SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { built } from "../support/built.ts";
import { labCaller, type CallerRequest } from "../support/lab-caller.ts";
import { scenarioNamed } from "../support/scenario-named.ts";

const ACCOUNT = `${IN_GROUP}/Microsoft.Storage/storageAccounts/${STORAGE.name}`;
const ASSIGNMENTS = `${IN_GROUP}/Microsoft.Authorization/roleAssignments`;

const at = (method: string, path: string, body = ""): CallerRequest => ({
  method,
  url: `https://management.azure.com${path}?api-version=2022-04-01`,
  body,
});

function assignment(method: "PUT" | "DELETE", name = "5f0d8a0e-8c7a-4b57-9f10-0a6d3c1be9a4"): CallerRequest {
  const properties = { principalId: SYSTEM_IDENTITY.objectId };
  return at(method, `${ASSIGNMENTS}/${name}`, method === "PUT" ? JSON.stringify({ properties }) : "");
}

/** In this order. */
const MANAGING: readonly (readonly [request: CallerRequest, status: number, isChange: boolean])[] = [
  [assignment("DELETE"), 204, false],
  [assignment("PUT"), 201, true],
  [assignment("PUT"), 409, false],
  [assignment("DELETE"), 200, true],
  [assignment("DELETE"), 204, false],
  // The one by which the caller may do all this.
  [assignment("DELETE", "lab"), 200, true],
  [at("PATCH", ACCOUNT), 200, true],
  [at("POST", `${ACCOUNT}/regenerateKey`), 200, true],
  [at("DELETE", ACCOUNT), 200, true],
  [at("DELETE", `${IN_GROUP}/Microsoft.Storage/storageAccounts/nobodys`), 204, false],
  [at("DELETE", "/subscriptions/00000000-1111-2222-3333-444444444444"), 404, false],
];

async function manage(lab: RunningLab, call: Awaited<ReturnType<typeof labCaller>>) {
  const answers: (readonly [number, boolean])[] = [];
  for (const [request] of MANAGING) {
    const { length } = (await lab.acts()).changes;
    const { status } = await call(request);
    answers.push([status, (await lab.acts()).changes.length > length]);
  }
  return answers;
}

test.each([
  ["who owns the subscription", "Owner" as const, MANAGING.map(([, ...expected]) => expected)],
  ["who only reads", "Reader" as const, MANAGING.map(([, status]) => [status === 404 ? 404 : 403, false])],
])("Azure Resource Manager does what it is told, for %s", async (_, role, expected) => {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const scenario = scenarioNamed("role-owner-only");
  const assignments = scenario.assignments.map((one) => ({ ...one, role }));
  const lab = await startLab({ ...scenario, assignments }, { azurite: false });
  try {
    const call = await labCaller(lab, "https://management.azure.com");
    expect(await manage(lab, call)).toEqual(expected);
  } finally {
    await lab.close();
  }
});
