import * as fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { judgedAgain, readReport } from "../../../src/cli/read-report.ts";
import { reportView } from "../../../src/cli/report-view.ts";
import type { Report } from "../../../src/model/report.ts";
import { diffReports } from "../../../src/report/diff.ts";
import { renderDiff } from "../../../src/report/diff-text.ts";
import { jsonText } from "../../../src/report/json.ts";
import type { SealedReport } from "../../../src/report/seal.ts";
import { everyRendering } from "../../support/every-rendering.ts";
import { changed, changes } from "../../support/mutate-report.ts";
import { IS_WHOLE } from "../count.ts";
import { damagedReport } from "./damaged-report.ts";
import { LOOKS } from "./given.ts";
import { scratchFile } from "./scratch-file.ts";
import { storyReports } from "./saved-reports.ts";
import { tryInputs } from "./try-inputs.ts";

vi.setConfig({ testTimeout: IS_WHOLE ? 900_000 : 120_000, hookTimeout: 120_000 });

let reports: readonly Report[];

beforeAll(async () => {
  reports = await storyReports();
});

/** A report with other texts in it is still one, and is read; with other changes it mostly is not. */
const textChanges = changes.map((list) => list.map((one) => ({ ...one, how: "text" as const })));
const anyChanges = fc.oneof({ weight: 3, arbitrary: textChanges }, { weight: 1, arbitrary: changes });

async function readBack(content: unknown): Promise<SealedReport> {
  return judgedAgain(await readReport(scratchFile("changed.json", JSON.stringify(content))));
}

test("saved reports that were changed", async () => {
  const input = fc.tuple(fc.constantFrom(0, 1, 2), anyChanges, fc.boolean());
  expect(
    await tryInputs(input, { share: 12, whole: 1500, leastRead: 0.6 }, async ([story, list, isAnonymous]) => {
      const sealed = await readBack(changed(reports[story], list));
      const shown = (await reportView({ anonymize: isAnonymous }))(sealed);
      return (await everyRendering(shown)).map(({ text }) => text);
    }),
  ).toBeUndefined();
});

test("two saved reports that were changed, compared", async () => {
  const side = (list: typeof changes) => fc.tuple(fc.constantFrom(0, 1, 2), list);
  // Where one is refused, nothing is compared.
  const sides = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(side(textChanges), side(textChanges)) },
    { weight: 1, arbitrary: fc.tuple(side(textChanges), side(anyChanges)) },
    { weight: 1, arbitrary: fc.tuple(side(changes), side(changes)) },
  );
  expect(
    await tryInputs(sides, { share: 12, whole: 1500, leastRead: 0.6 }, async (both) => {
      const sealed: SealedReport[] = [];
      for (const [story, list] of both) sealed.push(await readBack(changed(reports[story], list)));
      const diff = diffReports(sealed[0]!, sealed[1]!);
      return [jsonText(diff), ...LOOKS.map((look) => renderDiff(diff, look))];
    }),
  ).toBeUndefined();
});

test("saved reports that are no more what was written", async () => {
  const encodings = ["utf8", "utf8", "utf8", "utf16le", "latin1"] as const;
  const input = fc.tuple(damagedReport(JSON.stringify(reports[0])), fc.constantFrom(...encodings));
  expect(
    await tryInputs(input, { share: 40, whole: 1500, leastRead: 0.25 }, async ([text, encoding]) => {
      const path = scratchFile("damaged.json", Buffer.from(text, encoding));
      const sealed = judgedAgain(await readReport(path));
      return [sealed.verdict.headline, jsonText(sealed)];
    }),
  ).toBeUndefined();
});
