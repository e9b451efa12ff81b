import { escapeControls } from "../model/escape-text.ts";

const LONGEST = 300;
/** The first half of a character that was cut in two. */
const HALF = /[\ud800-\udbff]$/;

/** A path as it was typed: a backslash is a part of it on Windows, and stays one. */
export function shownPath(path: string): string {
  const shown = escapeControls(path);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST).replace(HALF, "")}...` : shown;
}
