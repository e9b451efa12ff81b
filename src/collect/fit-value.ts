import { escapeText } from "../model/escape-text.ts";

/** Characters; what is longer than any real one is not needed whole. */
const MOST = 512;

/** The value of a variable or an option, fit to stand in a report. */
export function fitValue(value: string): string {
  return escapeText(value, MOST);
}
