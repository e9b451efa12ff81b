import { LABELS } from "./labels.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { hang, wrap } from "./wrap.ts";

/** The first lines of every rendering: what it came to. */
export function verdictLines(report: SealedReport, page: Page): string[] {
  const { bold, inverse } = page.colours;
  const { headline, detail, exitCode } = report.verdict;
  const lab = report.lab === undefined ? [] : wrap(LABELS.lab(report.lab.scenario), page.width);
  const said = [headline, detail, LABELS.exitCode(exitCode)].filter((text) => text !== "");
  const lead = `${LABELS.verdict}  `;
  const [first = "", ...others] = hang(lead, said.join("\n"), page.width);
  const colour = verdictColour(exitCode, page);
  return [
    ...lab.map((line) => inverse(line)),
    ...(lab.length === 0 ? [] : [""]),
    first.replace(LABELS.verdict, (word) => bold(colour(word))),
    ...others,
  ];
}

function verdictColour(exitCode: number, { colours }: Page): (text: string) => string {
  if (exitCode === 0) return colours.green;
  return exitCode === 4 ? colours.yellow : colours.red;
}
