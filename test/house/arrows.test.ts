import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { brokenArrows, importsOf, roomCycles } from "../support/arrows.ts";

const src = fileURLToPath(new URL("../../src/", import.meta.url));
const sources = new Map(
  readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => [file.replaceAll("\\", "/"), readFileSync(src + file, "utf8")]),
);

describe("the rooms of the house", () => {
  test("are there", () => {
    expect(sources.size).toBeGreaterThan(50);
  });

  test("import downward only", () => {
    expect(brokenArrows(sources)).toEqual([]);
  });

  test("import each other in no circle", () => {
    expect(roomCycles(sources)).toEqual([]);
  });
});

describe("the check of the arrows", () => {
  const house = { "model/words.ts": "", "world/http.ts": "", "lab/run-lab.ts": "", "collect/run.ts": "" };
  const complaints = (file: string, source: string) =>
    brokenArrows(new Map(Object.entries({ ...house, [file]: source })));

  test.each([
    ["a value", "judge/judge.ts", `import { get } from "../world/http.ts";`, "judge may not import world"],
    [
      "a type",
      "judge/judge.ts",
      `import type {\n  Get,\n} from "../world/http.ts";`,
      "judge may not import world",
    ],
    ["an export", "model/all.ts", `export * from "../world/http.ts";`, "model may not import world"],
    ["an effect", "report/text.ts", `import "../collect/run.ts";`, "report may not import collect"],
    [
      "a lazy import",
      "judge/a.ts",
      `const a = await import("../world/http.ts");`,
      "judge may not import world",
    ],
    [
      "a type by import",
      "judge/a.ts",
      `type A = import("../world/http.ts").Get;`,
      "judge may not import world",
    ],
    [
      "a compiled file",
      "judge/a.ts",
      `new URL("../collect/run.js", import.meta.url)`,
      "judge may not import collect",
    ],
    ["the lab", "probe.ts", `import { lab } from "./lab/run-lab.ts";`, "probe may not import lab"],
    ["the lab, lazily", "collect/a.ts", `await import("../lab/run-lab.ts");`, "collect may not import lab"],
    ["the lab at start", "cli/commands/lab.ts", `import "../../lab/run-lab.ts";`, "cli may not import lab"],
    ["a built-in module", "judge/a.ts", `import { join } from "node:path";`, "judge may not use node:path"],
    [
      "the disk",
      "report/a.ts",
      `import { readFile } from "node:fs/promises";`,
      "report may not use node:fs/promises",
    ],
    ["the network", "cli/a.ts", `import { get } from "node:https";`, "cli may not use node:https"],
    ["a stranger", "model/a.ts", `import "../../test/support/arrows.ts";`, "is no file of src"],
    ["a new room", "attic/a.ts", `import "../model/words.ts";`, `"attic" is no room of the house`],
  ])("finds %s", (_what, file, source, complaint) => {
    expect(complaints(file, source)).toEqual([expect.stringContaining(complaint)]);
  });

  test.each([
    ["downward", "judge/judge.ts", `import { WORDS } from "../model/words.ts";`],
    ["within a room", "model/a.ts", `import { WORDS } from "./words.ts";`],
    ["the lab's command", "cli/commands/lab.ts", `await import("../../lab/run-lab.ts");`],
    [
      "a comment",
      "judge/judge.ts",
      ` * import { get } from "../world/http.ts";\n// import("../world/http.ts")`,
    ],
  ])("lets pass: %s", (_what, file, source) => {
    expect(complaints(file, source)).toEqual([]);
  });

  test("sees several imports in one file", () => {
    const source = `import a from "./a.ts";\nimport {\n  b,\n} from "./b.ts";\nexport { c } from "./c.ts";\n`;
    expect(importsOf(source).map(({ specifier }) => specifier)).toEqual(["./a.ts", "./b.ts", "./c.ts"]);
  });

  test("sees two rooms that import each other", () => {
    const circle = new Map([
      ["world/a.ts", `import "../collect/b.ts";`],
      ["collect/b.ts", `import "../world/a.ts";`],
    ]);
    expect(roomCycles(circle)).toContain("world -> collect -> world");
  });
});
