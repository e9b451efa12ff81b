import type { Page } from "./page.ts";
import { table } from "./table.ts";
import type { TicketFact } from "./ticket-fact.ts";

/** Each fact under its name, for a terminal. */
export function ticketFactLines(facts: readonly TicketFact[], page: Page): string[] {
  return table(
    facts.map(({ what, value }) => ({ cells: [what], notes: [value] })),
    page,
  );
}
