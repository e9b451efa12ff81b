/** The largest of the numbers and the least that it may be. `Math.max` takes no more arguments than fit on the stack. */
export function largest(numbers: readonly number[], atLeast: number): number {
  return numbers.reduce((most, one) => Math.max(most, one), atLeast);
}
