import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fitsActionPattern, fitsPattern } from "../../src/model/action-pattern.ts";

const READ_BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";

test.each([
  ["*", true],
  ["*/read", true],
  ["Microsoft.Storage/*", true],
  ["microsoft.storage/storageaccounts/*/READ", true],
  ["Microsoft.Storage/*/blobs/*", true],
  [READ_BLOBS, true],
  ["", false],
  ["*/write", false],
  ["Microsoft.Storage", false],
  ["Microsoft.Storage/*/queues/*", false],
  // What stands before a star and what stands behind it are different parts of the name.
  [`${READ_BLOBS}*read`, false],
  ["*/blobs/*/blobs/*", false],
])("the name of an action and %s", (pattern, fits) => {
  expect(fitsActionPattern(pattern, READ_BLOBS)).toBe(fits);
});

test("a star stands for what it stands for in an expression", () => {
  const text = (...letters: string[]) =>
    fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map((list) => list.join(""));
  fc.assert(
    fc.property(text("a", "b", "*"), text("a", "b"), (pattern, name) => {
      expect(fitsPattern(pattern, name)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(name));
    }),
    { numRuns: 5000 },
  );
});
