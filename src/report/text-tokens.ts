import { NUMERIC_DATES } from "../model/numeric-date.ts";
import type { Link, Token } from "../model/report.ts";
import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { marksOf, winningLinks } from "./marks.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { shownTokens } from "./shown-tokens.ts";
import { pairs, table } from "./table.ts";
import { hang } from "./wrap.ts";

/** What is in the tokens that the app would get. */
export function tokenLines(report: SealedReport, page: Page): string[] {
  const winning = winningLinks(report);
  return report.links
    .filter(({ id }) => winning.has(id))
    .flatMap((link) =>
      shownTokens(link).flatMap((token) => [
        ...headOf(report, link, page),
        ...pairs([...circumstancesOf(link, token), ...entriesOf(link, token)], page, 4),
      ]),
    );
}

/** Whom the tokens of the links that do not win speak for; of those that should win perhaps, what is in them too. */
export function otherTokenLines(report: SealedReport, page: Page): string[] {
  const winning = winningLinks(report);
  const shadowed = new Set(report.chains.flatMap((chain) => chain.shadowed));
  return briefTokens(report)
    .filter(({ link }) => !winning.has(link.id))
    .flatMap(({ link, token, brief }) => [
      ...headOf(report, link, page),
      ...hang("    ", brief, page.width),
      ...(shadowed.has(link.id) ? pairs(claimEntries(token), page, 4) : []),
    ]);
}

/** In brief, whom the first token of each link speaks for. */
export function briefTokenLines(report: SealedReport, page: Page): string[] {
  return briefTokens(report).flatMap(({ link, brief }) => [
    ...headOf(report, link, page),
    ...hang("    ", brief, page.width),
  ]);
}

/** Each link that got a token, and whom the first one speaks for. */
export function briefTokens({ links }: SealedReport): {
  readonly link: Link;
  readonly token: Token;
  readonly brief: string;
}[] {
  return links.flatMap((link) => {
    const token = shownTokens(link).find(({ outcome }) => outcome === "succeeded");
    return token === undefined ? [] : [{ link, token, brief: briefOf(link, token) }];
  });
}

function headOf(report: SealedReport, { id }: Link, page: Page): string[] {
  return table([{ cells: [page.colours.bold(id), marksOf(report, id, page)] }], page);
}

type Entries = readonly (readonly [string, string | undefined])[];

/** What is special about how a token came, or did not. */
function circumstancesOf({ withoutProxy }: Link, token: Token): Entries {
  return [
    [LABELS.asked, token === withoutProxy?.token ? LABELS.withoutProxy : undefined],
    [LABELS.outcome, token.outcome === "succeeded" ? undefined : failureOf(token)],
  ];
}

/** What became of a token that did not come. */
export function failureOf({ outcome, error }: Token): string {
  return error === undefined ? outcome : `${outcome}: ${error.text}`;
}

function entriesOf(link: Link, token: Token): Entries {
  if (token.opaque === true) return opaqueEntries(token);
  return [
    [LABELS.kind, token.identity?.kind],
    ...factEntries(link, token),
    [LABELS.claims, otherClaims(token)],
  ];
}

/** Whose token it is, for what, until when, and whence. */
export function factEntries(link: Link, token: Token): Entries {
  const { identity } = token;
  return [
    [LABELS.because, identity?.why],
    [LABELS.tenant, token.tenantId],
    [LABELS.objectId, identity?.objectId],
    [LABELS.clientId, identity?.clientId],
    [LABELS.resourceId, identity?.resourceId],
    [LABELS.audience, token.audience],
    [LABELS.issuer, token.issuer],
    ...timesOf(token),
    [LABELS.scope, token.scope],
    [LABELS.source, link.source],
  ];
}

/** What the brief form leaves out. */
function claimEntries(token: Token): Entries {
  return [
    [LABELS.audience, token.audience],
    [LABELS.issuer, token.issuer],
    ...timesOf(token),
    [LABELS.claims, otherClaims(token)],
  ];
}

function opaqueEntries(token: Token): Entries {
  return [[LABELS.kind, LABELS.opaque], [LABELS.scope, token.scope], ...timesOf(token)];
}

function timesOf({ issuedAt, expiresAt }: Token): Entries {
  return [
    [LABELS.issued, issuedAt === undefined ? undefined : formatTime(issuedAt)],
    [LABELS.expires, expiresAt === undefined ? undefined : formatTime(expiresAt)],
  ];
}

/** Claims whose value is not shown already, under a name that says more. */
function otherClaims({ claims, identity, tenantId, audience, issuer }: Token): string {
  const shown = new Set(
    [identity?.objectId, identity?.clientId, identity?.resourceId, tenantId, audience, issuer].map(lower),
  );
  return Object.entries(claims)
    .filter(([name, value]) => !NUMERIC_DATES.has(name) && !shown.has(lower(String(value))))
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(" ") : String(value)}`)
    .join(", ");
}

function lower(text: string | undefined): string | undefined {
  return text?.toLowerCase();
}

function briefOf({ withoutProxy }: Link, token: Token): string {
  const { identity, opaque, scope } = token;
  if (opaque === true || identity === undefined) return `${LABELS.unknown}, ${LABELS.scope} ${scope}`;
  const { kind, objectId, clientId, resourceId } = identity;
  return [
    kind,
    ...(token.tenantId === undefined ? [] : [`${LABELS.tenant} ${token.tenantId}`]),
    ...(objectId === undefined ? [] : [`${LABELS.objectId} ${objectId}`]),
    ...(clientId === undefined ? [] : [`${LABELS.clientId} ${clientId}`]),
    ...(resourceId === undefined ? [] : [resourceId]),
    ...(token === withoutProxy?.token ? [LABELS.withoutProxy] : []),
  ].join(", ");
}
