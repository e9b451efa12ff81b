import { afterEach, expect, test, vi } from "vitest";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { rehearsal } from "../../src/cli/rehearsal.ts";
import type { OutputArguments } from "../../src/cli/write-report.ts";
import { FORMATS } from "../../src/report/formats.ts";
import { seal, type SealedReport } from "../../src/report/seal.ts";
import { buildReport } from "../report/fixture.ts";

const TEXT: OutputArguments = { output: "text", short: false, ascii: false, anonymize: false };

afterEach(() => {
  vi.restoreAllMocks();
});

function withTargets(count: number): ProbeRequest {
  return { targets: Array.from({ length: count }) } as unknown as ProbeRequest;
}

test.each([
  ["is made once, when a link is waited for", false, ["made", "shown", "drawn"]],
  ["that cannot be made is nobody's trouble", true, ["made"]],
])("a report that nobody reads %s", async (_, fails, expected) => {
  const done: string[] = [];
  const written = vi.spyOn(process.stdout, "write");
  const { render } = FORMATS.text;
  vi.spyOn(FORMATS.text, "render").mockImplementation(async (...args) => {
    const text = await render(...args);
    done.push("drawn");
    return text;
  });
  const view = (report: SealedReport) => {
    done.push("shown");
    return report;
  };
  const make = async () => {
    done.push("made");
    if (fails) throw new Error("lab-fake");
    return await Promise.resolve(seal(buildReport({}), []));
  };
  const { onPartial, onWaiting } = rehearsal(withTargets(1), view, TEXT);
  onPartial?.(make);
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual([]);
  for (const call of [onWaiting, onWaiting]) call?.();
  onPartial?.(make);
  await expect.poll(() => done).toEqual(expected);
  expect(written).not.toHaveBeenCalled();
});

test("many targets: it is left", () => {
  expect(rehearsal(withTargets(11), (report) => report, TEXT)).toEqual({});
});
