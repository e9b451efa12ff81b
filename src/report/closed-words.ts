import { schemaWords } from "./schema-words.ts";

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

let words: ReadonlySet<string> | undefined;

/**
 * Whether a text is, as a whole, a word of the report's own schema (a name of a property, a member of a closed
 * list) or a time. Such a text is never foreign, and a report without it could not be read again.
 */
export function isClosedWord(text: string): boolean {
  words ??= new Set(schemaWords());
  return words.has(text) || TIMESTAMP.test(text);
}
