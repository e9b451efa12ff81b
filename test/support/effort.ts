/** Tests are run once for every mutant (test/mutants): what takes seconds to begin is left out, the rest tries less. */
export const IS_PER_MUTANT = process.env["MUTANTS_TESTS"] !== undefined;

/** How much a test tries: all of it, and less where it is run for every mutant. */
export function effort(whole: number, perMutant: number): number {
  return IS_PER_MUTANT ? perMutant : whole;
}
