import { expect, test } from "vitest";
import {
  CHILD_OF,
  isChild,
  isolateProgram,
  type Birth,
} from "../../src/collect/isolate/executable-program.ts";

const BORN: Birth = { env: { [CHILD_OF]: "4711" }, parent: 4711, args: [], isPipe: () => true };

test("a child knows its parent, and starts without arguments", () => {
  const { args, env } = isolateProgram();
  expect(args).toEqual([]);
  expect(isChild({ ...BORN, env: env ?? {}, parent: process.pid })).toBe(true);
});

test("without the variable it is the program, whatever else is there", () => {
  expect(isChild({ ...BORN, env: {} })).toBe(false);
});

test.each<[string, Partial<Birth>]>([
  ["another parent", { parent: 1 }],
  ["an empty value", { env: { [CHILD_OF]: "" } }],
  ["a value that begins so", { env: { [CHILD_OF]: "4711 " } }],
  ["arguments", { args: ["--version"] }],
  ["no pipe to take the order from", { isPipe: (fd) => fd !== 0 }],
  ["no pipe for the facts", { isPipe: (fd) => fd !== 3 }],
])("with the variable and %s it is neither", (_what, other) => {
  expect(isChild({ ...BORN, ...other })).toBe("refused");
});
