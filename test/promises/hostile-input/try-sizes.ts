import { countPromise } from "../count.ts";
import { ended, takenAs, type Outputs } from "./taken.ts";
import { grown } from "./user-time.ts";

/** An input of any size. */
export interface Sized {
  readonly name: string;
  /** No text is refused there. */
  readonly isAlwaysRead?: boolean;
  /** Characters. */
  readonly most: number;
  /** Puts so much of it in its place; what it gives reads it there. */
  readonly prepare: (size: number) => () => Outputs;
}

interface Tried {
  /** What took more than linear time, or was not taken as it should be, a line each. */
  readonly faults: string;
  readonly read: number;
}

/** Tries each input larger and larger, and counts what came of it. */
export async function trySizes(inputs: readonly Sized[]): Promise<Tried> {
  const faults: string[] = [];
  const counts = { read: 0, refused: 0 };
  for (const { name, isAlwaysRead, most, prepare } of inputs) {
    const { result, fault } = await grown((size) => {
      const read = prepare(size);
      return () => ended(read);
    }, most);
    const taken = takenAs(result);
    if (fault !== undefined) faults.push(`${name}: ${fault}`);
    else if (typeof taken === "object") faults.push(`${name}: ${taken.fault}`);
    else if (taken === "refused" && isAlwaysRead === true) faults.push(`${name}: refused`);
    else counts[taken] += 1;
  }
  countPromise("input", { inputs: inputs.length, ...counts, broken: faults.length });
  return { faults: faults.join("\n"), read: counts.read };
}
