import { expect, test, vi } from "vitest";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { rehearsal } from "../../src/cli/rehearsal.ts";
import type { OutputArguments } from "../../src/cli/write-report.ts";
import { seal, type SealedReport } from "../../src/report/seal.ts";
import { buildReport } from "../report/fixture.ts";

const TEXT: OutputArguments = { output: "text", short: false, ascii: false, anonymize: false };

test.each([
  ["is made once", 1, false, ["made", "shown"]],
  ["that cannot be made is nobody's trouble", 1, true, ["made"]],
  ["of many targets is left", 11, false, []],
])("a report that nobody reads %s", async (_, targets, fails, expected) => {
  const done: string[] = [];
  const written = vi.spyOn(process.stdout, "write");
  const request = { targets: Array.from({ length: targets }) } as unknown as ProbeRequest;
  const view = (report: SealedReport) => {
    done.push("shown");
    return report;
  };
  const make = async () => {
    done.push("made");
    if (fails) throw new Error("lab-fake");
    return await Promise.resolve(seal(buildReport({}), []));
  };
  const onPartial = rehearsal(request, view, TEXT);
  onPartial?.(make);
  onPartial?.(make);
  await new Promise((resolve) => setTimeout(resolve, 0));
  await expect.poll(() => done).toEqual(expected);
  expect(written).not.toHaveBeenCalled();
});
