/** The date of a count, in UTC. */
export function today() {
  return new Date().toISOString().slice(0, "2026-11-26".length);
}
