import type { Finding } from "../model/report.ts";
import { describeIdentity, identityOfLink, linkById } from "./describe.ts";
import type { Judged } from "./judged.ts";
import { targetName } from "./rules/grant.ts";

/** The verdict in one sentence, and what stands behind it in another. */
export function headlineOf(
  report: Judged,
  findings: readonly Finding[],
): { headline: string; detail: string } {
  const cause = findings.find(({ level }) => level !== "info");
  return {
    headline: `${whoWins(report)}${whatItMay(report)}`,
    detail: cause === undefined ? nothingWrong(report) : `${cause.title}. ${cause.cause}`,
  };
}

function whoWins(report: Judged): string {
  const { state, link, sdk } = report.winner;
  const who = sdk === undefined ? "The app" : `A ${sdk} app`;
  switch (state) {
    case "won":
      return `${who} gets ${describeIdentity(identityOfLink(linkById(report, link)))} (${link})`;
    case "none":
      return `${who} gets no token: no link of the chain wins`;
    case "split":
      return "Which identity the app gets depends on its SDK";
    case "unknown":
      return "Which identity the app gets could not be determined";
  }
}

function whatItMay(report: Judged): string {
  const said = report.targets.flatMap((target) =>
    target.access
      .filter((row) => row.link === report.winner.link)
      .map((row) => `${row.level} ${targetName(target, row)}: ${row.verdict}`),
  );
  return said.length === 0 ? "." : `; ${said.join(", ")}.`;
}

function nothingWrong(report: Judged): string {
  return report.targets.length === 0
    ? "No target was named: whether it may do anything was not tested."
    : "Nothing wrong was found.";
}
