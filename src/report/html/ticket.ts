import type { SealedReport } from "../seal.ts";
import { ticketFacts } from "../ticket-facts.ts";
import { markup, type Part } from "./markup.ts";
import { tableOf } from "./table.ts";
import { WORDS } from "./words.ts";

/** What support asks back. */
export function ticketBody(report: SealedReport): Part {
  const { columns } = WORDS;
  return [
    markup`<p>${WORDS.ticketIntro}</p>\n`,
    tableOf({
      caption: WORDS.ticketCaption,
      isCaptionHidden: true,
      long: [columns.value],
      columns: [columns.what, columns.value],
      rows: ticketFacts(report).map(({ what, value }) => ({
        cells: [what, markup`<span class="value">${value}</span>`],
      })),
    }),
  ];
}
