/** One thing that support asks back. */
export interface TicketFact {
  readonly what: string;
  readonly value: string;
}

/** One fact; none where nothing is known. */
export function fact(what: string, values: readonly (string | undefined)[]): TicketFact[] {
  const known = values.filter((value): value is string => value !== undefined && value !== "");
  return known.length === 0 ? [] : [{ what, value: [...new Set(known)].join("; ") }];
}
