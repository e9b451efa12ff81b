// The report that `explain` is measured with: of 100 KB, from a run in the lab.

import { writeFile } from "node:fs/promises";
import { reportOf } from "./many-targets.mjs";

/** What its targets add to a report differs by a few bytes only. */
const TARGETS = 15;
const SIZE = { least: 95_000, most: 115_000 };

/** @throws Error when reports have got another size: then another number of targets is right. */
export async function saveReport(file) {
  const report = await reportOf(TARGETS);
  const { length } = Buffer.from(report);
  if (length < SIZE.least || length > SIZE.most)
    throw new Error(`the report of ${TARGETS} targets has ${length} bytes`);
  await writeFile(file, report);
}
