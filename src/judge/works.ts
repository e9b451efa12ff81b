import { SOURCES, type SourceName } from "../catalogue/managed-identity-sources.ts";
import { rowOf } from "../catalogue/row-of-answer.ts";
import { NOTABLE_SKEW_SECONDS } from "../catalogue/skew.ts";
import type { Access, Link, Target, Working } from "../model/report.ts";
import { isManagedIdentity } from "../model/words.ts";
import { askingLink } from "./asking-link.ts";
import { hostOf, linkById } from "./describe.ts";
import type { Judged } from "./judged.ts";

/** More than these of a kind are told as one. */
const TOLD_ONE_BY_ONE = 2;

/** What was seen to work, so that nobody fixes it; of what was not seen nothing is said. */
export function worksOf(report: Judged): Working[] {
  return [
    ...tokenWorks(report),
    ...endpointAnswers(report),
    ...loginAnswers(report),
    ...ways(report),
    ...acceptances(report),
    ...clockIsRight(report),
  ];
}

/** The winner's token, where its end can be read and lies ahead. */
function tokenWorks(report: Judged): Working[] {
  const link = linkById(report, report.winner.link);
  const index = link === undefined ? -1 : report.links.indexOf(link);
  const at = (link?.tokens ?? []).findIndex(
    ({ outcome, expiresAt }) => outcome === "succeeded" && expiresAt !== undefined,
  );
  const token = link?.tokens[at];
  if (token?.expiresAt === undefined) return [];
  const minutes = Math.floor((Date.parse(token.expiresAt) - Date.parse(report.finishedAt)) / 60_000);
  if (minutes < 1) return [];
  return [
    {
      what: `The app's identity gets a token, valid for another ${lengthOf(minutes)}`,
      evidence: [`/links/${index}/tokens/${at}`],
    },
  ];
}

function lengthOf(minutes: number): string {
  const [count, unit] = minutes < 120 ? [minutes, "minute"] : [Math.floor(minutes / 60), "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** Whoever is at the metadata address, it is the one that belongs there; refusing an identity is an answer. */
function endpointAnswers({ host: { metadata } }: Judged): Working[] {
  if (metadata?.state !== "answers") return [];
  const { source = "Imds" } = metadata;
  const name = Object.hasOwn(SOURCES, source) ? SOURCES[source as SourceName] : source;
  return [{ what: `The managed identity's endpoint answers: ${name}`, evidence: ["/host/metadata"] }];
}

/** Entra's own answers, good or bad: names, network, proxy and certificates up to it are in order. */
function loginAnswers({ links }: Judged): Working[] {
  const hosts = new Map<string, string>();
  for (const [index, link] of links.entries()) {
    const exchange = link.exchanges.findLastIndex(({ status }) => status !== undefined);
    const url = link.exchanges[exchange]?.url;
    if (url === undefined || !wasEntra(link)) continue;
    if (!hosts.has(hostOf(url))) hosts.set(hostOf(url), `/links/${index}/exchanges/${exchange}`);
  }
  return [...hosts].map(([host, pointer]) => ({
    what: `The way to Entra's login host ${host} is open: it answers`,
    evidence: [pointer],
  }));
}

/** Entra itself answered the last request: a number of its own, or a token. */
function wasEntra({ id, source, outcome, error }: Link): boolean {
  if (isManagedIdentity(id) ? source !== "TokenExchange" : id !== "environment" && id !== "workload-identity")
    return false;
  return outcome === "succeeded" || (error?.entra ?? []).length > 0;
}

/** Targets that were connected to. */
function ways(report: Judged): Working[] {
  const open = report.targets.flatMap((target, index) => {
    const done = target.stages.filter(({ stage }) => stage !== "challenge");
    const isOpen = done.length > 0 && done.every(({ outcome }) => outcome === "ok");
    return isOpen && target.passedOver !== true ? [{ target, pointer: `/targets/${index}/stages` }] : [];
  });
  const hosts = [...new Set(open.map(({ target }) => hostOf(target.url)))];
  if (hosts.length > TOLD_ONE_BY_ONE) {
    return [
      {
        what: `The ways to ${hosts.length} hosts of targets are open (name, connection${andTls(open.map(({ target }) => target))})`,
        evidence: open.map(({ pointer }) => pointer),
      },
    ];
  }
  return hosts.map((host) => {
    const own = open.filter(({ target }) => hostOf(target.url) === host);
    return {
      what: `The way to ${host} is open (name, connection${andTls(own.map(({ target }) => target))})${isKeptOut(report, own) ? "; it is the resource that refuses this network" : ""}`,
      evidence: own.map(({ pointer }) => pointer),
    };
  });
}

function andTls(targets: readonly Target[]): string {
  return targets.every(({ stages }) => stages.some(({ stage }) => stage === "tls")) ? ", TLS" : "";
}

function isKeptOut(report: Judged, own: readonly { readonly target: Target }[]): boolean {
  return own.some(({ target }) =>
    ownRows(report, target).some(({ verdict }) => verdict === "denied-network"),
  );
}

function ownRows(report: Judged, target: Target): readonly Access[] {
  const link = askingLink(report, target);
  return target.access.filter((row) => row.link === link);
}

/** Resources that took the token, whatever they then said of roles. */
function acceptances(report: Judged): Working[] {
  const accepted = report.targets.flatMap((target, index) => {
    if (target.passedOver === true) return [];
    const row = ownRows(report, target).find((one) => isAccepted(target, one));
    const pointer = row === undefined ? "" : `/targets/${index}/access/${target.access.indexOf(row)}`;
    return row === undefined ? [] : [{ name: target.resource, pointer, row }];
  });
  const names = [...new Set(accepted.map(({ name }) => name))];
  if (names.length === 0) return [];
  const told =
    names.length > TOLD_ONE_BY_ONE
      ? `${names.length} resources accept`
      : `${names.join(" and ")} ${names.length === 1 ? "accepts" : "accept"}`;
  const isRefused = accepted.some(({ row }) => row.verdict === "denied-rbac");
  return [
    {
      what: `${told} the token${isRefused ? "; what it refuses is the permission" : ""}`,
      evidence: accepted.map(({ pointer }) => pointer),
    },
  ];
}

/** Allowed, or refused for want of a role by an answer whose meaning is documented or was seen. */
function isAccepted(target: Target, row: Access): boolean {
  if (row.verdict === "allowed") return true;
  if (row.verdict !== "denied-rbac") return false;
  const confidence = rowOf(target, row)?.confidence;
  return confidence === "documented" || confidence === "observed";
}

function clockIsRight({ host: { clock } }: Judged): Working[] {
  const { skewSeconds, source } = clock;
  if (skewSeconds === undefined || source === undefined) return [];
  return Math.abs(skewSeconds) < NOTABLE_SKEW_SECONDS / 4
    ? [{ what: `This machine's clock agrees with that of ${source}`, evidence: ["/host/clock"] }]
    : [];
}
