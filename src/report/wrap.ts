import { stripVTControlCharacters } from "node:util";

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /^\p{M}$/u;

/** A GUID, name, version, path or address; a word of a language has none of these. */
const IDENTIFIER = /[\d/_.:@=-]/;
const MAX_IDENTIFIER = 128;
/** A URL or an ARM id may be longer. */
const ADDRESS = /^\W{0,3}(?:[a-z]+:\/\/|\/)/i;
const MAX_ADDRESS = 2048;

/** Below this much room beside a lead, text goes under it. */
const MIN_ROOM = 24;

/** Columns that a text takes on a terminal; colours take none. */
export function measure(text: string): number {
  // Nearly always.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of stripVTControlCharacters(text))
    width += WIDE.test(character) ? 2 : NO_WIDTH.test(character) ? 0 : 1;
  return width;
}

/**
 * Lines of at most `width` columns, broken at spaces and newlines. An identifier or address that is longer is
 * never cut: it makes its line longer. Other words are.
 */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(1, width)));
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(" ").flatMap((part) => breakWord(part, width))) {
    if (word === "") continue;
    const size = measure(word);
    if (line !== "" && used + 1 + size > width) {
      lines.push(line);
      line = "";
      used = 0;
    }
    used += size + (line === "" ? 0 : 1);
    line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

function breakWord(word: string, width: number): string[] {
  if (measure(word) <= width || isUnbreakable(word)) return [word];
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const character of word) {
    const size = measure(character);
    if (used + size > width && part !== "") {
      parts.push(part);
      part = "";
      used = 0;
    }
    part += character;
    used += size;
  }
  return [...parts, part];
}

function isUnbreakable(word: string): boolean {
  return (
    (word.length <= MAX_IDENTIFIER && IDENTIFIER.test(word)) ||
    (word.length <= MAX_ADDRESS && ADDRESS.test(word))
  );
}

/** `lead` and then `text`, wrapped beside it; under it, a little indented, where there is no room beside it. */
export function hang(lead: string, text: string, width: number): string[] {
  const beside = measure(lead);
  if (lead.trim() === "") return indent(wrap(text, width - beside), beside);
  const words = text.split(/[ \n]/).map(measure);
  const room = width - beside;
  const fits = room >= measure(text) || (room >= MIN_ROOM && Math.max(...words.slice(0, 500)) <= room);
  if (fits) {
    return wrap(text, room).map((line, index) => (index === 0 ? lead : " ".repeat(beside)) + line);
  }
  const margin = lead.length - lead.trimStart().length;
  return [
    ...indent(wrap(lead.trim(), width - margin), margin),
    ...indent(wrap(text, width - margin - 2), margin + 2),
  ];
}

export function indent(lines: readonly string[], by: number): string[] {
  return lines.map((line) => " ".repeat(by) + line);
}
