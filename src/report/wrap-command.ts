import type { OtherShell } from "../model/words.ts";
import { measure } from "./wrap.ts";

const MARGIN = 2;

/** What protects the character behind it, and at the end of a line joins the next (about_Parsing of PowerShell). */
const ESCAPE: Readonly<Record<OtherShell | "posix", string>> = { posix: "\\", powershell: "`" };

/**
 * A shell command as lines that can be pasted: one if it fits, else several joined as its shell does, broken only
 * between arguments, before an option where possible. An argument is never cut: it makes its line longer.
 */
export function wrapCommand(command: string, width: number, shell: OtherShell | "posix" = "posix"): string[] {
  const line = command.replaceAll("\n", "\\n");
  if (measure(line) <= width) return [line];
  const escape = ESCAPE[shell];
  const continuation = ` ${escape}`;
  const room = Math.max(1, width - continuation.length - MARGIN);
  const lines: string[] = [];
  for (const group of groupOptions(splitArguments(line, escape))) {
    const whole = group.join(" ");
    if (measure(whole) <= room) addPiece(lines, whole, room);
    // An option that fits on no line with its value starts one of its own.
    else for (const piece of packed(group, room)) lines.push(piece);
  }
  return lines.map((text, index) => {
    const shown = index === 0 ? text : " ".repeat(MARGIN) + text;
    return index === lines.length - 1 ? shown : shown + continuation;
  });
}

function packed(pieces: readonly string[], room: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) addPiece(lines, piece, room);
  return lines;
}

/** Adds a piece to the last line if there is room, else starts a line with it. */
function addPiece(lines: string[], piece: string, room: number): void {
  const last = lines.at(-1);
  if (last !== undefined && measure(last) + 1 + measure(piece) <= room)
    lines[lines.length - 1] = `${last} ${piece}`;
  else lines.push(piece);
}

/** Splits at blanks that no quote and no escape protects. A comment is one piece: nothing continues it. */
function splitArguments(command: string, escape: string): string[] {
  const found: string[] = [];
  let current = "";
  let quote = "";
  for (let at = 0; at < command.length; at += 1) {
    const character = command.charAt(at);
    if (quote === "" && character === " ") {
      if (current !== "") found.push(current);
      current = "";
      continue;
    }
    if (quote === "" && current === "" && character === "#") return [...found, command.slice(at)];
    current += character;
    if (character === escape && quote !== "'") current += command.charAt(++at);
    else if (quote === character) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
  }
  return current === "" ? found : [...found, current];
}

/** An option stays together with its values. */
function groupOptions(words: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last === undefined || word.startsWith("-")) groups.push([word]);
    else last.push(word);
  }
  return groups;
}
