import { dataPlaneRows } from "./data-plane.ts";
import { endpointRows } from "./endpoints.ts";
import { entraRows } from "./entra.ts";
import { environmentRows } from "./environment.ts";
import type { Section } from "./failure-catalogue.ts";
import { findingRows } from "./findings.ts";
import { endingsOf, type Row } from "./row.ts";

/** Every row of the failure catalogue, and what becomes of it here. */
export const coverage: Readonly<Record<Section, readonly Row[]>> = {
  a: entraRows,
  b: endpointRows,
  c: environmentRows,
  d: dataPlaneRows,
};

const TITLES: Readonly<Record<Section, string>> = {
  a: "Entra's numbers",
  b: "identity endpoints",
  c: "environment",
  d: "data plane",
};

/** The figures, and what is open, as text. */
export function describeCoverage(): string {
  const sections = Object.entries(coverage) as [Section, readonly Row[]][];
  const all = sections.flatMap(([, rows]) => rows);
  const open = sections.flatMap(([section, rows]) =>
    rows.flatMap((row) => ("open" in row ? [`  (${section}) ${row.row}: ${row.open}`] : [])),
  );
  const unfired = findingRows.flatMap((row) => ("open" in row ? [`  ${row.slug}: ${row.open}`] : []));
  const table = [
    ["section", "finding", "no failure", "covered", "visible", "rows", "share"],
    ...sections.map(([section, rows]) => figures(`(${section}) ${TITLES[section]}`, rows)),
    figures("all", all),
  ];
  return [
    ...table.map(inColumns),
    "",
    open.length === 0 ? "Nothing is open." : `Open rows (${open.length}):`,
    ...open,
    "",
    `Findings: ${findingRows.length}, with a scenario and a near miss ${findingRows.length - unfired.length}.`,
    ...unfired,
    "",
  ].join("\n");
}

/**
 * `covered` is what ends in a finding, and what is no failure of the app: a scenario shows that nothing is found, or a
 * limit that credprobe itself keeps to.
 */
function figures(title: string, rows: readonly Row[]): string[] {
  const visible = rows.filter((row) => !("notVisible" in row));
  const told = visible.filter((row) => endingsOf(row).length > 0);
  const noFailure = visible.filter((row) => "works" in row || "held" in row);
  const covered = [...told, ...noFailure];
  const share = visible.length === 0 ? 100 : (100 * covered.length) / visible.length;
  const counts = [told, noFailure, covered, visible, rows].map(({ length }) => `${length}`);
  return [title, ...counts, `${share.toFixed(1)} %`];
}

function inColumns([title = "", ...numbers]: readonly string[]): string {
  return `${title.padEnd(23)}${numbers.map((number) => number.padStart(11)).join("")}`.trimEnd();
}
