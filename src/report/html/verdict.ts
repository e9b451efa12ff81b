import { EXIT_MEANINGS } from "../../catalogue/exit-codes.ts";
import { formatTime } from "../format.ts";
import type { SealedReport } from "../seal.ts";
import { findingId } from "./findings.ts";
import { markup, type Markup } from "./markup.ts";
import { WORDS } from "./words.ts";

/** What it came to, before anything else. */
export function verdictCard(report: SealedReport): Markup {
  const { headline, detail, exitCode } = report.verdict;
  return markup`<section class="verdict ${moodOf(exitCode)}" aria-labelledby="verdict">
<p class="when">${WORDS.report} <span>${report.host.kind}</span> <span>${formatTime(report.finishedAt)}</span></p>
<h1 id="verdict">${headline}</h1>
${detail !== "" && markup`<p class="detail">${detail}</p>\n`}<p class="exit">${WORDS.exitCode(exitCode, EXIT_MEANINGS[exitCode])}</p>
${findingLinks(report)}</section>
`;
}

/** Yes, no, or that it could not be told: as in the text. */
function moodOf(exitCode: number): "yes" | "no" | "unclear" {
  if (exitCode === 0) return "yes";
  return exitCode === 4 ? "unclear" : "no";
}

function findingLinks({ findings }: SealedReport): Markup {
  if (findings.length === 0) return markup``;
  return markup`<ul class="found">
${findings.map(
  ({ level, title }, index) =>
    markup`<li><span class="level ${level}">${level}</span> <a href="#${findingId(index)}">${title}</a></li>
`,
)}</ul>
`;
}
