import { expect, test } from "vitest";
import { decodedViews } from "../../src/report/decoded-views.ts";

const PILE = "\u{1f4a9}";

test.each([
  ["plain FAKE", []],
  // JSON, scripts, and what this program writes itself.
  [String.raw`\u{46}AKE`, ["FAKE"]],
  [String.raw`\u{1f4A9}`, [PILE]],
  [String.raw`\u0046AKE`, ["FAKE"]],
  [String.raw`\x46AKE`, ["FAKE"]],
  [String.raw`\b|\f|\n|\r|\t|\"|\'|\/|\q`, ["\b|\f|\n|\r|\t|\"|'|/|\\q"]],
  [String.raw`a\\b`, [String.raw`a\b`, "a\b"]],
  [String.raw`\u{10ffff}`, ["\u{10ffff}"]],
  [String.raw`\u{110000}x`, ["\ufffdx"]],
  // URLs and forms.
  ["%46AKE", ["FAKE"]],
  ["%c3%BC", ["ü"]],
  ["%f0%9f%92%a9", [PILE]],
  // No UTF-8.
  ["%FF%46", ["ÿF"]],
  ["+", [" "]],
  ["a+b%20c", ["a+b c", "a b c"]],
  ["a+%c3%bc", ["a+ü", "a ü"]],
  ["%4x %x4", []],
  // HTML and XML.
  ["&quot;&apos;&lt;&gt;&amp;", [`"'<>&`]],
  ["&#70;&#x41;&#X4b;&#x45;", ["FAKE"]],
  ["&LT;", ["<"]],
  ["&nbsp; &#; &#x;", []],
  // Encodings inside encodings are undone twice.
  ["%2546AKE", ["%46AKE", "FAKE"]],
  ["%252546AKE", ["%2546AKE", "%46AKE"]],
  [String.raw`\u002546AKE`, ["%46AKE", "FAKE"]],
])("%j is also %j", (text, others) => {
  expect(decodedViews(text).map((view) => view.text)).toEqual([text, ...others]);
});

test.each([
  ["x%46y", [0, 1, 4, 5]],
  ["%2546y", [0, 5, 6]],
  ["%f0%9f%92%a9y", [0, 0, 12, 13]],
  ["x&lt;&#70;", [0, 1, 5, 10]],
  [String.raw`\u{46}\x46\n`, [0, 6, 10, 12]],
])("the way back from what %j says", (text, origins) => {
  const { text: last = "", origin } = decodedViews(text).at(-1) ?? {};
  expect(Array.from({ length: last.length + 1 }, (_, index) => origin?.(index))).toEqual(origins);
});
