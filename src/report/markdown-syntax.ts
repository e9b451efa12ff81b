import { largest } from "../model/largest.ts";

/** Words that mean nothing to Markdown, nor to those who link mentions, issues, commits and addresses in it. */
const PLAIN_WORD = /^\p{L}+(?:['\u2019-]\p{L}+)*$/u;
const COMMIT = /^[0-9a-f]{7,40}$/i;
/** Not at the start of a line, where one with a point makes a list. */
const PLAIN_NUMBER = /^\d{1,6}$/;
/** What a sentence puts behind a word. */
const CLOSING: ReadonlySet<string> = new Set("\"'.,;:!?)");
const MIN_FENCE = 3;
/** Wider columns are not filled up: their lines are longer than a window anyway. */
const MAX_PADDED = 40;

/**
 * A sentence with foreign parts in it: every word that could be taken for more than a word becomes code. So nothing
 * is interpreted, and it still reads well where Markdown is shown as it is.
 *
 * @param text One line.
 */
export function prose(text: string): string {
  const parts: Part[] = [];
  for (const word of text.split(" ").filter((one) => one !== "")) {
    const part = partOf(word, parts.length === 0);
    const last = parts.at(-1);
    // Words of one value, such as a date and its time.
    if (last?.core !== undefined && last.after === "" && part.core !== undefined && part.before === "")
      parts[parts.length - 1] = { before: last.before, core: `${last.core} ${part.core}`, after: part.after };
    else parts.push(part);
  }
  return parts
    .map(({ before, core, after }) => (core === undefined ? before : `${before}${code(core)}${after}`))
    .join(" ");
}

/** A word: plain, or with a core that is code. */
interface Part {
  readonly before: string;
  readonly core?: string;
  readonly after: string;
}

function partOf(word: string, isFirst: boolean): Part {
  const [before = ""] = /^["'(]*/.exec(word) ?? [];
  // Not by an expression: it would look for the end from each sign of a run of them.
  let end = word.length;
  while (end > before.length && CLOSING.has(word.charAt(end - 1))) end -= 1;
  const [core, after] = [word.slice(before.length, end), word.slice(end)];
  const isPlain =
    (PLAIN_WORD.test(core) && !COMMIT.test(core)) || (!isFirst && (PLAIN_NUMBER.test(core) || word === "-"));
  if (isPlain) return { before: word, after: "" };
  return core === "" ? { before: "", core: word, after: "" } : { before, core, after };
}

/** A value in which nothing is interpreted; empty for a blank one. */
export function code(text: string): string {
  const line = text.replaceAll("\n", " ");
  if (line.trim() === "") return "";
  const ticks = "`".repeat(longestRun(line) + 1);
  // One blank on either side is taken off again.
  const needsRoom = /^`|`$|^ .* $/su.test(line);
  const room = needsRoom ? " " : "";
  return `${ticks}${room}${line}${room}${ticks}`;
}

/** Lines of a fenced block; the fence is longer than any in the text. */
export function fenced(lines: readonly string[], language = ""): string[] {
  const fence = "`".repeat(Math.max(MIN_FENCE, longestRun(lines.join("\n")) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  const lengths = (text.match(/`+/g) ?? []).map(({ length }) => length);
  return largest(lengths, 0);
}

/**
 * A table; its cells are Markdown already. All columns but the last are padded, so that it can be read as it stands;
 * empty columns are left out.
 */
export function markdownTable(headers: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const used = headers.map((_, at) => rows.some((row) => (row[at] ?? "") !== ""));
  const lines = [headers, ...rows].map((row) => row.filter((_, at) => used[at]).map(cell));
  const [head = []] = lines;
  const widths = head.map((_, at) =>
    Math.min(
      MAX_PADDED,
      largest(
        lines.map((row) => (row[at] ?? "").length),
        MIN_FENCE,
      ),
    ),
  );
  const draw = (row: readonly string[]): string =>
    `| ${row.map((text, at) => (at === row.length - 1 ? text : text.padEnd(widths[at] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, at) => "-".repeat(at === widths.length - 1 ? MIN_FENCE : width));
  return [draw(head), draw(rule), ...lines.slice(1).map(draw)];
}

/** A backslash before a pipe would take the other one's effect away, in code, too (GFM, section 4.10). */
function cell(text: string): string {
  return text.replaceAll("\\|", "\\ |").replaceAll("|", "\\|");
}

/** A part that GitHub folds; where Markdown is shown as it is, a part with a title. */
export function folded(title: string, lines: readonly string[]): string[] {
  return ["<details>", `<summary>${title}</summary>`, "", ...lines, "", "</details>"];
}
