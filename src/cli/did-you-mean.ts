/** The one of `names` that a word is a slip of: few letters added, left out, changed or swapped; none when two are as near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const most = Math.min(3, Math.floor(word.length / 3));
  const [first, second] = names
    .map((name) => ({ name, slips: slipsBetween(word, name) }))
    .filter(({ slips }) => slips <= most)
    .sort((one, other) => one.slips - other.slips);
  return first === undefined || first.slips === second?.slips ? undefined : first.name;
}

/** Behind a message: what was meant, in words of ours. */
export function didYouMean(found: readonly string[]): string {
  return found.length === 0 ? "" : `; did you mean ${found.join(", ")}?`;
}

/** Optimal string alignment: Levenshtein's distance in which two swapped neighbours count once. */
function slipsBetween(one: string, other: string): number {
  let [before, last]: readonly (readonly number[])[] = [[], [...Array(other.length + 1).keys()]];
  for (let at = 1; at <= one.length; at++) {
    const row = [at];
    for (let to = 1; to <= other.length; to++) {
      const changed = one[at - 1] === other[to - 1] ? 0 : 1;
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      row.push(
        Math.min(
          cell(last, to) + 1,
          cell(row, to - 1) + 1,
          cell(last, to - 1) + changed,
          swapped ? cell(before, to - 2) + 1 : Infinity,
        ),
      );
    }
    [before, last] = [last, row];
  }
  return cell(last, other.length);
}

function cell(row: readonly number[] | undefined, at: number): number {
  return row?.[at] ?? Infinity;
}
