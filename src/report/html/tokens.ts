import { meaningOfClaim } from "../../catalogue/claims.ts";
import { NUMERIC_DATES, timeOfNumericDate } from "../../model/numeric-date.ts";
import type { Link, Token } from "../../model/report.ts";
import { formatTime } from "../format.ts";
import { LABELS } from "../labels.ts";
import { winningLinks } from "../marks.ts";
import type { SealedReport } from "../seal.ts";
import { shownTokens } from "../shown-tokens.ts";
import { factEntries, failureOf } from "../text-tokens.ts";
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
  const { identity, outcome, opaque, claims } = token;
  const which = `${link.id}${index === undefined ? "" : ` (${index + 1}: ${token.scope})`}`;
  const facts = factsOf([
    [LABELS.asked, token === link.withoutProxy?.token && LABELS.withoutProxy],
    [LABELS.outcome, outcome !== "succeeded" && failureOf(token)],
    [LABELS.kind, opaque === true ? LABELS.opaque : identity?.kind],
    ...factEntries(link, token),
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

function claimValue(name: string, value: Token["claims"][string]): Markup {
  const shown = Array.isArray(value) ? value.join(" ") : String(value);
  const time = NUMERIC_DATES.has(name) ? timeOfNumericDate(value) : undefined;
  return markup`<span class="value">${shown}</span>${time !== undefined && markup`<br>${formatTime(time)}`}`;
}
