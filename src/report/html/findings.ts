import type { Finding, Fix } from "../../model/report.ts";
import type { SealedReport } from "../seal.ts";
import { fixLabel, helpCommand } from "../text-findings.ts";
import { evidenceLink } from "./evidence.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { WORDS } from "./words.ts";

/** What is wrong, why, and the commands that would change it. */
export function findingsBody(report: SealedReport): Part {
  if (report.findings.length === 0) return markup`<p>${WORDS.noFindings}</p>`;
  return report.findings.map((finding, index) => findingArticle(report, finding, index));
}

/** Several findings may have one slug. */
export function findingId(index: number): string {
  return `finding-${index}`;
}

function findingArticle(report: SealedReport, finding: Finding, index: number): Markup {
  const { slug, level, title, cause, evidence, fixes } = finding;
  const id = findingId(index);
  return markup`<article class="finding ${level}" aria-labelledby="${id}">
<h3 id="${id}"><span class="level ${level}">${level}</span> ${title}</h3>
<p class="slug"><code>${slug}</code></p>
<p class="cause">${cause}</p>
${fixes.map(fixOf)}${
    evidence.length > 0 &&
    markup`<p class="pointers">${WORDS.evidence}: ${evidence.map((pointer) => markup`<span>${evidenceLink(report, pointer)}</span> `)}</p>
`
  }<p class="help">${WORDS.help} <code>${helpCommand(report, finding)}</code></p>
</article>
`;
}

function fixOf({ what, commands, shell }: Fix): Markup {
  return markup`<div class="fix">
<p><strong>${fixLabel(shell)}</strong> ${what}</p>
${commands.map((command) => markup`<pre class="command"><code>${command}</code></pre>\n`)}</div>
`;
}
