import { linkDefinition } from "../../catalogue/links/index.ts";
import { isAzuresIssuer, isUntrusted } from "../../catalogue/tls-errors.ts";
import { sameId } from "../../model/ids.ts";
import type { Certificate, Exchange, Link, StageResult } from "../../model/report.ts";
import { hostOf, isReached, linkPointer } from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** A certificate that a host of Azure's showed, and where it stands in the report. */
interface Shown {
  readonly host: string;
  readonly certificate: Certificate;
  /** Why the connection was broken off, when it was. */
  readonly code?: string | undefined;
  readonly pointer: string;
  readonly isTarget: boolean;
}

/** Whether a connection was broken off because nobody who is trusted had signed the certificate. */
export function isIntercepted(certificate: Certificate | undefined, code: string | undefined): boolean {
  return isForeign(certificate) && isUntrusted(code);
}

/** An authority that issues no certificates for Azure. */
function isForeign(certificate: Certificate | undefined): boolean {
  return certificate !== undefined && !isAzuresIssuer(certificate.issuerOrganization);
}

/** Something on the way opens the TLS of Entra or of a target, with certificates of its own. */
export const interceptedTls: Rule = (report) => {
  const shown = shownBy(report);
  const refused = shown.filter(({ certificate, code }) => isIntercepted(certificate, code));
  if (refused.length > 0) return byIssuer(refused).map((group) => refusal(report, group));
  const byVariable = report.environment.some(
    ({ name, state }) => name === "NODE_EXTRA_CA_CERTS" && state === "set",
  );
  const trusted = shown.filter(({ certificate, code }) => isForeign(certificate) && code === undefined);
  return byIssuer(trusted).map(({ issuer, hosts, pointers }) =>
    finding("tls-inspected", { issuer, hosts, byVariable }, pointers),
  );
};

interface Group {
  readonly issuer: string;
  readonly hosts: readonly string[];
  readonly codes: readonly string[];
  readonly pointers: readonly string[];
  readonly hitsTarget: boolean;
}

function refusal({ winner }: Judged, { issuer, hosts, codes, pointers, hitsTarget }: Group): Found {
  const level = winner.state === "won" && !hitsTarget ? "warning" : "error";
  return finding("tls-intercepted", { issuer, hosts, codes }, pointers, level);
}

function byIssuer(all: readonly Shown[]): Group[] {
  const issuers = [...new Set(all.map(({ certificate }) => certificate.issuer))];
  return issuers.map((issuer) => {
    const shown = all.filter(({ certificate }) => certificate.issuer === issuer);
    return {
      issuer,
      hosts: [...new Set(shown.map(({ host }) => host))],
      codes: [...new Set(shown.flatMap(({ code }) => code ?? []))],
      pointers: shown.map(({ pointer }) => pointer),
      hitsTarget: shown.some(({ isTarget }) => isTarget),
    };
  });
}

function shownBy(report: Judged): Shown[] {
  const links = report.links.filter((link) => asksEntra(link) && isReached(report, link.id));
  return [
    ...links.flatMap((link) =>
      link.exchanges.flatMap((exchange, index) =>
        exchangeShows(exchange, `${linkPointer(report, link.id)}/exchanges/${index}`, false),
      ),
    ),
    ...report.targets.flatMap(({ url, stages, challengeExchange, access }, index) => [
      ...stages.flatMap((stage, place) => stageShows(stage, url, `/targets/${index}/stages/${place}`)),
      ...(challengeExchange === undefined
        ? []
        : exchangeShows(challengeExchange, `/targets/${index}/challengeExchange`, true)),
      ...access.flatMap(({ exchange }, place) =>
        exchange === undefined ? [] : exchangeShows(exchange, `/targets/${index}/access/${place}`, true),
      ),
    ]),
  ];
}

function asksEntra({ id, source }: Link): boolean {
  return linkDefinition(id).endpoint === "entra" || source === "TokenExchange";
}

function exchangeShows(
  { url, certificate, failure }: Exchange,
  pointer: string,
  isTarget: boolean,
): readonly Shown[] {
  const host = hostOf(url);
  return certificate === undefined ? [] : [{ host, certificate, code: failure?.code, pointer, isTarget }];
}

function stageShows({ certificate, code }: StageResult, url: string, pointer: string): readonly Shown[] {
  return certificate === undefined ? [] : [{ host: hostOf(url), certificate, code, pointer, isTarget: true }];
}

/**
 * Service Fabric's endpoint certifies itself. Python 1.27 and Go 1.15 compare the thumbprint, JavaScript 4.13.1 and
 * 4.14.1 and Java 1.19 do not take such a certificate (measured).
 */
export const fabricCertificate: Rule = (report) => {
  if (report.winner.state === "won") return [];
  const named = report.environment.find(({ name }) => name === "IDENTITY_SERVER_THUMBPRINT")?.value;
  return report.links
    .filter(({ id, source }) => source === "ServiceFabric" && isReached(report, id))
    .flatMap((link) => {
      const index = link.exchanges.findIndex(({ failure }) => isUntrusted(failure?.code));
      const { certificate, failure } = link.exchanges[index] ?? {};
      if (certificate === undefined) return [];
      const { issuer, thumbprint } = certificate;
      const isNamed = sameId(named, thumbprint);
      const pointer = `${linkPointer(report, link.id)}/exchanges/${index}`;
      return [
        finding("fabric-certificate-untrusted", { issuer, code: failure?.code ?? "", isNamed }, [pointer]),
      ];
    })
    .slice(0, 1);
};
