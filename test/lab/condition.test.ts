import { afterAll, beforeAll, expect, test } from "vitest";
import { conditionHolds } from "../../src/lab/condition.ts";
import { dataAction } from "../../src/lab/roles/role.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { built } from "../support/built.ts";
import { labCaller } from "../support/lab-caller.ts";

const CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers";
const READ = dataAction(`${CONTAINERS}/blobs/read`);
const PATH = `${CONTAINERS}/blobs:path`;

test.each([
  ["the path begins like that", `@Resource[${PATH}] StringStartsWith '2026/'`, { [PATH]: "2026/a" }, true],
  ["it does not", `@Resource[${PATH}] StringStartsWith '2026/'`, { [PATH]: "2025/a" }, false],
  ["it has no path", `@Resource[${PATH}] StringStartsWith '2026/'`, {}, false],
  [
    "it is equal",
    `@Resource[${CONTAINERS}:name] StringEquals 'invoices'`,
    { [`${CONTAINERS}:name`]: "invoices" },
    true,
  ],
  [
    "it is not equal",
    `@Resource[${CONTAINERS}:name] StringEquals 'invoices'`,
    { [`${CONTAINERS}:name`]: "invoices2" },
    false,
  ],
  ["it is like that", `@Resource[${PATH}] StringLike '2026/*.pdf'`, { [PATH]: "2026/a.pdf" }, true],
  [
    "another action is restricted",
    `((!(ActionMatches{'${CONTAINERS}/blobs/write'})) OR (@Resource[${PATH}] StringEquals 'a'))`,
    {},
    true,
  ],
  [
    "this action is restricted",
    `((!(ActionMatches{'${CONTAINERS}/blobs/read'})) OR (@Resource[${PATH}] StringEquals 'a'))`,
    {},
    false,
  ],
  [
    "all comparisons must hold",
    `@Resource[${PATH}] StringLike '2026/*' AND @Resource[${PATH}] StringEquals 'a'`,
    { [PATH]: "2026/a" },
    false,
  ],
])("a condition when %s", (_, condition, attributes, holds) => {
  expect(conditionHolds(condition, READ, attributes)).toBe(holds);
});

test("a condition that the lab does not understand is not passed over", () => {
  expect(() => conditionHolds("@Environment[UtcNow] DateTimeGreaterThan '2026-01-01'", READ, {})).toThrow(
    /cannot evaluate/,
  );
  expect(() => conditionHolds("@Resource[x] StringMatches 'a'", READ, { x: "a" })).toThrow(/StringMatches/);
});

let lab: RunningLab;

beforeAll(async () => {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  lab = await startLab(findScenario("blob-condition")!, { azurite: false });
});

afterAll(async () => {
  await lab.close();
});

test("under a condition on paths a random name is refused as if there were no role, and a real one is read", async () => {
  const call = await labCaller(lab);
  const url = "https://contosodata.blob.core.windows.net/invoices";
  const random = await call({ method: "GET", url: `${url}/azcredprobe-0` });
  expect([random.status, random.headers["x-ms-error-code"]]).toEqual([
    403,
    "AuthorizationPermissionMismatch",
  ]);
  const real = await call({ method: "GET", url: `${url}/2026/invoice-0001.pdf` });
  expect([real.status, real.body]).toEqual([200, "lab-fake content of an invoice"]);
});
