import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { entraErrors } from "../../src/catalogue/entra-errors.ts";
import { findings } from "../../src/catalogue/findings/index.ts";
import { judge } from "../../src/judge/judge.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { evidence, links } from "../judge/evidence.ts";
import { coverage, describeCoverage } from "./coverage.ts";
import { catalogueRows, type Section } from "./failure-catalogue.ts";
import { findingRows } from "./findings.ts";
import { endingsOf, type Ending, type Row } from "./row.ts";

const sections = Object.entries(coverage).map(([section, rows]) => ({ section: section as Section, rows }));
const everyRow = sections.flatMap(({ section, rows }) => rows.map((row) => ({ section, row })));
const everyEnding = everyRow.flatMap(({ section, row }) =>
  endingsOf(row).map((ending) => ({ section, id: row.row, ...ending })),
);
const catalogue = catalogueRows();

/** A row whose id in the catalogue is prose is named by its first words. */
function names({ row }: Row, id: string): boolean {
  return row.includes(":") ? id.startsWith(row) : id === row;
}

describe.runIf(catalogue !== undefined)("the failure catalogue that lies beside the project", () => {
  test.each(sections)("each row of section ($section) is listed once", ({ section, rows }) => {
    const ids = catalogue?.[section] ?? [];
    expect(ids.length).toBeGreaterThan(0);
    const listed = ids.map((id) => [id, rows.filter((row) => names(row, id)).map(({ row }) => row)]);
    expect(listed.filter(([, found]) => found?.length !== 1)).toEqual([]);
    expect(rows.filter((row) => !ids.some((id) => names(row, id)))).toEqual([]);
  });
});

test.each(everyEnding.filter(({ scenario }) => scenario !== undefined))(
  "($section) $id: $scenario expects $finding",
  ({ finding, scenario = "" }) => {
    expect(findScenario(scenario)?.expect.findings).toContain(finding);
  },
);

test("only a number of Entra's needs no scenario", () => {
  const without = everyEnding.filter(({ scenario }) => scenario === undefined);
  expect(without.filter(({ section, id }) => section !== "a" || !/^\d+$/.test(id))).toEqual([]);
});

test.each(everyRow.flatMap(({ row }) => ("works" in row ? [row] : [])))(
  "$row: nothing is found in $works",
  ({ works }) => {
    expect(findScenario(works)?.expect.findings).toEqual([]);
  },
);

test.each(everyRow.flatMap(({ row }) => ("held" in row ? [row] : [])))("$row: $held", ({ held }) => {
  expect(existsSync(new URL(`../../${held}`, import.meta.url))).toBe(true);
});

describe("Entra's numbers", () => {
  const numbers = everyEnding.filter(({ section, id }) => section === "a" && /^\d+$/.test(id));
  const table = entraErrors.flatMap(({ codes }) => codes);

  test.each([...new Set(numbers.map(({ id }) => id))])("%s is in the table", (id) => {
    expect(table).toContain(Number(id));
  });

  /** Told by what else is known of the machine: the value's form, the clock. */
  const elsewhere = ["variable-damaged", "clock-skew"];

  test.each(numbers.filter(({ finding }) => !elsewhere.includes(finding)))(
    "$id is told by $finding",
    ({ id, finding, scenario }) => {
      const told = toldOf(Number(id), { finding, ...(scenario === undefined ? {} : { scenario }) });
      expect(told?.level).toBe("error");
      // What the number means is told, not only that there was one.
      expect(told?.cause.length).toBeGreaterThan("Entra answered AADSTS7000215: .".length);
    },
  );
});

/**
 * What is said of a number, when Entra gives it to the app itself, to an app that sent a federated token, or to the developer
 * tool that the app uses.
 */
function toldOf(code: number, { finding }: Ending) {
  const error = {
    name: "AuthenticationError",
    text: `AADSTS${code}: Entra's own words.`,
    entra: [{ code }],
  };
  const secret = finding === "secret-id-instead-of-value" ? ["guid", "36 characters"] : ["40 characters"];
  const asApp = evidence({
    environment: [
      {
        ...{ name: "AZURE_CLIENT_SECRET", state: "set", secret: true, from: "process" },
        shape: secret,
        usedBy: [],
      },
    ],
    links: links({ environment: "failed" }, { environment: { error } }),
  });
  const asPod = evidence({
    links: links({ "workload-identity": "failed" }, { "workload-identity": { error } }),
  });
  const asTool = evidence({
    host: { ...evidence().host, kind: "developer-machine" },
    links: links({ "azure-cli": "failed" }, { "azure-cli": { error, reason: error.text } }),
  });
  const found = [asApp, ...(finding.startsWith("federation-") ? [asPod] : []), asTool].flatMap(
    (one) => judge(one).findings,
  );
  return found.find(({ slug }) => slug === finding);
}

describe("the findings table", () => {
  test("each finding is listed once", () => {
    expect(findingRows.map(({ slug }) => slug)).toEqual(Object.keys(findings));
  });

  const fired = findingRows.flatMap((row) => ("fires" in row ? [row] : []));

  test.each(fired)("$slug comes in $fires, and not in $nearMiss", ({ slug, fires, nearMiss }) => {
    expect(findScenario(fires)?.expect.findings).toContain(slug);
    const neighbour = findScenario(nearMiss);
    expect(neighbour).toBeDefined();
    expect(neighbour?.expect.findings).not.toContain(slug);
  });
});

test("every row that can be seen is covered: none is open", () => {
  const open = everyRow.flatMap(({ row }) => ("open" in row ? [row.row] : []));
  expect(open).toEqual([]);
});

test("the figures add up, and what is open is listed", () => {
  const text = describeCoverage();
  const open = everyRow.filter(({ row }) => "open" in row);
  const hidden = everyRow.filter(({ row }) => "notVisible" in row);
  const [, told, noFailure, covered, visible, rows] =
    /^all +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)/m.exec(text) ?? [];
  expect(Number(told) + Number(noFailure)).toBe(Number(covered));
  expect(Number(rows)).toBe(everyRow.length);
  expect(Number(visible)).toBe(everyRow.length - hidden.length);
  expect(Number(covered)).toBe(everyRow.length - hidden.length - open.length);
  for (const { row } of open) expect(text).toContain(`${row.row}: ${"open" in row ? row.open : ""}`);
});
