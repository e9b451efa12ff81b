import * as z from "zod/mini";
import { READ_ONCE, reportSchema } from "../model/report.ts";
import type { SealedReport } from "./seal.ts";

/**
 * The report as one JSON document: two spaces, keys in the order of the schema, a newline at the end.
 * A report that does not fit the schema is printed as it is: better than nothing to look at.
 */
export function renderJson(report: SealedReport): string {
  const ordered = z.safeParse(reportSchema, report, READ_ONCE);
  return jsonText(ordered.data ?? report);
}

/** A document as all commands print it. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
