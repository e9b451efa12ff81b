import type {
  Evidence,
  Finding,
  Link,
  LinkEvidence,
  Report,
  Target,
  Token,
  TokenEvidence,
} from "../model/report.ts";
import type { LinkId, OtherShell, Route } from "../model/words.ts";
import { forRun, startedAs } from "../catalogue/fixes.ts";
import { hostKind } from "../catalogue/hosts/index.ts";
import { forPowerShell } from "../catalogue/powershell.ts";
import type { HostResource } from "../catalogue/host-resource.ts";
import { passedOver } from "./alternatives.ts";
import { askingLink } from "./asking-link.ts";
import { chainsOf } from "./chains.ts";
import { hostResource } from "./describe.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { Found } from "./finding.ts";
import { headlineOf } from "./headline.ts";
import { identityOf } from "./identity.ts";
import type { Judged } from "./judged.ts";
import { messageFindingsOf } from "./message/findings.ts";
import { readMessage } from "./read-message.ts";
import { ranked } from "./rank.ts";
import { routeOf } from "./route.ts";
import { rules } from "./rules/index.ts";
import { unusableAnswer } from "./unusable-answer.ts";
import { verdictOf } from "./verdicts.ts";
import { winnerOf } from "./winner.ts";
import { worksOf } from "./works.ts";

/**
 * Everything a report says beyond its evidence: identities, verdicts, chains, findings. Pure: the same evidence
 * gives the same report, today or from a saved file.
 *
 * @example
 * const report = judge(evidence);
 * console.log(report.verdict.headline);
 */
export function judge(evidence: Evidence): Report {
  const links = evidence.links.map(judgedLink);
  const targets = evidence.targets.map((target) => ({
    ...target,
    ...withRoute(routeOf(target)),
    access: target.access.map((row) => ({
      ...row,
      ...verdictOf(row, target, evidence.environment, links.find(({ id }) => id === row.link)?.tokens),
    })),
  }));
  const chains = chainsOf({
    links,
    environment: evidence.environment,
    options: evidence.invocation.options,
    host: evidence.host,
  });
  const winner = winnerOf(chains, links, evidence);
  const connected = targets.map((target) => withConnection(target, askingLink({ links, winner }, target)));
  const others = passedOver(connected);
  const judged: Judged = {
    ...{ ...evidence, links, chains, winner },
    ...(evidence.message === undefined ? {} : { messageReading: readMessage(evidence.message) }),
    targets: connected.map((target) => (others.has(target) ? { ...target, passedOver: true } : target)),
  };
  const seen = rules.flatMap((rule) => rule(judged));
  const explained = [...seen, ...unusableAnswer(judged, seen)];
  const found = [...explained, ...messageFindingsOf(judged, explained)];
  const told = ranked(found);
  const host = hostResource(judged);
  const shell = shellOf(judged);
  const findings = told.map((one) => findingOf(one, host, evidence.invocation, shell));
  const verdict = { exitCode: exitCodeOf(judged), ...headlineOf(judged, told, found) };
  return { ...judged, works: worksOf(judged), findings, verdict, redactions: [] };
}

/** Whose token a target's connection uses, where a setting names the target. */
function withConnection(target: Target, link: LinkId | null): Target {
  return target.discovered === undefined ? target : { ...target, connectionLink: link };
}

function withRoute(route: Route | undefined): { route?: Route } {
  return route === undefined ? {} : { route };
}

function judgedLink({ withoutProxy, ...link }: LinkEvidence): Link {
  const direct = withoutProxy?.token;
  return {
    ...link,
    ...(withoutProxy === undefined
      ? {}
      : {
          withoutProxy: { ...withoutProxy, ...(direct === undefined ? {} : { token: withIdentity(direct) }) },
        }),
    tokens: link.tokens.map(withIdentity),
  };
}

function withIdentity(token: TokenEvidence): Token {
  const identity = identityOf(token);
  return identity === undefined ? token : { ...token, identity };
}

/** As a report has it: what is to be done fits the host and its shell, and what is to be run again names the run's targets
 * and identity. */
function findingOf(
  found: Found,
  host: HostResource,
  run: Judged["invocation"],
  shell: OtherShell | "posix",
): Finding {
  const { slug, level, title, cause, evidence, help } = found;
  const fixes = found.fixesOn(host).map((fix) => {
    const named = forRun(fix, run);
    const told = shell === "posix" ? named : forPowerShell(named, hostKind(host.kind).commandsElsewhere);
    return { ...told, commands: told.commands.map((line) => startedAs(line, run.program ?? "credprobe")) };
  });
  return { slug, level, title, cause, evidence, fixes, help };
}

/** Where the console is Windows', commands are PowerShell's; what the report was made on, and what the lab simulates. */
function shellOf({ host, tool }: Judged): OtherShell | "posix" {
  return hostKind(host.kind).isWindows === true || tool.platform.startsWith("win32") ? "powershell" : "posix";
}
