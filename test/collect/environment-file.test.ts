import { describe, expect, test } from "vitest";
import { parseEnvironmentFile } from "../../src/collect/environment-file.ts";

describe("a file of variables", () => {
  test.each([
    ["lines", "A=1\nexport B=2\n  C = 3 \n\n# D=4\nE=\n", { A: "1", B: "2", C: "3", E: "" }],
    ["quotes", `A="x y" # note\nB='$x'\nC=\`z\``, { A: "x y", B: "$x", C: "z" }],
    ["a value of several lines", 'A="-----BEGIN\nKEY-----"\nB=1', { A: "-----BEGIN\nKEY-----", B: "1" }],
    ["an equals sign in a value", "A=b=c==", { A: "b=c==" }],
    ["Windows line ends and a byte order mark", "\uFEFFA=1\r\nB=2\r\n", { A: "1", B: "2" }],
    [
      "names of app settings",
      "Logging:Level=x\nstore__blobServiceUri=y",
      { "Logging:Level": "x", store__blobServiceUri: "y" },
    ],
    ["the second of two", "A=1\nA=2", { A: "2" }],
    ["a copy of /proc/N/environ", "A=1\0B=x\ny\0", { A: "1", B: "x\ny" }],
    [
      "az webapp config appsettings list",
      '[{"name":"A","slotSetting":false,"value":"1"},{"name":"B","value":null},{"name":"C","value":""}]',
      { A: "1", C: "" },
    ],
    ["local.settings.json", '{"IsEncrypted":false,"Values":{"A":"1"}}', { A: "1" }],
    ["a plain object", '{"A":"1"}', { A: "1" }],
    ["nothing", "\n# empty\n", {}],
  ])("%s", (_what, text, env) => {
    expect(parseEnvironmentFile(text)).toEqual({ env });
  });

  test.each([
    ["A=1\nlab-fake-secret\nB=2", /^line 2 /],
    ["A=1\n=lab-fake-secret", /^line 2 /],
    ["1A=lab-fake-secret", /^line 1 /],
    ['A=1\n\nB="lab-fake-secret\nC=2', /^line 3 /],
    ["A='lab-fake'secret", /^line 1 /],
    ["A: lab-fake-secret", /^line 1 /],
    ['[{"name":"A","value":"lab-fake-secret"},{"value":"x"}]', /entry 2/],
    ['{"A":{"lab-fake-secret":1}}', /entry 1/],
    ["[1]", /entry 1/],
    ['{"A":"lab-fake-secret"', /not valid JSON/],
    ["\uFFFD\uFFFDA\0=\0", /UTF-16/],
    ["A\0=\x001\0\r\0\n\0", /UTF-16/],
  ])("%j is refused, by number only", (text, problem) => {
    const parsed = parseEnvironmentFile(text);
    expect(parsed).toEqual({ problem: expect.stringMatching(problem) as string });
    expect(JSON.stringify(parsed)).not.toContain("lab-fake");
  });
});
