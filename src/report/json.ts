import { inOrder } from "./in-order.ts";
import type { SealedReport } from "./seal.ts";

/** The report as one JSON document: two spaces, keys in the order of the schema, a newline at the end. */
export function renderJson(report: SealedReport): string {
  return jsonText(inOrder(report));
}

/** A document as all commands print it. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
