import type { SealedReport } from "./seal.ts";
export function renderText(report: SealedReport, _options: object = {}): string {
  return JSON.stringify(report);
}
