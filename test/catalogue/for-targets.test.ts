import { expect, test } from "vitest";
import { forTargets, SAME_TARGETS } from "../../src/catalogue/fixes.ts";

const fix = { what: "Again:", commands: [`credprobe --env-from app ${SAME_TARGETS}`, "az account show"] };
const blob = (name: string) => `https://${name}.blob.core.windows.net/a`;

test.each([
  ["none", [], "credprobe --env-from app"],
  [
    "those of the run, quoted where a shell needs it",
    [`${blob("b12")}$x`],
    `credprobe --env-from app '${blob("b12")}$x'`,
  ],
  [
    "a file, where they are many",
    ["1", "2", "3", "4"].map(blob),
    "credprobe --env-from app --targets-file '<file>'",
  ],
])("a command that is to be run again names its targets: %s", (_, targets, expected) => {
  expect(forTargets(fix, targets).commands).toEqual([expected, "az account show"]);
});
