// Mutants that no test can tell from the product, or that none should, a row each:
//
//   file       below src/
//   line       the line on which the change begins, without its indentation
//   from, to   the text that is changed, and what it is changed into; lines of it are joined by one space
//   why        the reason

export const argued = [];
