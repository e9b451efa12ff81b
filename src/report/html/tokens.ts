import { meaningOfClaim } from "../../catalogue/claims.ts";
import type { Link, Token } from "../../model/report.ts";
import { formatTime } from "../format.ts";
import { LABELS } from "../labels.ts";
import { winningLinks } from "../marks.ts";
import type { SealedReport } from "../seal.ts";
import { shownTokens } from "../shown-tokens.ts";
import { lanesOf, tagsOf } from "./lanes.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { factsOf, tableOf } from "./table.ts";
import { WORDS } from "./words.ts";

/** What is in the tokens: of the links that win in sight, of the others folded. */
export function tokensBody(report: SealedReport): Part {
  const winning = winningLinks(report);
  const lanes = lanesOf(report);
  const withTokens = report.links.filter((link) => shownTokens(link).length > 0);
  if (withTokens.length === 0) return markup`<p>${WORDS.noToken}</p>`;
  const order = [
    ...withTokens.filter(({ id }) => winning.has(id)),
    ...withTokens.filter(({ id }) => !winning.has(id)),
  ];
  return order.map((link) => {
    const tags = tagsOf(report, lanes, link.id).map(
      ({ kind, text }) => markup` <span class="tag ${kind}">${text}</span>`,
    );
    const tokens = shownTokens(link);
    const parts = tokens.map((token, index) => tokenPart(link, token, tokens.length > 1 ? index : undefined));
    if (winning.has(link.id)) return markup`<h3><code>${link.id}</code>${tags}</h3>\n${parts}`;
    const brief = tokens.map(briefOf).join("; ");
    return markup`<details class="more">
<summary><h3><code>${link.id}</code>${tags}</h3> <span>${brief}</span></summary>
${parts}</details>
`;
  });
}

function briefOf({ outcome, opaque, identity }: Token): string {
  if (outcome !== "succeeded") return outcome;
  if (opaque === true || identity === undefined) return LABELS.unknown;
  const { kind, objectId } = identity;
  return objectId === undefined ? kind : `${kind}, ${LABELS.objectId} ${objectId}`;
}

function tokenPart(link: Link, token: Token, index: number | undefined): Markup {
  const { identity, error, outcome, opaque, claims } = token;
  const which = `${link.id}${index === undefined ? "" : ` (${index + 1}: ${token.scope})`}`;
  const facts = factsOf([
    [LABELS.asked, token === link.withoutProxy?.token && LABELS.withoutProxy],
    [
      LABELS.outcome,
      outcome !== "succeeded" && (error === undefined ? outcome : `${outcome}: ${error.text}`),
    ],
    [LABELS.kind, opaque === true ? LABELS.opaque : identity?.kind],
    [LABELS.because, identity?.why],
    [LABELS.tenant, token.tenantId],
    [LABELS.objectId, identity?.objectId],
    [LABELS.clientId, identity?.clientId],
    [LABELS.resourceId, identity?.resourceId],
    [LABELS.audience, token.audience],
    [LABELS.issuer, token.issuer],
    [LABELS.issued, token.issuedAt && formatTime(token.issuedAt)],
    [LABELS.expires, token.expiresAt && formatTime(token.expiresAt)],
    [LABELS.scope, token.scope],
    [LABELS.source, link.source],
  ]);
  const rows = Object.entries(claims).map(([name, value]) => ({
    cells: [markup`<code>${name}</code>`, claimValue(name, value), meaningOfClaim(name) ?? ""],
  }));
  if (rows.length === 0) return facts;
  const { columns } = WORDS;
  return markup`${facts}${tableOf({
    caption: WORDS.claimsCaption(which),
    columns: [columns.claim, columns.value, columns.means],
    rows,
    long: [columns.means],
  })}`;
}

/** Times of a token are seconds since 1970. */
const TIMES: ReadonlySet<string> = new Set(["iat", "nbf", "exp"]);
const LATEST = 253_402_300_799;

function claimValue(name: string, value: Token["claims"][string]): Markup {
  const shown = Array.isArray(value) ? value.join(" ") : String(value);
  const isTime = TIMES.has(name) && typeof value === "number" && value >= 0 && value <= LATEST;
  return markup`<span class="value">${shown}</span>${
    isTime && markup`<br>${formatTime(new Date(value * 1000).toISOString())}`
  }`;
}
