import { expect, test } from "vitest";
import { windowsNameProblem } from "../../src/cli/windows-name.ts";

test.each(["nul.json", "CON.txt", "aux.report.md", "com1.json", "LPT9.html", "prn .txt", "COM\u00b2.json"])(
  "%s: a device",
  (name) => {
    expect(windowsNameProblem(name)).toMatch(/^[A-Z]{3}.? is the name of a device on Windows$/);
  },
);

test.each(["r.txt:stream.json", "a<b.json", "what?.md", "r*.json", 'a"b.json', "a|b.json", "a\tb.json"])(
  "%j: not allowed",
  (name) => {
    expect(windowsNameProblem(name)).toMatch(/^a name has no < > : /);
  },
);

test.each(["report.json", "console.json", "null.json", "com10.json", "r.nul.json", ".json", "LogFiles.txt"])(
  "%s: a name like any other",
  (name) => {
    expect(windowsNameProblem(name)).toBeUndefined();
  },
);
