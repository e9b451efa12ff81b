/** What Microsoft's support finds an answer of Entra by. */
export interface TicketIds {
  readonly correlationId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly timestamp?: string | undefined;
}

/** The ids that are there, in words; those that a text says already are left out. */
export function ticketIds({ correlationId, traceId, timestamp }: TicketIds, said = ""): string[] {
  return [
    { what: "correlation id", id: correlationId },
    { what: "trace id", id: traceId },
    { what: "at", id: timestamp },
  ].flatMap(({ what, id }) => (id === undefined || said.includes(id) ? [] : [`${what} ${id}`]));
}
