import { expect, test } from "vitest";
import { escapeText } from "../../src/model/escape-text.ts";
import { withPlainPath } from "../../src/report/windows-path.ts";
import { renderHtml } from "../../src/report/html.ts";
import { seal } from "../../src/report/seal.ts";
import { renderText } from "../../src/report/text.ts";
import { buildReport } from "./fixture.ts";

const PATHS = [
  String.raw`C:\home\My Reports\new.pem`,
  "D:\\",
  String.raw`\\server\share\token`,
  String.raw`\\?\C:\home\x`,
];

test.each(PATHS)("%s: shown as it is", (path) => {
  expect(withPlainPath(escapeText(path))).toBe(path);
});

test.each([
  "C:\\home\nAZURE_CLIENT_ID",
  "C:\\\u202ehome",
  String.raw`a\b`,
  String.raw`https://contoso.example\x`,
  "/home/x",
])("%j: what is no path of Windows stays as the report holds it", (text) => {
  expect(withPlainPath(escapeText(text))).toBe(escapeText(text));
});

test("a file that a variable names can be copied from the text and the page", () => {
  const [first] = buildReport().environment;
  const value = escapeText(PATHS[0]!);
  const report = seal(
    buildReport({
      environment: [
        { ...first!, name: "AZURE_CLIENT_CERTIFICATE_PATH", state: "set", secret: false, value, shape: [] },
      ],
    }),
    [],
  );
  expect(renderText(report)).toMatch(
    /AZURE_CLIENT_CERTIFICATE_PATH {2}set {2}C:\\home\\My Reports\\new\.pem\n/,
  );
  expect(renderHtml(report)).toContain(String.raw`>C:\home\My Reports\new.pem<`);
});
