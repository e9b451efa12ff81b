/** JSON of whatever has one; the beginning of one for the rest. */
export function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return "[";
  }
}
