import { stripVTControlCharacters } from "node:util";
import { ENTRA_PATTERNS } from "../catalogue/entra-errors.ts";
import { CREDENTIALS, MESSAGE_IDS, messages, SPEAKERS } from "../catalogue/messages.ts";
import { RELEASES } from "../catalogue/sdk-releases.ts";
import { escapeControls } from "../model/escape-text.ts";

/** An error text is short; of a whole log the lines that tell something are kept. */
const MAX_LENGTH = 8192;

/** Further than this no line of a log is looked at: it is a document. */
const LONGEST_LINE = 2000;

const TELLING: readonly RegExp[] = [
  ...[SPEAKERS, CREDENTIALS, messages, RELEASES].flatMap((rows) => rows.map(({ pattern }) => pattern)),
  ...[ENTRA_PATTERNS.code, ...Object.values(MESSAGE_IDS)].map(
    ({ source, flags }) => new RegExp(source, flags.replace("g", "")),
  ),
  ENTRA_PATTERNS.correlationId,
  ENTRA_PATTERNS.traceId,
];

/**
 * An error text as a report keeps it: line ends are newlines, colours are gone, what cannot be seen is written out, and of
 * a long log the lines are kept that tell something, each once, with the line before and after.
 */
export function messageEvidence(text: string): string {
  const plain = stripVTControlCharacters(text).replaceAll(/\r\n?/g, "\n").replaceAll("\t", "  ").trim();
  const kept = plain.length <= MAX_LENGTH ? plain : excerptOf(plain.split("\n"));
  return cut(escapeControls(kept, { keepNewlines: true }), MAX_LENGTH);
}

function excerptOf(lines: readonly string[]): string {
  const short = lines.map((line) => cut(line, LONGEST_LINE));
  const telling = new Set(short.filter((line) => TELLING.some((pattern) => pattern.test(line))));
  const seen = new Set<string>();
  const near = new Set(
    short.flatMap((line, index) => (telling.has(line) ? [index - 1, index, index + 1] : [])),
  );
  const excerpt = short.filter((line, index) => {
    const isNew = near.has(index) && !seen.has(line);
    seen.add(line);
    return isNew;
  });
  return (excerpt.length === 0 ? short : excerpt).join("\n");
}

/** Not in the middle of a character. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
