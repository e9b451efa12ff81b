import type { Access, Finding, Target } from "../../model/report.ts";
import { describeIdentity, hostOf, identityOfLink, linkById } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { grantFor, targetName } from "./grant.ts";

/** What the winner's probes found: one finding per refused or unclear row, one per target that was not reached. */
export const access: Rule = (report) =>
  report.targets.flatMap((target, index) => targetFindings(report, target, index));

function targetFindings(report: Judged, target: Target, index: number): readonly Finding[] {
  const unreached = notReached(target, index);
  if (unreached !== undefined) return [unreached];
  return target.access.flatMap((row, position) => {
    if (row.link !== report.winner.link) return [];
    const found = rowFinding(report, target, row, `/targets/${index}/access/${position}`);
    return found === undefined ? [] : [found];
  });
}

function notReached(target: Target, index: number): Finding | undefined {
  const failed = target.stages.findIndex(({ outcome }) => outcome === "failed");
  const stage = target.stages[failed];
  if (stage === undefined || target.access.some(({ status }) => status !== undefined)) return undefined;
  const evidence = [`/targets/${index}/stages/${failed}`];
  if (stage.code === "ENOTFOUND") {
    return finding("name-does-not-resolve", { host: hostOf(target.url) }, evidence);
  }
  return finding(
    "target-unreachable",
    { target: target.resource, what: `${stage.stage}: ${stage.detail}` },
    evidence,
  );
}

function rowFinding(report: Judged, target: Target, row: Access, pointer: string): Finding | undefined {
  const found = identityOfLink(linkById(report, row.link));
  const identity = describeIdentity(found);
  const place = { identity, target: targetName(target, row) };
  const answer = `${row.status ?? "nothing"}${row.errorCode === undefined ? "" : ` ${row.errorCode}`}`;
  switch (row.verdict) {
    case "allowed":
    case "not-tested":
      return undefined;
    case "denied-rbac":
      return finding("role-missing", { ...place, action: row.action, grant: grantFor(target, row, found) }, [
        pointer,
      ]);
    case "denied-network":
      return finding("network-rule-refuses", { ...place, resource: target.resource }, [pointer]);
    case "not-found":
      return finding(
        "container-not-found",
        { ...place, container: row.testedScope.name, resource: target.resource },
        [pointer],
      );
    case "inconclusive":
      return row.status === 403 && !row.testedScope.named
        ? finding("name-the-container", { ...place, url: target.url }, [pointer])
        : finding("answer-unclear", { ...place, answer }, [pointer]);
    case "unreachable":
      return finding(
        "target-unreachable",
        { target: target.resource, what: row.exchange?.failure?.code ?? "no answer" },
        [pointer],
      );
    case "throttled":
      return finding("answer-unclear", { ...place, answer }, [pointer]);
    default:
      return finding("token-not-accepted", { ...place, verdict: row.verdict, text: answer }, [pointer]);
  }
}

export const cutTargets: Rule = (report) => {
  const { cut } = report.invocation;
  return cut.length === 0
    ? []
    : [finding("target-query-cut", { targets: cut.map(({ target }) => target) }, ["/invocation/cut"])];
};
