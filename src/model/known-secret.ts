/** A secret whose value is known, in memory only: of a variable, a file, an option. */
export interface KnownSecret {
  /** What stands in the report instead of the value. */
  readonly name: string;
  readonly value: string;
}
