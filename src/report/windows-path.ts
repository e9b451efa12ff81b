/** A whole path of Windows as a report holds it: each backslash twice (model/escape-text.ts), and nothing written out. */
const HELD = /^(?:[A-Za-z]:|\\\\)\\\\(?:[^\\]|\\\\)*$/;

/** A value for people: a path of Windows can be copied as it is; all else stays as the report holds it. */
export function withPlainPath(value: string): string {
  return HELD.test(value) ? value.replaceAll(String.raw`\\`, "\\") : value;
}
