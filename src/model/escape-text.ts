/** How much of a foreign text is kept unless the caller says otherwise. */
const DEFAULT_MAX_LENGTH = 2000;

/**
 * What can hide, reorder or fake text on a screen: control characters (Cc: C0, DEL, C1), format characters
 * (Cf: bidi controls, zero-width characters, byte order mark, soft hyphen, tags), lone surrogates (Cs), line
 * and paragraph separators (Zl, Zp).
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const UNSAFE_OR_NOT_ASCII = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[^\0-\x7f]/gu;
const UNSAFE_OR_BACKSLASH = /\r\n|[\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What most texts are: nothing of it is ever written out. */
const PLAIN_ASCII = /^[ -~]*$/;

const SHORT_FORMS: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\r\n": "\\r\\n",
  "\\": "\\\\",
};

export interface EscapeTextOptions {
  /** Leave line ends as newlines (CRLF becomes LF); every other control character is still written out. */
  readonly keepNewlines?: boolean;
}

/**
 * Makes foreign text (error bodies, header values, claims, contents of files) fit to stand in a report: what
 * cannot be seen is written out as `\n`, `\t`, `\r`, `\xNN` or `\u{N}`, and the rest of a long text is counted
 * instead of kept.
 *
 * A backslash is written `\\`, so what was written out can be told from text that looked like it. Hence the
 * function is not idempotent: it is called exactly once, where a text enters.
 *
 * @param maxLength Most UTF-16 units kept; the closing `... (N more characters)` comes on top, and counts
 *   UTF-16 units of `text`. An escape is never cut in two, nor is a surrogate pair.
 * @returns Text without any control character, other than newlines when they are kept. Never throws.
 * @example escapeText("a\u202eb\n") // "a\\u{202e}b\\n"
 */
export function escapeText(
  text: string,
  maxLength: number = DEFAULT_MAX_LENGTH,
  options: EscapeTextOptions = {},
): string {
  let escaped = "";
  let read = 0;
  for (const match of text.matchAll(UNSAFE_OR_BACKSLASH)) {
    const plain = text.slice(read, match.index);
    if (escaped.length + plain.length > maxLength) break;
    escaped += plain;
    read = match.index;
    const written = writeOut(match[0], options.keepNewlines === true);
    if (escaped.length + written.length > maxLength) return withCount(escaped, text.length - read);
    escaped += written;
    read += match[0].length;
  }
  const room = maxLength - escaped.length;
  if (text.length - read <= room) return escaped + text.slice(read);
  const last = wholeCharacters(text.slice(read, read + room));
  return withCount(escaped + last, text.length - read - last.length);
}

export interface EscapeControlsOptions extends EscapeTextOptions {
  /** Write out everything beyond ASCII too. */
  readonly asciiOnly?: boolean;
}

/**
 * Writes out what cannot be seen in a text that already stands in a report: the second line of defence, for
 * renderers of reports that someone else may have written.
 *
 * Backslashes stay as they are, so it is idempotent, and changes nothing in text from `escapeText`.
 */
export function escapeControls(text: string, options: EscapeControlsOptions = {}): string {
  if (PLAIN_ASCII.test(text)) return text;
  const unsafe = options.asciiOnly === true ? UNSAFE_OR_NOT_ASCII : UNSAFE;
  return text.replace(unsafe, (character) => writeOut(character, options.keepNewlines === true));
}

/** Whether anything in a text would be written out: nothing of Azure's is called so, and a report shows it otherwise. */
export function hasUnseen(text: string): boolean {
  return escapeControls(text) !== text;
}

/**
 * A foreign JSON document without anything in it that cannot be seen, which still says the same when it is read;
 * `undefined` for a text that is none.
 *
 * @example escapeJson('{\t"a":"\u202e"}') // '{ "a":"\\u202e"}'
 */
export function escapeJson(text: string): string | undefined {
  const document = text.replace(/^\ufeff/, "");
  try {
    JSON.parse(document);
  } catch {
    return undefined;
  }
  // Within its strings JSON itself has no C0 characters: those are the white space between them.
  return document
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll("\t", " ")
    .replace(UNSAFE, (character) => (character === "\n" ? character : inJson(character)));
}

function inJson(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

function writeOut(character: string, keepNewlines: boolean): string {
  if (keepNewlines && (character === "\n" || character === "\r\n")) return "\n";
  const short = SHORT_FORMS[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code < 0x100 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`;
}

function withCount(shown: string, left: number): string {
  return `${shown}... (${left} more characters)`;
}

/** The text without a first half of a surrogate pair at its end. */
function wholeCharacters(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
