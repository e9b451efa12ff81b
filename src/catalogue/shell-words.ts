/** A word of a command line: its text, or the value of a variable. */
export type Word = string | { readonly variable: string };

/** Characters that stand for themselves outside of quotes in a POSIX shell. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./~-]$/;

/**
 * The words of a POSIX command line as this catalogue writes them (fixes.ts); nothing where the line is more than one
 * command and its words.
 */
export function wordsOf(line: string): readonly Word[] | undefined {
  const words: Word[] = [];
  let rest = line.trim();
  while (rest !== "") {
    const word = firstWord(rest);
    if (word === undefined) return undefined;
    words.push(word.word);
    rest = rest.slice(word.length).trimStart();
  }
  return words;
}

const VARIABLE = /^"\$([A-Z_]+)"(?=\s|$)/;

function firstWord(text: string): { word: Word; length: number } | undefined {
  const [whole, variable] = VARIABLE.exec(text) ?? [];
  if (whole !== undefined && variable !== undefined) return { word: { variable }, length: whole.length };
  let word = "";
  let at = 0;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    const part = partOf(text.slice(at));
    if (part === undefined) return undefined;
    word += part.text;
    at += part.length;
  }
  return { word, length: at };
}

/** Quotes, an escaped character, or one plain character. */
function partOf(text: string): { text: string; length: number } | undefined {
  const [single, inSingle] = /^'([^']*)'/.exec(text) ?? [];
  if (single !== undefined && inSingle !== undefined) return { text: inSingle, length: single.length };
  const [double, inDouble] = /^"((?:[^"\\$`]|\\["\\$`])*)"/.exec(text) ?? [];
  if (double !== undefined && inDouble !== undefined) {
    return { text: inDouble.replaceAll(/\\(["\\$`])/g, "$1"), length: double.length };
  }
  if (/^\\./.test(text)) return { text: text.charAt(1), length: 2 };
  return PLAIN.test(text.charAt(0)) ? { text: text.charAt(0), length: 1 } : undefined;
}
