import { createHash } from "node:crypto";
import { escapeControls } from "../model/escape-text.ts";
import { accessBody } from "./html/access.ts";
import { chainBody } from "./html/chain.ts";
import { inOrder } from "./in-order.ts";
import { evidenceBody } from "./html/evidence.ts";
import { findingsBody } from "./html/findings.ts";
import { literal, markup, textOf, type Markup, type Part } from "./html/markup.ts";
import { STYLE } from "./html/style.ts";
import { environmentBody, hostBody, logBody, redactionsBody } from "./html/surroundings.ts";
import { ticketBody } from "./html/ticket.ts";
import { timeBody } from "./html/time.ts";
import { messageBody, worksBody } from "./html/told.ts";
import { tokensBody } from "./html/tokens.ts";
import { verdictCard } from "./html/verdict.ts";
import { WORDS } from "./html/words.ts";
import { LABELS } from "./labels.ts";
import { mapStrings } from "./map-strings.ts";
import type { SealedReport } from "./seal.ts";
import { toolOf } from "./text-host.ts";

/** Texts that may have several lines; a newline anywhere else could fake a line of this report. */
const MAY_HAVE_LINES = /^\/(?:verdict\/detail|findings\/\d+\/cause)$|\/errorBody$|^\/message$/;

const SECTIONS: readonly (readonly [
  name: keyof typeof WORDS.sections,
  draw: (report: SealedReport) => Part,
])[] = [
  ["chain", chainBody],
  ["findings", findingsBody],
  ["message", messageBody],
  ["works", worksBody],
  ["access", accessBody],
  ["tokens", tokensBody],
  ["time", timeBody],
  ["ticket", ticketBody],
  ["environment", environmentBody],
  ["host", hostBody],
  ["redactions", redactionsBody],
  ["log", logBody],
  ["evidence", evidenceBody],
];

/**
 * The report as one page that stands alone: no script, nothing that is fetched, and a policy that would forbid both.
 * The same report gives the same bytes, all of them ASCII; nothing is told that does not stand in the report.
 */
export function renderHtml(report: SealedReport): string {
  // The evidence is shown as it stands.
  const safe = mapStrings(inOrder(report), (text, place) =>
    escapeControls(text, { keepNewlines: text.includes("\n") && MAY_HAVE_LINES.test(place.pointer) }),
  );
  const sections = SECTIONS.flatMap(([name, draw]) => {
    const body = draw(safe);
    return body === undefined ? [] : [{ name, title: WORDS.sections[name], body }];
  });
  const page = markup`${head(safe)}<body>
${labMark(safe)}<main>
${verdictCard(safe)}<nav aria-label="${WORDS.onThisPage}">
<ul>
${sections.map(({ name, title }) => markup`<li><a href="#${name}">${title}</a></li>\n`)}</ul>
</nav>
${sections.map(
  ({ name, title, body }) => markup`<section class="part" aria-labelledby="${name}">
<h2 id="${name}">${title}</h2>
${body}</section>
`,
)}</main>
<footer>
<p>${WORDS.footer(toolOf(safe.tool))}</p>
${safe.lab !== undefined && markup`<p>${LABELS.lab(safe.lab.scenario)}</p>\n`}</footer>
</body>
</html>
`;
  return textOf(page);
}

function head({ verdict, lab }: SealedReport): Markup {
  // Of a length whose base64 has no padding: nobody who searches a report for keys takes it for one.
  const hash = createHash("sha384").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha384-${hash}'; base-uri 'none'; form-action 'none'`;
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${literal(policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${lab !== undefined && `${WORDS.labMark}: `}credprobe: ${verdict.headline}</title>
<style>${literal(STYLE)}</style>
</head>
`;
}

/** In sight wherever one scrolls: what is told of a simulated host is true of no real one. */
function labMark({ lab }: SealedReport): Markup {
  return markup`${lab !== undefined && markup`<header class="lab"><p>${LABELS.lab(lab.scenario)}</p></header>\n`}`;
}
