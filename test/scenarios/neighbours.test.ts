import { describe, expect, test } from "vitest";
import { evidence, links } from "../judge/evidence.ts";
import { judge } from "../../src/judge/judge.ts";
import { FILE_PROBLEMS, type FileProblem } from "../../src/catalogue/file-problems.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { neighbours } from "./neighbours.ts";

test.each(neighbours)("$rows: $what", ({ scenarios: [one, other] }) => {
  const [first, second] = [one, other].map(findScenario);
  expect(first).toBeDefined();
  expect(second).toBeDefined();
  // Each scenario's own test holds that these are what the report says.
  const primaries = [first, second].map((scenario) => scenario?.expect.findings[0]);
  expect(primaries[0]).not.toBe(primaries[1]);
  // Where one of the two is no failure, the other has to be told; its exit code says that all is well.
  for (const [index, scenario] of [first, second].entries()) {
    if (primaries[index] === undefined) expect(scenario?.expect.exitCode).toBe(0);
  }
});

test("no pair is listed twice", () => {
  const pairs = neighbours.map(({ rows, scenarios }) => `${rows} ${scenarios.toSorted().join(" ")}`);
  expect(pairs.filter((one, index) => pairs.indexOf(one) !== index)).toEqual([]);
});

describe("what is wrong with a file is one finding, whose cause and fix differ (failures.md F1-F6, F10, K5)", () => {
  const told = (variable: string, problem: FileProblem) => {
    const link = variable === "AZURE_CLIENT_CERTIFICATE_PATH" ? "environment" : "workload-identity";
    const inputs = [{ name: `file of ${variable}`, from: "file", state: "set", problem } as const];
    const { findings } = judge(evidence({ links: links({}, { [link]: { inputs } }) }));
    return { cause: findings[0]?.cause, fixes: findings[0]?.fixes };
  };
  const problems = Object.keys(FILE_PROBLEMS) as FileProblem[];

  test.each(["AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE"])("%s: causes", (variable) => {
    const causes = problems.map((problem) => told(variable, problem).cause);
    expect(new Set(causes).size).toBe(problems.length);
  });

  test("AZURE_CLIENT_CERTIFICATE_PATH: fixes", () => {
    const fixes = problems.map((problem) =>
      JSON.stringify(told("AZURE_CLIENT_CERTIFICATE_PATH", problem).fixes),
    );
    expect(new Set(fixes).size).toBe(problems.length);
  });
});
