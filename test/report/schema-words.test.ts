import { expect, test } from "vitest";
import { reportJsonSchema } from "../../src/model/json-schema.ts";
import { schemaWords } from "../../src/report/schema-words.ts";

test("are the names, members of enumerations and constants of the published schema", () => {
  expect(new Set(schemaWords())).toEqual(wordsOf(reportJsonSchema()));
});

function wordsOf(schema: unknown, found: Set<unknown> = new Set()): Set<unknown> {
  if (typeof schema !== "object" || schema === null) return found;
  for (const [key, part] of Object.entries(schema)) {
    if (key === "properties") Object.keys(part as object).forEach((name) => found.add(name));
    if (key === "enum") (part as unknown[]).forEach((word) => found.add(word));
    if (key === "const") found.add(part);
    wordsOf(part, found);
  }
  return new Set([...found].filter((word) => typeof word === "string"));
}
