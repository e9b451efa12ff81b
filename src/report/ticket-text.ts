import type { Page } from "./page.ts";
import type { TicketFact } from "./ticket-fact.ts";
import { hang, indent, measure, wrap } from "./wrap.ts";

const MARGIN = 2;

/** Each fact beside its name, or under it where it is longer than the line. */
export function ticketFactLines(facts: readonly TicketFact[], page: Page): string[] {
  return facts.flatMap(({ what, value }) => {
    const line = `${what}  ${value}`;
    const room = page.width - MARGIN;
    return measure(line) <= room
      ? indent([line], MARGIN)
      : [...hang("  ", what, page.width), ...indent(wrap(value, room - MARGIN), 2 * MARGIN)];
  });
}
