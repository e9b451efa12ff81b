import * as z from "zod/mini";
import { reportSchema } from "./report.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";

/** A JSON Schema document; its members are not looked at here. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The published schema of a report, JSON Schema draft 2020-12, as `credprobe/schema.json` holds it.
 * @example writeFileSync("schema.json", JSON.stringify(reportJsonSchema(), undefined, 2))
 */
export function reportJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: "draft-2020-12" });
  return {
    $schema,
    $id: `urn:credprobe:report:${SCHEMA_VERSION}`,
    title: "credprobe report",
    ...schema,
  };
}
