import { expect, test } from "vitest";
import { textSealer } from "../../src/report/seal-text.ts";

test("the mark of an earlier sealing is nothing that was taken out now", () => {
  const result = textSealer([], [])("a [removed: token] b", "");
  expect(result.text).toBe("a [removed: token] b");
  expect([...result.labels]).toEqual([]);
});

test("a mark whose words are a secret themselves is not trusted, whoever says that it was there before", () => {
  const label = "password=FAKE0secret";
  expect(textSealer([], [label])(`x [removed: ${label}] y`, "").text).not.toContain("FAKE0secret");
});

test("what held a secret is sealed again each time it comes", () => {
  const secrets = [{ name: "S", value: "FAKEknown" }];
  for (const seal of [textSealer(secrets, []), textSealer(secrets, [])]) {
    for (const _ of [1, 2]) expect(seal("got FAKEknown there", "").text).toBe("got [removed: S] there");
  }
});
