import * as z from "zod/mini";
import { reportSchema } from "../model/report.ts";

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

let words: ReadonlySet<string> | undefined;

/**
 * Whether a text is, as a whole, a word of the report's own schema (a name of a property, a member of a closed
 * list) or a time. Such a text is never foreign, and a report without it could not be read again.
 */
export function isClosedWord(text: string): boolean {
  words ??= collectWords(z.toJSONSchema(reportSchema));
  return words.has(text) || TIMESTAMP.test(text);
}

/** Names of properties, members of enumerations and constants of a JSON Schema. */
function collectWords(schema: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof schema !== "object" || schema === null) return found;
  if (Array.isArray(schema)) {
    for (const part of schema) collectWords(part, found);
    return found;
  }
  for (const [key, part] of Object.entries(schema)) {
    if (key === "properties") for (const name of Object.keys(part)) found.add(name);
    if (key === "enum") for (const word of part) addWord(word, found);
    if (key === "const") addWord(part, found);
    collectWords(part, found);
  }
  return found;
}

function addWord(word: unknown, found: Set<string>): void {
  if (typeof word === "string") found.add(word);
}
