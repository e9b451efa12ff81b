import * as fc from "fast-check";

/** As a number on the command line comes out of its text. */
export const optionNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(Number.NaN, Infinity, -0, 1e21),
  fc.constantFrom(-1, 0, 1, 29, 30, 31, 2 ** 31),
);
