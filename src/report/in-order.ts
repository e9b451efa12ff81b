import * as z from "zod/mini";
import { READ_ONCE, reportSchema } from "../model/report.ts";
import type { SealedReport } from "./seal.ts";

/**
 * The report with the names of all its properties in the order of the schema, whoever made it. One that does not fit the
 * schema stays as it is: better than nothing to look at.
 */
export function inOrder(report: SealedReport): SealedReport {
  const ordered = z.safeParse(reportSchema, report, READ_ONCE);
  // Nothing is added to what was sealed.
  return ordered.success ? (ordered.data as SealedReport) : report;
}
