/** Whether the name of an action fits a pattern of a role or a denial, whose case does not count. */
export function fitsActionPattern(pattern: string, action: string): boolean {
  return fitsPattern(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * Whether a text fits a pattern in which `*` stands for any text. What stands between two stars is looked for where it
 * comes first, and once: as an expression, a pattern of many stars would take minutes, and it may come from anybody's
 * saved report.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const [start = "", ...parts] = pattern.split("*");
  const end = parts.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - end.length;
}
