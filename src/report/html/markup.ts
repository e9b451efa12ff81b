import { escapeControls } from "../../model/escape-text.ts";

const MARKUP: unique symbol = Symbol("markup");

/** Text that is HTML already. Only `markup` and `literal` make it: no value of a report can pass for it. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What a place of a template takes: markup as it is, all else escaped; `undefined` and `false` are nothing. */
export type Part = Markup | string | number | undefined | false | readonly Part[];

/** Markup with places for values. A value is escaped for text and for quoted attributes alike. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return literal(texts.map((text, index) => text + written(parts[index])).join(""));
}

/** Markup of our own that a template cannot hold: the style sheet. */
export function literal(text: string): Markup {
  return { [MARKUP]: text };
}

export function textOf(page: Markup): string {
  return page[MARKUP];
}

function written(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return escapeHtml(String(part));
  if (isList(part)) return part.map(written).join("");
  return part[MARKUP];
}

function isList(part: Markup | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const SPECIAL = /[&<>"']|[^\0-\x7f]/gu;

/**
 * Fit for the text of an element and for an attribute in double quotes. What is beyond ASCII is written as a character
 * reference: a shell that writes its output in an encoding of its own (PowerShell, a console of Windows) spoils nothing.
 */
export function escapeHtml(text: string): string {
  return escapeControls(text, { keepNewlines: true }).replaceAll(
    SPECIAL,
    (sign) => ENTITIES[sign] ?? `&#${sign.codePointAt(0) ?? 0};`,
  );
}
