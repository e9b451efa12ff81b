import { FORMATS } from "../../src/report/formats.ts";
import { countingRows } from "../../src/report/marks.ts";
import type { SealedReport } from "../../src/report/seal.ts";
import { OUTCOMES, REFUSALS, VERDICTS, type Outcome } from "../../src/model/words.ts";

/** Wide enough that no row is broken. */
const WIDTH = 400;

const VERDICT = `(?<word>${VERDICTS.join("|")})`;
const OUTCOME = `(?<word>${OUTCOMES.join("|")})`;
const LEVEL = "(?<level>[a-z]+)";
const LINK = "(?<link>[a-z-]+)";
const TAGS = '(?: <span class="tag[^>]*>[^<]*</span>)*';
const pill = (word: string) => `<td><span class="pill [a-z-]+">${word}</span></td>`;

interface Shown {
  readonly probes: RegExp;
  readonly links: RegExp;
  /** Links of which nothing is to be said but their outcome, which stands before them with its hyphens as spaces. */
  readonly folded?: RegExp;
}

/** How the formats for people write the row of a probe, and that of a link. */
const SHOWN = {
  text: {
    probes: new RegExp(`^ {4}${VERDICT} +${LEVEL} +${LINK}(?= |$)`, "gm"),
    links: new RegExp(`^ {2}${OUTCOME} +${LINK} +[0-9]`, "gm"),
    folded: /^ {2}(?<words>[a-z ]+): (?<links>[a-z-]+(?:, [a-z-]+)*)(?= \(|$)/gm,
  },
  markdown: {
    probes: new RegExp(`^\\| ${VERDICT} +\\| ${LEVEL} +\\| \`${LINK}\` `, "gm"),
    links: new RegExp(`^\\| \`${LINK}\` +\\| ${OUTCOME} +\\| `, "gm"),
    folded: /^- (?<words>[a-z ]+): (?<links>[a-z-]+(?:, [a-z-]+)*)(?= \(|$)/gm,
  },
  html: {
    probes: new RegExp(
      `<th scope="row"><code>${LINK}</code>${TAGS}</th><td>${LEVEL}</td>${pill(VERDICT)}`,
      "g",
    ),
    links: new RegExp(`<th scope="row"><code>${LINK}</code><br>[^<]*${TAGS}</th>${pill(OUTCOME)}`, "g"),
  },
} as const satisfies Readonly<Record<string, Shown>>;

/** What each format tells of each probe and each link, and what the exit code tells of the probes, against the report itself. */
export async function toldOtherwise(
  report: SealedReport,
): Promise<{ readonly rows: number; readonly otherwise: readonly string[] }> {
  const probes = report.targets.flatMap(({ access }) =>
    access.map(({ verdict, level, link }) => [verdict, level, link].join(" ")),
  );
  const links = report.links.map(({ outcome, id }) => [outcome, id].join(" "));
  const otherwise: string[] = [];
  for (const [name, shown] of Object.entries<Shown>(SHOWN)) {
    const text = await FORMATS[name as keyof typeof SHOWN].render(report, { width: WIDTH });
    const told = { probes: rowsIn(text, shown.probes), links: linksIn(text, shown) };
    if (!isAlike(told.probes, probes)) otherwise.push(`${name} ${JSON.stringify([told.probes, probes])}`);
    if (!isAlike(told.links, links)) otherwise.push(`${name} ${JSON.stringify([told.links, links])}`);
  }
  const { exitCode } = report.verdict;
  if (!isOfTheProbes(report)) otherwise.push(`exit code ${exitCode}`);
  return { rows: (probes.length + links.length) * Object.keys(SHOWN).length, otherwise };
}

function rowsIn(text: string, shown: RegExp): string[] {
  return [...text.matchAll(shown)].map(({ groups: { word, level, link } = {} }) =>
    [word, level, link].filter((one) => one !== undefined).join(" "),
  );
}

function linksIn(text: string, { links, folded }: Shown): string[] {
  const alone = rowsIn(text, links);
  if (folded === undefined) return alone;
  const groups = [...text.matchAll(folded)].flatMap(({ groups: { words = "", links: ids = "" } = {} }) => {
    const outcome = words.replaceAll(" ", "-");
    return isOutcome(outcome) ? ids.split(", ").map((id) => `${outcome} ${id}`) : [];
  });
  return [...alone, ...groups];
}

function isOutcome(word: string): word is Outcome {
  return (OUTCOMES as readonly string[]).includes(word);
}

function isAlike(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
}

/** As the design has it (exit codes): who is expected goes before what is refused, and what is refused before what is not told. */
function isOfTheProbes(report: SealedReport): boolean {
  const { winner, targets, verdict } = report;
  if (winner.state === "none") return verdict.exitCode === 5;
  const counts = countingRows(report);
  // Where the SDKs get different identities, only a connection's own identity is known.
  const words = targets
    .filter(({ connectionLink }) => winner.link !== null || connectionLink !== undefined)
    .flatMap((target) => target.access.filter((row) => counts(row, target)).map((row) => row.verdict));
  if (verdict.exitCode === 6) return true;
  if (words.some((word) => REFUSALS.has(word))) return verdict.exitCode === 3;
  // 4 also for a target that nothing was asked of.
  const mayBeAllowed = winner.link !== null && words.every((word) => word === "allowed");
  return verdict.exitCode === 4 || (mayBeAllowed && verdict.exitCode === 0);
}
