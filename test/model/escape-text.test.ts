import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeControls, escapeJson, escapeText } from "../../src/model/escape-text.ts";

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const UNSAFE_BUT_NEWLINE = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Any sequence of UTF-16 units, with the dangerous ones far more often than by chance. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom("\\", "\n", "\r\n", "\t", "\x1b[31m", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b"),
      fc.constantFrom("\u2028", "\ufeff", "\ud800", "\udc00", "\u{e0041}", "\\u{202e}", "\\n", "\u{1f600}"),
      fc.string({ unit: "binary", maxLength: 8 }),
    ),
  )
  .map((parts) => parts.join(""));

describe("escapeText", () => {
  test.each([
    ["newline, tab, return", "a\nb\tc\rd", String.raw`a\nb\tc\rd`],
    ["escape sequence", "\x1b[31mred", String.raw`\x1b[31mred`],
    ["C1 and DEL", "\x9b\x7f", String.raw`\x9b\x7f`],
    ["bidi override and isolates", "\u202e\u2066\u200f", String.raw`\u{202e}\u{2066}\u{200f}`],
    ["zero width", "a\u200b\u2060\ufeffb", String.raw`a\u{200b}\u{2060}\u{feff}b`],
    ["line separators", "\u2028\u2029", String.raw`\u{2028}\u{2029}`],
    ["lone surrogates", "\ud800x\udfff", String.raw`\u{d800}x\u{dfff}`],
    ["a pair stays", "\u{1f600}", "\u{1f600}"],
    ["a backslash is doubled", String.raw`C:\new`, String.raw`C:\\new`],
    ["text that looks escaped", String.raw`\u{202e}`, String.raw`\\u{202e}`],
    ["ordinary text", "Größe: 3 µm", "Größe: 3 µm"],
  ])("%s", (_name, text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  test("keeps line ends when asked, and only those", () => {
    expect(escapeText("a\r\nb\nc\rd\te", 2000, { keepNewlines: true })).toBe(String.raw`a
b
c\rd\te`);
  });

  test("says how much was left out, and cuts neither escapes nor pairs", () => {
    expect(escapeText("abcdef", 4)).toBe("abcd... (2 more characters)");
    expect(escapeText("abcd", 4)).toBe("abcd");
    expect(escapeText("abc\x1b", 4)).toBe("abc... (1 more characters)");
    expect(escapeText("abc\u{1f600}", 4)).toBe("abc... (2 more characters)");
    expect(escapeText("\u{1f600}", 0)).toBe("... (2 more characters)");
  });

  test("leaves no control character, whatever comes in", () => {
    fc.assert(
      fc.property(hostile, fc.nat(50), (text, maxLength) => {
        expect(escapeText(text, maxLength)).not.toMatch(UNSAFE);
        expect(escapeText(text, maxLength, { keepNewlines: true })).not.toMatch(UNSAFE_BUT_NEWLINE);
      }),
    );
  });

  test("is unambiguous: two texts never look the same", () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        fc.pre(one !== other);
        expect(escapeText(one, Infinity)).not.toBe(escapeText(other, Infinity));
      }),
    );
  });

  test("takes linear time", () => {
    const started = performance.now();
    for (const unit of ["a", "\\", "\x1b", "\u202e", "\r\n", "a\n"]) escapeText(unit.repeat(1e6), Infinity);
    for (const unit of ["a", "\\", "\x1b"]) escapeText(unit.repeat(1e6));
    // About a second; what is quadratic takes hours. The room is for a busy machine.
    expect(performance.now() - started).toBeLessThan(40_000);
  });
});

describe("escapeControls", () => {
  test("is idempotent and changes nothing that escapeText made", () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, asciiOnly) => {
        const once = escapeControls(text, { asciiOnly });
        expect(once).not.toMatch(UNSAFE);
        expect(escapeControls(once, { asciiOnly })).toBe(once);
        const entered = escapeText(text);
        expect(escapeControls(entered)).toBe(entered);
      }),
    );
  });

  test("ASCII only", () => {
    expect(escapeControls("Größe\u{1f600}\\", { asciiOnly: true })).toBe(
      String.raw`Gr\xf6\xdfe\u{1f600}` + "\\",
    );
  });
});

describe("escapeJson", () => {
  test("says the same when it is read, and has nothing in it that cannot be seen", () => {
    fc.assert(
      fc.property(
        fc.dictionary(hostile, hostile),
        fc.constantFrom("", " ", "\t", "\r\n\t"),
        (value, space) => {
          const text = `\ufeff${JSON.stringify(value, undefined, 1).replaceAll("\n", `\n${space}`)}`;
          const escaped = escapeJson(text) ?? "";
          expect(JSON.parse(escaped)).toEqual(value);
          expect(escaped).not.toMatch(UNSAFE_BUT_NEWLINE);
          expect(escapeJson(escaped)).toBe(escaped);
        },
      ),
    );
  });

  test("is for JSON alone", () => {
    expect(escapeJson('{"a":')).toBeUndefined();
    expect(escapeJson("")).toBeUndefined();
  });
});
