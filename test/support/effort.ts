/** How much a test tries: all of it, and less where the test is run once for every mutant (test/mutants). */
export function effort(whole: number, perMutant: number): number {
  return process.env["MUTANTS_TESTS"] === undefined ? whole : perMutant;
}
