import { findService } from "../../catalogue/services/index.ts";
import { hostOf, isReached, linkPointer } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** A name that was looked up in vain, and where the report tells of it. */
interface Unanswered {
  readonly host: string;
  readonly what: string;
  readonly pointer: string;
}

/** The name server gave no answer, not even that there is no such name. */
export const silentNameServer: Rule = (report) => {
  const logins = loginHosts(report);
  const names = [...logins, ...targetHosts(report)];
  const [first] = names;
  if (first === undefined) return [];
  const hosts = [...new Set(names.map(({ host }) => host))];
  const args = { hosts, what: first.what, ofLogin: logins.length > 0 };
  return [
    finding(
      "names-not-answered",
      args,
      names.map(({ pointer }) => pointer),
    ),
  ];
};

/** ENOTFOUND is an answer. */
function isUnanswered(code: string | undefined): boolean {
  return code !== undefined && code !== "ENOTFOUND";
}

function loginHosts(report: Judged): Unanswered[] {
  return report.links
    .filter(({ id, outcome }) => outcome !== "succeeded" && isReached(report, id))
    .filter(({ id }) => id === "environment" || id === "workload-identity")
    .flatMap(({ id, exchanges }) => {
      const { url = "", failure, via } = exchanges.at(-1) ?? {};
      // What is looked up for a proxy is the proxy.
      if (via !== undefined || failure?.stage !== "dns" || !isUnanswered(failure.code)) return [];
      return [{ host: hostOf(url), what: failure.code, pointer: `${linkPointer(report, id)}/exchanges` }];
    });
}

function targetHosts({ targets }: Judged): Unanswered[] {
  return targets.flatMap(({ url, stages, service }, index) => {
    const at = stages.findIndex(({ stage, outcome }) => stage === "dns" && outcome === "failed");
    const { code, detail = "" } = stages[at] ?? {};
    if (!isUnanswered(code) || findService(service) === undefined) return [];
    return [{ host: hostOf(url), what: detail, pointer: `/targets/${index}/stages/${at}` }];
  });
}
