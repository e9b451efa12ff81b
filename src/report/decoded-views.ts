/** A text as a reader would see it after undoing some encoding, with the way back to the original. */
export interface View {
  readonly text: string;
  /** Index in the original at which the part behind `text[index]` starts; one more than `text` is long. */
  readonly origin: (index: number) => number;
}

interface Decoder {
  readonly encoded: RegExp;
  readonly decode: (match: RegExpMatchArray) => readonly Decoded[];
}

/** One decoded piece, and how much of the encoded text it stands for. */
interface Decoded {
  readonly text: string;
  readonly length: number;
}

/** Encodings inside encodings, such as a URL in a JSON string, are undone this often. */
const MAX_DEPTH = 2;

const BACKSLASH_FORMS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: "<", gt: ">", amp: "&" };

const DECODERS: readonly Decoder[] = [
  // JSON, and what `escapeText` writes.
  {
    encoded: /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(["'\\/bfnrt]))/gi,
    decode: ([all, braced, four, two, short]) => {
      if (short !== undefined) return [{ text: BACKSLASH_FORMS[short] ?? short, length: all.length }];
      return [{ text: fromHex(braced ?? four ?? two ?? ""), length: all.length }];
    },
  },
  { encoded: /(?:%[0-9a-f]{2})+/gi, decode: ([all]) => decodePercent(all) },
  // Form bodies write a space as a plus sign.
  {
    encoded: /\+|(?:%[0-9a-f]{2})+/gi,
    decode: ([all]) => (all === "+" ? [{ text: " ", length: 1 }] : decodePercent(all)),
  },
  // HTML and XML.
  {
    encoded: /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(quot|apos|lt|gt|amp));/gi,
    decode: ([all, decimal, hex, entity]) => {
      const named = entity === undefined ? undefined : ENTITIES[entity.toLowerCase()];
      const text =
        named ?? fromCode(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal));
      return [{ text, length: all.length }];
    },
  },
];

/** One of these stands in whatever a decoder changes. */
const MAYBE_ENCODED = /[\\%+&]/;

/**
 * The text itself, then the text with its backslash, percent and HTML escapes undone, singly and in pairs.
 * Text without escapes has one view; linear in the length of the text.
 */
export function decodedViews(text: string): readonly View[] {
  const views: View[] = [{ text, origin: (index) => index }];
  if (!MAYBE_ENCODED.test(text)) return views;
  const seen = new Set([text]);
  let last: readonly View[] = views;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next: View[] = [];
    for (const view of last) {
      for (const decoder of DECODERS) {
        const decoded = decodeView(view, decoder);
        if (decoded === undefined || seen.has(decoded.text)) continue;
        seen.add(decoded.text);
        next.push(decoded);
      }
    }
    views.push(...next);
    last = next;
  }
  return views;
}

function decodeView(view: View, { encoded, decode }: Decoder): View | undefined {
  const parts: string[] = [];
  const starts = new Uint32Array(view.text.length);
  let length = 0;
  let read = 0;
  const keep = (end: number): void => {
    parts.push(view.text.slice(read, end));
    while (read < end) starts[length++] = read++;
  };
  for (const match of view.text.matchAll(encoded)) {
    keep(match.index);
    for (const piece of decode(match)) {
      parts.push(piece.text);
      for (let unit = 0; unit < piece.text.length; unit += 1) starts[length++] = read;
      read += piece.length;
    }
  }
  if (read === 0) return undefined;
  keep(view.text.length);
  starts[length] = read;
  return { text: parts.join(""), origin: (index) => view.origin(starts[index] ?? read) };
}

function decodePercent(run: string): readonly Decoded[] {
  const bytes = Buffer.from(run.replaceAll("%", ""), "hex");
  const decoded = bytes.toString("utf8");
  // Bytes that are no UTF-8 are read one by one, as the old servers that send them do.
  if (decoded.includes("\ufffd")) return [...bytes].map((byte) => ({ text: fromCode(byte), length: 3 }));
  return Array.from(decoded, (text) => ({ text, length: Buffer.byteLength(text) * 3 }));
}

function fromHex(hex: string): string {
  return fromCode(Number.parseInt(hex, 16));
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}
