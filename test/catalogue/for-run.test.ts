import { expect, test } from "vitest";
import { forRun, runAgain, SAME_TARGETS } from "../../src/catalogue/fixes.ts";
import { NO_OPTIONS } from "../support/options.ts";

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
  expect(forRun(fix, { targets, options: NO_OPTIONS }).commands).toEqual([expected, "az account show"]);
});

test("and says who asks as the run was told, once", () => {
  const options = {
    ...NO_OPTIONS,
    ...{
      managedIdentityClientId: "a b",
      envFrom: "pid:7",
      discover: true,
      exclude: ["environment" as const],
    },
  };
  expect(forRun(fix, { targets: [], options }).commands[0]).toBe(
    "credprobe --env-from app --managed-identity-client-id 'a b' --exclude environment --discover",
  );
  const part = runAgain("https://a.vault.azure.net/secrets/<secret>", "Name it:", ["--service", "x"]);
  expect(forRun(part, { targets: [], options }).commands).toEqual([
    "credprobe --service x --env-from pid:7 --managed-identity-client-id 'a b' --exclude environment 'https://a.vault.azure.net/secrets/<secret>'",
  ]);
});
