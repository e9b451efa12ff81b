import { messageLines } from "../message-text.ts";
import { pageOf } from "../page.ts";
import type { SealedReport } from "../seal.ts";
import { evidenceLink } from "./evidence.ts";
import { markup, type Part } from "./markup.ts";
import { WORDS } from "./words.ts";

/** No line is broken: the window does that. */
const WIDTH = 100_000;

/** What the error says that the app itself shows, and folded the text itself. */
export function messageBody(report: SealedReport): Part {
  const lines = messageLines(report, pageOf({ width: WIDTH }));
  if (lines.length === 0) return undefined;
  return markup`<ul>
${lines.map((line) => markup`<li>${line.trim().replaceAll(/ {2,}/g, ": ")}</li>\n`)}</ul>
${
  report.message !== undefined &&
  markup`<details>
<summary>${WORDS.messageWhole}</summary>
<pre class="log">${report.message}</pre>
</details>
`
}`;
}

/** What is in order, so that nobody fixes it. */
export function worksBody(report: SealedReport): Part {
  const { works = [] } = report;
  if (works.length === 0) return undefined;
  return markup`<ul>
${works.map(
  ({ what, evidence }) =>
    markup`<li>${what} <span class="pointers">${evidence.map((pointer) => markup`<span>${evidenceLink(report, pointer)}</span> `)}</span></li>\n`,
)}</ul>
`;
}
