import type { Report } from "../model/report.ts";

/** A report whose identities, verdicts, chains and winner are judged; what the rules read. */
export type Judged = Omit<Report, "works" | "findings" | "verdict" | "redactions">;
