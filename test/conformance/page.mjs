// docs/conformance.md from the comparisons, and whether the one at hand still says what a run gives. Pure.

import { markdownTable } from "../support/markdown-table.mjs";
import { countsOf } from "./compare.mjs";

const SIGNS = {
  agrees: "yes",
  differs: "NO",
  unknown: "-",
  unanswered: "…",
  broken: "broken",
  inapplicable: "n/a",
};

const CREDENTIALS = { DefaultAzureCredential: "default", ManagedIdentityCredential: "bare" };

/** The whole page: same results, same bytes. */
export function pageText(toolchains, comparisons, distinct = []) {
  const ran = toolchains.filter(({ missing }) => missing === undefined);
  const missing = toolchains.filter((one) => one.missing !== undefined);
  return [
    "# Conformance with the real SDKs",
    "",
    "Written by `npm run conformance`. Every scenario of the lab is lived through by the real, unmodified SDKs, in a",
    "network and mount namespace that holds nothing but the simulated host. What `DefaultAzureCredential` and a bare",
    "`ManagedIdentityCredential` did is compared with what credprobe predicts: whose token came (by its object id), or",
    "where the chain ended.",
    "",
    sdkTable(ran, comparisons),
    "",
    "`javascript` is the release that this project uses; the others are the newest of their registries. .NET is modelled",
    "from its sources and was never run.",
    ...(missing.length === 0
      ? []
      : ["", `MISSING, and not compared: ${missing.map(sayMissing).join("; ")}.`]),
    "",
    "## Scenarios",
    "",
    "Each cell: `DefaultAzureCredential` / `ManagedIdentityCredential`; `yes` agrees, `NO` differs, `-` not predicted, `…` no",
    "answer in time, where none was predicted to come (no agreement), `n/a` an option that this SDK does not have.",
    "",
    markdownTable(["Scenario", ...ran.map(({ name }) => name)], scenarioRows(ran, comparisons)),
    "",
    ...sameHosts(distinct),
    ...unpredicted(comparisons),
  ].join("\n");
}

/**
 * Where a page says something else than a run; empty when it is current. A newer release of an SDK is told, and what it
 * does differently shows in the cells.
 */
export function behind(text, toolchains, comparisons) {
  const ran = toolchains.filter(({ missing }) => missing === undefined);
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  const rows = lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const releases = new Map(rows.map(([name, version]) => [name, version]));
  const older = ran
    .filter(({ name, version }) => releases.get(name) !== version)
    .map(({ name, version }) => `${name}: ${releases.get(name) ?? "no release"} there, ${version} here`);
  const head = rows.find(([first]) => first === "Scenario") ?? [];
  const other = scenarioRows(ran, comparisons).flatMap(([scenario, ...cells]) => {
    const row = rows.find(([first, second]) => first === scenario && second !== undefined) ?? [];
    return ran.flatMap(({ name }, index) => {
      const there = row[head.indexOf(name)] ?? "nothing";
      return there === cells[index] ? [] : [`${scenario}, ${name}: ${there} there, ${cells[index]} here`];
    });
  });
  return [...older, ...other];
}

function sdkTable(ran, comparisons) {
  return markdownTable(
    ["SDK", "Release", "Compared", "Agree", "Differ", "Not predicted", "No answer", "Not applicable"],
    ran.map(({ name, version }) => {
      const { agrees, differs, unknown, unanswered, inapplicable } = countsOf(comparisons, name);
      return [name, version, agrees + differs, agrees, differs, unknown, unanswered, inapplicable];
    }),
  );
}

function scenarioRows(ran, comparisons) {
  const names = [...new Set(comparisons.map(({ scenario }) => scenario))];
  return names.map((scenario) => [
    scenario,
    ...ran.map(({ name }) =>
      comparisons
        .filter((one) => one.scenario === scenario && one.toolchain === name)
        .map(({ result }) => SIGNS[result])
        .join(" / "),
    ),
  ]);
}

/** What was not lived through again. */
function sameHosts(distinct) {
  const groups = distinct.filter(({ same }) => same.length > 0);
  if (groups.length === 0) return [];
  const items = groups.map(
    ({ scenario, same }) =>
      `- \`${scenario.name}\`: ${same.length === 1 ? `\`${same[0]}\`` : `${same.length} others`}`,
  );
  return [
    "Scenarios that differ from one of these only in what is asked of targets, and what may be done there, are the same host",
    "for an SDK that gets a token, and were not lived through again:",
    "",
    ...items,
    "",
  ];
}

/** Every comparison that could not be made for want of a prediction, with the reason that a report gives. */
function unpredicted(comparisons) {
  const groups = new Map();
  for (const { scenario, toolchain, credential, why, result } of comparisons) {
    if (result !== "unknown") continue;
    const key = JSON.stringify([scenario, why]);
    const sdks = groups.get(key) ?? new Map();
    sdks.set(toolchain, [...(sdks.get(toolchain) ?? []), CREDENTIALS[credential]]);
    groups.set(key, sdks);
  }
  if (groups.size === 0) return [];
  const rows = [...groups].map(([key, sdks]) => {
    const [scenario, why] = JSON.parse(key);
    const who = [...sdks].map(([name, credentials]) => `${name} (${credentials.join(", ")})`);
    return [scenario, who.join(", "), why ?? ""];
  });
  return ["## Not predicted", "", markdownTable(["Scenario", "SDK", "Why"], rows), ""];
}

function sayMissing({ name, missing }) {
  return `${name} (${missing})`;
}
