import { findSecrets, type Span } from "./find-secrets.ts";
import { formsOf, type KnownSecrets } from "./known-secrets.ts";
import { isSecretName, SECRET_PATTERNS } from "./secret-patterns.ts";

export interface SealedText {
  readonly text: string;
  /** What was taken out, by the words that stand there instead. */
  readonly labels: ReadonlySet<string>;
}

/** Seals one text; `holder` is the name of the property, header or variable whose value it is, or empty. */
export type TextSealer = (text: string, holder: string) => SealedText;

const MARK = /\[removed: ([^[\]\n]{1,80})\]/g;
const PLAIN_LABEL = /^[\w .-]{1,64}$/;
/** Stands for a secret whose own name would give it away. */
const NAMELESS = "secret";
/** Taking one secret out may lay bare another; each round ends with fewer, so this is never reached. */
const MAX_ROUNDS = 8;

const NONE: ReadonlySet<string> = new Set();

const cleanTexts = new WeakMap<KnownSecrets, Set<string>>();

/** Texts that hold nothing of these secrets, nothing that looks like one, and no mark: most texts of a report come again. */
function cleanTextsFor(secrets: KnownSecrets): Set<string> {
  const known = cleanTexts.get(secrets) ?? new Set();
  cleanTexts.set(secrets, known);
  return known;
}

/**
 * @param earlierLabels Words that an earlier sealing left in the report; its marks are left as they are.
 */
export function textSealer(secrets: KnownSecrets, earlierLabels: readonly string[]): TextSealer {
  const nameless = secrets.map(formsOf);
  const isPlain = (label: string): boolean =>
    PLAIN_LABEL.test(label) && findSecrets(label, nameless).length === 0;
  const labelOf = (name: string): string => (isPlain(name) ? name : NAMELESS);
  // Of two secrets that overlap, the longer one names the mark.
  const forms = nameless
    .map((form) => ({ ...form, name: labelOf(form.name) }))
    .sort((a, b) => longest(b.inside) - longest(a.inside));
  const trusted = new Set([
    NAMELESS,
    ...SECRET_PATTERNS.map(({ kind }) => kind),
    ...forms.map(({ name }) => name),
    ...earlierLabels.filter(isPlain),
  ]);

  const clean = cleanTextsFor(secrets);
  return (text, holder) => {
    if (isSecretName(holder) && text !== "") {
      return sealWhole(text, labelOf(holder), trusted);
    }
    if (clean.has(text)) return { text, labels: NONE };
    const labels = new Set<string>();
    let sealed = text;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const marks = trustedMarks(sealed, trusted);
      const spans = mergeSpans([...marks, ...findSecrets(sealed, forms)]);
      // Where something was taken out there is a mark now.
      if (spans.length === 0) clean.add(text);
      const changed = replaceSpans(sealed, spans, marks, labels);
      if (changed === sealed) break;
      sealed = changed;
    }
    return { text: sealed, labels };
  };
}

function sealWhole(text: string, label: string, trusted: Set<string>): SealedText {
  const [mark] = trustedMarks(text, trusted);
  if (mark?.start === 0 && mark.end === text.length) return { text, labels: new Set() };
  trusted.add(label);
  return { text: markOf(label), labels: new Set([label]) };
}

function markOf(label: string): string {
  return `[removed: ${label}]`;
}

/** Marks of an earlier sealing. A text that merely looks like one, with words of its own, is no mark. */
function trustedMarks(text: string, trusted: ReadonlySet<string>): Span[] {
  return Array.from(text.matchAll(MARK), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    label: match[1] ?? "",
  })).filter(({ label }) => trusted.has(label));
}

/** Unites what overlaps; what came first in `spans` names it. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const ranked = spans.map((span, rank) => ({ ...span, rank })).sort((a, b) => a.start - b.start);
  const merged: (Span & { rank: number })[] = [];
  for (const span of ranked) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push(span);
      continue;
    }
    const named = span.rank < last.rank ? span : last;
    const end = Math.max(last.end, span.end);
    merged[merged.length - 1] = { start: last.start, end, label: named.label, rank: named.rank };
  }
  return merged;
}

function replaceSpans(
  text: string,
  spans: readonly Span[],
  marks: readonly Span[],
  labels: Set<string>,
): string {
  const untouched = new Set(marks.map(({ start, end }) => `${start}-${end}`));
  const parts: string[] = [];
  let read = 0;
  for (const { start, end, label } of spans) {
    if (untouched.has(`${start}-${end}`)) continue;
    parts.push(text.slice(read, start), markOf(label));
    labels.add(label);
    read = end;
  }
  return parts.join("") + text.slice(read);
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
