import { escapeText } from "../model/escape-text.ts";
import type { KnownSecret } from "../model/known-secret.ts";

export type KnownSecrets = readonly KnownSecret[];

/** All the ways in which one secret may stand in a text whose escapes are undone. */
export interface SecretForms {
  readonly name: string;
  /** Too short to be looked for inside a text: a text that is exactly this is removed. */
  readonly whole: readonly string[];
  /** Looked for anywhere. */
  readonly inside: readonly string[];
  /** Base64 without its ends, which hold bits of neighbouring bytes. */
  readonly base64: readonly string[];
  /** As texts may have them when they were cut: their beginnings are looked for. */
  readonly cut: readonly string[];
}

const MIN_INSIDE = 4;
const MIN_ENCODED = 8;
/** A line of a longer secret, such as a key file, is a secret of its own from this length on. */
const MIN_LINE = 16;

export function formsOf({ name, value }: KnownSecret): SecretForms {
  // Lone surrogates become U+FFFD, as they do on every way out of a process.
  const wellFormed = Buffer.from(value).toString();
  // Quotation marks that belong to the value are often not those of whoever has it from elsewhere.
  const bare = wellFormed.replace(/^[\s"'`\p{Cf}]+|[\s"'`\p{Cf}]+$/gu, "");
  const values = distinct([wellFormed, wellFormed.trim(), bare]).filter((text) => text.trim() !== "");
  const long = values.filter((text) => text.length >= MIN_INSIDE);
  const encoded = values.filter((text) => text.length >= MIN_ENCODED);
  const lines = wellFormed.split(/[\r\n]/).filter((line) => line.trim().length >= MIN_LINE);
  const base64 = distinct(encoded.flatMap(base64Forms));
  const written = long.flatMap(writtenForms);
  return {
    name,
    whole: values.filter((text) => text.length < MIN_INSIDE),
    inside: distinct([
      ...long,
      ...lines,
      ...long.map((text) => text.replaceAll("\r\n", "\n")),
      ...long.map((text) => Buffer.from(text).toString("latin1")),
      ...encoded.flatMap(hexForms),
      ...written,
    ]),
    base64,
    cut: distinct([...long, ...written, ...base64]),
  };
}

/**
 * As common writers escape it. Undoing escapes finds these too, save where the text before makes another escape
 * of the first characters, and where the end was cut off.
 */
function writtenForms(text: string): string[] {
  const percent = encodeURIComponent(text);
  return [
    escapeText(text, Infinity),
    JSON.stringify(text).slice(1, -1),
    percent,
    percent.replace(/%../g, (escape) => escape.toLowerCase()),
    percent.replaceAll("%20", "+"),
  ];
}

function hexForms(text: string): string[] {
  const hex = Buffer.from(text).toString("hex");
  return [hex, hex.toUpperCase()];
}

/**
 * The part of the base64 of any text around `text` that depends on `text` alone, for each of the three places
 * in a group of three bytes at which it may start.
 */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const core = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
