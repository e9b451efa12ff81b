import { expect, test } from "vitest";
import type { LinkFacts } from "../../src/catalogue/link-definition.ts";
import { linkInputs } from "../../src/collect/link-inputs.ts";
import type { LinkEvidence } from "../../src/model/report.ts";

function valueOf(input: Pick<LinkEvidence["inputs"][number], "from" | "value">): string | undefined {
  const inputs = [{ name: "A", state: "set" as const, ...input }];
  return linkInputs({ precheck: () => ({ inputs }) }, {} as LinkFacts)[0]?.value;
}

test("what cannot be seen in a value is written out, and a long one is cut", () => {
  expect(valueOf({ from: "environment", value: "a\u200bb\u202e" })).toBe("a\\u{200b}b\\u{202e}");
  expect(valueOf({ from: "environment", value: "a".repeat(600) })).toBe(
    `${"a".repeat(512)}... (88 more characters)`,
  );
});

test("what a file holds was written out where it was read, and stays as it is", () => {
  const value = `O=Contoso\\\\, Ltd, ${"a".repeat(600)}`;
  expect(valueOf({ from: "file", value })).toBe(value);
});
