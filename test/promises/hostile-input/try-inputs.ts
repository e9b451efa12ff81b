import * as fc from "fast-check";
import { countPromise, IS_WHOLE } from "../count.ts";
import { ended, takenAs, type Outputs } from "./taken.ts";

interface Effort {
  /** How many inputs are tried. */
  readonly share: number;
  readonly whole: number;
  /** The least share of them that has to be read: what is refused has tried no more than the check that refuses it. */
  readonly leastRead: number;
}

/** Tries many inputs, counts them, and tells the first that is not taken as it should be, made small, or that too few are read. */
export async function tryInputs<Input>(
  input: fc.Arbitrary<Input>,
  { share, whole, leastRead }: Effort,
  read: (input: Input) => Outputs,
): Promise<string | undefined> {
  const counts = { read: 0, refused: 0 };
  const property = fc.asyncProperty(input, async (one) => {
    const taken = takenAs(await ended(() => read(one)));
    if (typeof taken === "object") throw new Error(taken.fault);
    counts[taken] += 1;
  });
  const checked = await fc.check(property, { numRuns: IS_WHOLE ? whole : share });
  const broken = checked.failed ? 1 : 0;
  const inputs = counts.read + counts.refused + broken;
  countPromise("input", { inputs, ...counts, broken });
  if (checked.failed) return await fc.asyncDefaultReportMessage(checked);
  return counts.read >= inputs * leastRead ? undefined : `only ${counts.read} of ${inputs} were read`;
}
