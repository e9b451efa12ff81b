import { describe, expect, test } from "vitest";
import { ranked } from "../../src/judge/rank.ts";
import type { Found } from "../../src/judge/finding.ts";
import type { Level } from "../../src/model/words.ts";

function found(
  slug: string,
  level: Level,
  evidence: readonly string[],
  moots: readonly string[] = [],
): Found {
  const words = { title: slug, says: slug, inShort: undefined, cause: slug, help: "" };
  return { slug, level, ...words, evidence: [...evidence], moots, leads: false, fixesOn: () => [] };
}

const levels = (all: readonly Found[]) => ranked(all).map(({ slug, level }) => [slug, level]);

describe("one cause for each story", () => {
  test("of two errors about the identity the first is the cause, the other context", () => {
    expect(
      levels([
        found("second-thought", "info", []),
        found("cause", "error", ["/links/0"]),
        found("consequence", "error", ["/host/metadata"]),
      ]),
    ).toEqual([
      ["cause", "error"],
      ["consequence", "warning"],
      ["second-thought", "info"],
    ]);
  });

  test("a target has a cause of its own, and one only", () => {
    expect(
      levels([
        found("identity", "error", ["/links/0"]),
        found("role", "error", ["/targets/0/access/0"]),
        found("part", "error", ["/targets/0/access/1"]),
        found("network", "error", ["/targets/1/access/0", "/targets/0/access/2"]),
      ]),
    ).toEqual([
      ["identity", "error"],
      ["role", "error"],
      ["network", "error"],
      ["part", "warning"],
    ]);
  });

  test("what is explained is left out, and takes no story from the others", () => {
    expect(
      levels([found("symptom", "error", ["/links/0"]), found("cause", "error", ["/links/1"], ["symptom"])]),
    ).toEqual([["cause", "error"]]);
  });
});
