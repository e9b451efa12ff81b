import { decodedViews, type View } from "./decoded-views.ts";
import type { SecretForms } from "./known-secrets.ts";
import { SECRET_PATTERNS } from "./secret-patterns.ts";

/** A part of a text that must go, and what stands there instead. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** Fewer characters of the beginning of a secret, left at the end of a text that was cut, tell nothing. */
const MIN_CUT = 4;
/** A text of this length may have been cut by whoever sent or recorded it, without a mark. */
const MAYBE_CUT_LENGTH = 1000;

/**
 * Parts of `text` that hold a known secret, in any of its forms, then parts that look like a secret. In order of
 * who may name them, possibly overlapping.
 */
export function findSecrets(text: string, secrets: readonly SecretForms[]): Span[] {
  const views = decodedViews(text);
  return [
    ...secrets.flatMap((secret) => [
      ...findWhole(text, secret),
      ...views.flatMap((view) => findInView(view, secret)),
      ...findCut(text, secret),
    ]),
    ...views.flatMap(findPatterns),
  ];
}

function findPatterns(view: View): Span[] {
  return SECRET_PATTERNS.flatMap(({ kind, regex }) =>
    Array.from(view.text.matchAll(regex), (match) => {
      const start = match.index + (match[1]?.length ?? 0);
      return spanOf(view, start, match.index + match[0].length, kind);
    }),
  );
}

function spanOf(view: View, start: number, end: number, label: string): Span {
  return { start: view.origin(start), end: view.origin(end), label };
}

function findWhole(text: string, { name, whole }: SecretForms): Span[] {
  return whole.includes(text.trim()) ? [{ start: 0, end: text.length, label: name }] : [];
}

function findInView(view: View, { name, inside, base64 }: SecretForms): Span[] {
  return [
    ...inside.flatMap((form) =>
      occurrences(view.text, form).map((start) => spanOf(view, start, start + form.length, name)),
    ),
    ...base64.flatMap((core) =>
      occurrences(view.text, core).map((start) => {
        const [from, to] = withEnds(view.text, start, start + core.length);
        return spanOf(view, from, to, name);
      }),
    ),
  ];
}

function occurrences(text: string, form: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) found.push(at);
  return found;
}

/** The characters next to the core hold the rest of the secret's first and last byte; then comes padding. */
function withEnds(text: string, start: number, end: number): [number, number] {
  const isBase64 = (at: number): boolean => /[A-Za-z0-9+/_-]/.test(text.charAt(at));
  let to = isBase64(end) ? end + 1 : end;
  while (to - end < 3 && text.charAt(to) === "=") to += 1;
  return [isBase64(start - 1) ? start - 1 : start, to];
}

/** The beginning of a secret, at the end of a text that was cut before its end. */
function findCut(text: string, { name, cut }: SecretForms): Span[] {
  const mark = /\.\.\. \(\d+ more characters\)$/.exec(text);
  if (mark === null && text.length < MAYBE_CUT_LENGTH) return [];
  const kept = text.slice(0, mark?.index);
  return cut.flatMap((form) => {
    for (let length = Math.min(form.length - 1, kept.length); length >= MIN_CUT; length -= 1) {
      if (kept.endsWith(form.slice(0, length))) {
        return [{ start: kept.length - length, end: kept.length, label: name }];
      }
    }
    return [];
  });
}
