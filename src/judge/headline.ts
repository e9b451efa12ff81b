import { probeOf } from "../catalogue/row-of-answer.ts";
import { sameId } from "../model/ids.ts";
import type { Access, Target } from "../model/report.ts";
import { VERDICTS, type Verdict } from "../model/words.ts";
import { unseenConditionOn } from "./arm-facts.ts";
import { askingLink } from "./asking-link.ts";
import { describeIdentity, identityOfLink, linkById, resultsOfSdks } from "./describe.ts";
import { expectationOf } from "./expectation.ts";
import type { Found } from "./finding.ts";
import { howItEnded } from "./how-it-ended.ts";
import { hiddenIdentity } from "./hidden-identity.ts";
import { NOTHING_FOUND } from "./waiting.ts";
import type { Judged } from "./judged.ts";
import { targetName } from "./rules/grant.ts";

/**
 * The verdict in one sentence, and what stands behind it in another. `found` is all that the rules found, `told` what is
 * left of it where one finding explains another.
 */
export function headlineOf(
  report: Judged,
  told: readonly Found[],
  found: readonly Found[],
): { headline: string; detail: string } {
  const cause = told.find(({ level }) => level !== "info");
  const detail = cause === undefined ? nothingWrong(report, told) : `${cause.says}.`;
  return {
    headline: `${whoWins(report)}${whatItMay(report, found)}`,
    detail: [detail, ...howItEnded(report, cause?.slug ?? NOTHING_FOUND)]
      .filter((text) => text !== "")
      .join(" "),
  };
}

const COULD_NOT_TELL = {
  kudu: "Wrong container: this console does not tell which identity the app gets",
  shell: "Wrong shell: it is not told which identity the app gets",
  else: "Which identity the app gets could not be determined",
} as const;

const EXPECTED = {
  met: "",
  differs: ", not the expected identity",
  unknown: ", of whom its token does not tell whether it is the expected identity",
} as const;

function whoWins(report: Judged): string {
  const { state, link, sdk } = report.winner;
  const who = sdk === undefined ? "The app" : `A ${sdk} app`;
  switch (state) {
    case "won":
      return `${who} gets ${describeIdentity(identityOfLink(linkById(report, link)))} (${link})${EXPECTED[expectationOf(report) ?? "met"]}`;
    case "none":
      return `${who} gets no token: no link of the chain wins`;
    case "split":
      return `Which identity the app gets depends on its SDK (${[...resultsOfSdks(report)].map(([sdks, { result }]) => `${sdks}: ${result}`).join("; ")})`;
    case "unknown":
      return COULD_NOT_TELL[hiddenIdentity(report) ?? "else"];
  }
}

/** What a verdict says: the identity, its token, and the level and place are put in. */
const SAYING: Readonly<Record<Verdict, string>> = {
  allowed: "{it} may {}",
  "denied-rbac": "{it} may not {}",
  "denied-network": "a network rule refuses this machine: {}",
  "wrong-audience": "{its token} is for another audience: {} is refused",
  "wrong-tenant": "{its token} is from another tenant: {} is refused",
  "wrong-cloud": "{it} belongs to another cloud: {} is refused",
  "token-expired": "{its token} has expired: {} is refused",
  "token-rejected": "{its token} is not accepted: {} is refused",
  "entra-disabled": "the resource takes no Entra tokens: {} is refused",
  "needs-claims": "a policy asks for more: {} is refused",
  "not-found-dns": "whether {it} may {} cannot be told: the name does not resolve",
  "not-found": "whether {it} may {} cannot be told: it does not exist",
  throttled: "whether {it} may {} cannot be told: the resource is throttling",
  unreachable: "whether {it} may {} cannot be told: the target was not reached",
  inconclusive: "whether {it} may {} cannot be told from the answer",
  "not-tested": "whether {it} may {} was not tested",
};

/** More rows than these are counted, not told one by one. */
const SAID_ONE_BY_ONE = 4;

/** `of 12 permissions that were asked for 10 are allowed, 2 denied-rbac`. */
function counted(verdicts: readonly Verdict[]): string {
  const counts = VERDICTS.flatMap((verdict) => {
    const count = verdicts.filter((one) => one === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  return `of ${verdicts.length} permissions that were asked for: ${counts.join(", ")}`;
}

/** What the identity that the app sends to a target was asked about there. */
function ownRows(report: Judged, target: Target): readonly Access[] {
  if (target.passedOver === true) return [];
  const link = askingLink(report, target);
  return target.access.filter((row) => row.link === link);
}

/** A row of the identity that is sent to its target. */
interface OwnRow {
  readonly target: Target;
  readonly row: Access;
  /** JSON pointer to the row. */
  readonly at: string;
}

function whatItMay(report: Judged, findings: readonly Found[]): string {
  const rows = report.targets.flatMap((target, index) => {
    const own = ownRows(report, target);
    return own.map((row) => ({ target, row, at: `/targets/${index}/access/${target.access.indexOf(row)}` }));
  });
  if (rows.length > SAID_ONE_BY_ONE) return `; ${counted(rows.map(({ row }) => row.verdict))}.`;
  const said = new Map<string, string[]>();
  for (const row of rows) {
    const saying = sayingOf(report, row, findings);
    const verb = probeOf(row.target, row.row)?.verb ?? row.row.level;
    said.set(saying, [...(said.get(saying) ?? []), verb]);
  }
  const sayings = [...said].map(([saying, levels]) => saying.replace(LEVELS_HERE, () => orList(levels)));
  return sayings.length === 0 ? "." : `; ${sayings.join("; ")}.`;
}

/** Stands in a saying for the levels that it is true of. */
const LEVELS_HERE = "<levels>";

/** `list, read or write`. */
function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function sayingOf(report: Judged, { target, row, at }: OwnRow, findings: readonly Found[]): string {
  const setting = target.discovered === undefined ? "" : ` (${target.discovered.setting})`;
  const what = `${LEVELS_HERE} ${targetName(target, row)}${setting}`;
  const other = otherThanWinner(report, row);
  const hasReason = row.verdict === "denied-rbac";
  const isUnseen = hasReason && unseenConditionOn(target, row) !== undefined;
  const reason = hasReason ? reasonOf(at, findings, isUnseen) : "";
  // What a rule of a service only infers is no certainty (dataplane.md section 25).
  const likely = row.confidence === "inferred" && !isUnseen ? "probably " : "";
  return `${row.verdict === "denied-network" ? likely : ""}${SAYING[row.verdict]
    .replace(
      "{it} may",
      `{it} ${row.verdict === "allowed" || row.verdict === "denied-rbac" ? likely : ""}may`,
    )
    .replace("{its token}", other === undefined ? "its token" : `the token of ${other}`)
    .replace("{it}", other ?? "it")
    .replace("{}", what)}${reason}`;
}

/** Who asks, where a connection has an identity of its own. */
function otherThanWinner(report: Judged, { link }: Access): string | undefined {
  if (link === report.winner.link) return undefined;
  const [own, winners] = [link, report.winner.link].map((id) => identityOfLink(linkById(report, id)));
  return own?.objectId !== undefined && sameId(own.objectId, winners?.objectId)
    ? undefined
    : describeIdentity(own);
}

/** Why a row was refused, in the words of the finding that tells of it. */
function reasonOf(at: string, findings: readonly Found[], isUnseen: boolean): string {
  const { slug, inShort } = findings.find(({ evidence }) => evidence.includes(at)) ?? {};
  if (inShort === undefined) return "";
  return isUnseen && slug === "role-missing" ? `: ${inShort}, or none without a condition` : `: ${inShort}`;
}

function nothingWrong(report: Judged, found: readonly Found[]): string {
  // How it ended is said behind it.
  if (!report.complete) return "";
  if (report.winner.state !== "won") {
    return leftOut(report) ?? bySdk(report) ?? "What was found does not tell why.";
  }
  if (report.targets.length === 0) return "No target was named: whether it may do anything was not tested.";
  const untested = report.targets.flatMap((target) => untestedAt(report, target));
  if (untested.length === 0) {
    const leader = found.find(({ leads }) => leads);
    return `${leader?.says ?? "Nothing wrong was found"}.`;
  }
  const told = untested.slice(0, SAID_ONE_BY_ONE);
  const more = untested.length - told.length;
  const list = [...told, ...(more === 0 ? [] : [`${more} more`])].join(", ");
  return `${wasAllowed(report) ? "What was tested is allowed. " : ""}Not tested: ${list}.`;
}

/** What is known of the chains of some SDKs, where it is not of all. */
function bySdk(report: Judged): string | undefined {
  const results = [...resultsOfSdks(report)];
  if (report.winner.state !== "unknown" || report.winner.sdk !== undefined || results.length < 2)
    return undefined;
  const list = results.map(([sdks, { result }]) => `${sdks}: ${result}`).join("; ");
  return `It is known of some SDKs only (${list}): --sdk says which is the app's.`;
}

/** Nothing is known of a link because this run itself left it out. */
function leftOut({ chains, links, winner, invocation }: Judged): string | undefined {
  if (winner.state !== "unknown") return undefined;
  const { only, skip } = invocation.options;
  const unknown = chains.map(({ steps }) => steps.find(({ effect }) => effect === "unknown")?.link);
  const left = links.flatMap(({ id, outcome }) => {
    if (outcome !== "skipped") return [];
    if (only.length > 0 && !only.includes(id)) return [{ id, option: "--only" }];
    return skip.includes(id) ? [{ id, option: "--skip" }] : [];
  });
  const first = left.find(({ id }) => unknown.some((link) => link === id));
  if (first === undefined) return undefined;
  const more = left.length === 1 ? "" : ` and ${left.length - 1} more`;
  return `This run left out links that the app asks: ${first.id}${more} (${first.option}).`;
}

/** What is still open at a target: permissions that could not be asked for, or all of it. */
function untestedAt(report: Judged, target: Target): readonly string[] {
  if (target.passedOver === true) return [];
  const rows = ownRows(report, target);
  if (rows.length === 0) return [`any access to ${target.resource}`];
  return rows
    .filter(({ verdict }) => verdict === "not-tested")
    .map((row) => `${row.level} ${targetName(target, row)}`);
}

/** Something was tested, and nothing of that came to anything else. */
function wasAllowed(report: Judged): boolean {
  const tested = report.targets
    .flatMap((target) => ownRows(report, target))
    .filter(({ verdict }) => verdict !== "not-tested");
  return tested.length > 0 && tested.every(({ verdict }) => verdict === "allowed");
}
