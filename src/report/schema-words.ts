import type * as z from "zod/mini";
import { reportSchema } from "../model/report.ts";

/**
 * Names of properties, members of enumerations and constants of the report's schema. The single file has the words
 * themselves in this module's place (.ci/single-file), so that a probe does without the schema.
 */
export function schemaWords(): readonly string[] {
  const found = new Set<string>();
  collectWords(reportSchema, found);
  return [...found];
}

/** Not by way of `toJSONSchema`, which makes a whole document first: every report waits for this. */
function collectWords({ _zod: { def } }: z.core.$ZodType, found: Set<string>): void {
  const { shape, entries, values, options, ...inner } = def as Partial<Parts>;
  for (const [name, part] of Object.entries(shape ?? {})) {
    found.add(name);
    collectWords(part, found);
  }
  for (const word of [...Object.values(entries ?? {}), ...(values ?? [])]) {
    if (typeof word === "string") found.add(word);
  }
  for (const part of [inner.element, inner.innerType, inner.keyType, inner.valueType, ...(options ?? [])]) {
    if (part !== undefined) collectWords(part, found);
  }
}

/** What the definitions of schemas are made of, by their names in `zod/v4/core`. */
interface Parts {
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
  readonly entries: Readonly<Record<string, unknown>>;
  readonly values: readonly unknown[];
  readonly options: readonly z.core.$ZodType[];
  readonly element: z.core.$ZodType;
  readonly innerType: z.core.$ZodType;
  readonly keyType: z.core.$ZodType;
  readonly valueType: z.core.$ZodType;
}
