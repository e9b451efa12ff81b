import { appendFileSync } from "node:fs";
import { test } from "vitest";
import { CELLS } from "./cells.ts";
import { playCell } from "./play-cell.ts";
import { reportSchema } from "../../src/model/report.ts";

const pattern = new RegExp(process.env["CELLS"] ?? ".");
const cells = CELLS.filter(({ name }) => pattern.test(name));
test("explore", { timeout: 3_600_000 }, async () => {
  const out = process.env["OUT"]!;
  const queue = [...cells];
  console.log(CELLS.length, cells.length);
  const work = async () => {
    for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
      const at = Date.now();
      try {
        const run = await playCell(cell, { timeoutSeconds: 2 });
        let row: Record<string, unknown> = {
          cell: cell.name,
          code: run.code,
          signal: run.signal,
          left: run.left,
          files: run.files,
          ms: Date.now() - at,
        };
        try {
          const report = reportSchema.parse(JSON.parse(run.stdout));
          const link = report.links.find(({ id }) => id === cell.place.link)!;
          row = {
            ...row,
            complete: report.complete,
            by: report.interruptedBy,
            at: report.interruptedAt,
            outcome: link.outcome,
            reason: link.reason,
            ms1: link.durationMs,
            verdicts: report.targets.flatMap(({ access }) =>
              access.filter((r) => r.link === link.id).map((r) => r.verdict),
            ),
            findings: report.findings.map(({ slug }) => slug),
            meta: report.host.metadata?.state,
            metad: report.host.metadata?.detail,
            stages: report.targets.flatMap(({ stages }) =>
              stages.filter((s) => s.outcome === "failed").map((s) => `${s.stage}: ${s.detail}`),
            ),
            arm: report.targets.flatMap((t) => (t.arm ?? []).length),
            stderr: run.stderr,
          };
        } catch (error) {
          row = {
            ...row,
            error: String(error),
            stdout: run.stdout.slice(0, 500),
            stderr: run.stderr.slice(0, 1500),
          };
        }
        appendFileSync(out, `${JSON.stringify(row)}\n`);
      } catch (error) {
        appendFileSync(
          out,
          `${JSON.stringify({ cell: cell.name, thrown: String(error).slice(0, 1500), ms: Date.now() - at })}\n`,
        );
      }
    }
  };
  await Promise.all([work(), work()]);
});
