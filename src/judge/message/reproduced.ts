import { accessFindings } from "../../catalogue/findings/access.ts";
import type { Slug } from "../../catalogue/findings/index.ts";
import type { Reading } from "../../model/message-reading.ts";
import type { Link } from "../../model/report.ts";
import { REFUSALS, type Verdict } from "../../model/words.ts";
import { askingLink } from "../asking-link.ts";
import { memberOf } from "../chain-facts.ts";
import { describeIdentity, identityOfLink, linkPointer } from "../describe.ts";
import { finding, type Found } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { chainResult, MESSAGE_POINTER, type Told } from "./told.ts";

/** Causes that a verdict shows as well as a finding does. */
const VERDICT_OF: Readonly<Partial<Record<Slug, Verdict>>> = {
  "role-missing": "denied-rbac",
  "access-policy-missing": "denied-rbac",
  "network-rule-refuses": "denied-network",
  "public-access-off": "denied-network",
  "resource-in-other-tenant": "wrong-tenant",
  "audience-refused": "wrong-audience",
};

/** Whether what the text says happened in this run, too. */
export function reproduced(told: Told): Found[] {
  const { report, reading } = told;
  const telling = reading.readings.filter(({ isUsual }) => !isUsual);
  const readings = telling.length === 0 ? reading.readings : telling;
  const seen = readings.flatMap((one) => {
    const pointer = placeOf(told, one);
    return pointer === undefined ? [] : [{ one, ...pointer }];
  });
  const [first] = seen;
  if (first !== undefined) {
    return [
      finding("message-agrees", { said: saidBy(first.one), where: first.where }, [
        MESSAGE_POINTER,
        ...first.evidence,
      ]),
    ];
  }
  const [main] = readings;
  const { state, winner } = chainResult(told);
  if (main === undefined || !report.complete || state === "unknown") return [];
  // Keys, SAS and what only the app's code decides: no run does that.
  if (readings.every(isOfCode)) return [];
  // Without a target nothing was asked that could have been refused so.
  const isOfTarget = readings.every(
    ({ causes: [likeliest] }) => likeliest !== undefined && likeliest.slug in accessFindings,
  );
  if (isOfTarget && report.targets.length === 0) return [];
  const here =
    winner === undefined
      ? "no link gives a token here, for other reasons"
      : `the app gets ${describeIdentity(identityOfLink(winner))} from ${winner.id}${deedsOf(report, winner)}`;
  return [finding("message-not-reproduced", { said: saidBy(main), here }, [MESSAGE_POINTER])];
}

function saidBy({ code, means }: Reading): string {
  return code === undefined ? means : `AADSTS${code}, ${means}.`;
}

/** It names neither a cause nor a link. */
function isOfCode({ causes, link, isUsual }: Reading): boolean {
  return causes.length === 0 && link === undefined && !isUsual;
}

interface Place {
  readonly where: string;
  readonly evidence: readonly string[];
}

/** Where this run saw what a reading says. */
function placeOf({ found, report }: Told, reading: Reading): Place | undefined {
  const { code, causes, link: spoken } = reading;
  if (code !== undefined) {
    const link = report.links.find(({ error }) => error?.entra?.some((one) => one.code === code) === true);
    return link === undefined
      ? undefined
      : { where: `${link.id} ends in AADSTS${code}`, evidence: [linkPointer(report, link.id)] };
  }
  const same = found.find(
    ({ slug, level }) => level !== "info" && causes.some((cause) => cause.slug === slug),
  );
  if (same !== undefined)
    return { where: `${same.slug}: ${same.title}`, evidence: same.evidence.slice(0, 1) };
  const verdicts = causes.flatMap(({ slug }) => VERDICT_OF[slug as Slug] ?? []);
  for (const [index, target] of report.targets.entries()) {
    const asking = askingLink(report, target);
    const position = target.access.findIndex((row) => row.link === asking && verdicts.includes(row.verdict));
    if (position >= 0) {
      const verdict = target.access[position]?.verdict ?? "";
      return {
        where: `${verdict} at ${target.resource}`,
        evidence: [`/targets/${index}/access/${position}`],
      };
    }
  }
  if (causes.length > 0 || isOfCode(reading) || report.winner.state !== "none") return undefined;
  const own = report.links.find(({ id }) => memberOf(id) === spoken);
  return own === undefined
    ? { where: "no link of the chain wins here either", evidence: ["/winner"] }
    : undefined;
}

function deedsOf(report: Judged, { id }: Link): string {
  const rows = report.targets.flatMap(({ access }) => access.filter(({ link }) => link === id));
  if (rows.length === 0) return "";
  if (rows.every(({ verdict }) => verdict === "allowed")) return ", and what was asked for is allowed";
  return rows.some(({ verdict }) => REFUSALS.has(verdict)) ? ", and is refused for other reasons" : "";
}
