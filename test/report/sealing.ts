import { escapeText } from "../../src/model/escape-text.ts";
import type { Report } from "../../src/model/report.ts";
import type { KnownSecrets } from "../../src/report/known-secrets.ts";
import { seal } from "../../src/report/seal.ts";
import { buildLink, buildReport } from "./fixture.ts";

export const SECRET = "FAKE~canary/one+two=?&\"q\\uote' ü";
export const KNOWN: KnownSecrets = [{ name: "AZURE_CLIENT_SECRET", value: SECRET }];

export function withText(text: string): Report {
  return buildReport({ links: [buildLink("environment", { reason: text })] });
}

/** What the seal makes of one text. */
export function sealed(text: string, secrets: KnownSecrets = []): string {
  return seal(withText(text), secrets).links[0]?.reason ?? "";
}

export function htmlEscaped(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    '"': "&quot;",
    "'": "&#39;",
    "<": "&lt;",
    ">": "&gt;",
  };
  return text.replace(/[&"'<>]/g, (character) => entities[character] ?? character);
}

export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  trimmed: (secret) => secret.trim(),
  url: encodeURIComponent,
  "url, lower case": (secret) => encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase()),
  "url twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form: (secret) => new URLSearchParams({ s: secret }).toString().slice(2),
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  "json in json": (secret) => JSON.stringify(JSON.stringify(secret)).slice(1, -1),
  "url in json": (secret) => JSON.stringify(encodeURIComponent(secret)),
  html: htmlEscaped,
  "html numbers": (secret) => Array.from(secret, (c) => `&#x${c.codePointAt(0)?.toString(16)};`).join(""),
  escapeText: (secret) => escapeText(secret),
  hex: (secret) => Buffer.from(secret).toString("hex"),
  "hex, upper case": (secret) => Buffer.from(secret).toString("hex").toUpperCase(),
  "utf8 read as latin1": (secret) => Buffer.from(secret).toString("latin1"),
  base64: (secret) => Buffer.from(secret).toString("base64"),
  base64url: (secret) => Buffer.from(secret).toString("base64url"),
  "base64 at 1": (secret) => Buffer.from(`a${secret}bc`).toString("base64"),
  "base64url at 2": (secret) => Buffer.from(`id:${secret}`).toString("base64url"),
  "base64 at 2": (secret) => Buffer.from(`ab${secret}`).toString("base64"),
  "base64 in a URL": (secret) => encodeURIComponent(Buffer.from(`user:${secret}`).toString("base64")),
};

/** Texts that someone may have made to keep a seal busy. */
export const HOSTILE_UNITS = [
  "a",
  "eyJ",
  "eyJaaaaa.",
  "ZXlK",
  "://",
  "://a@",
  "://a",
  "password=",
  'password="',
  '"password":"',
  "sharedaccesssignature=",
  ";pwd=",
  "; password=a ",
  "pwd=a b;",
  "?code=",
  "&code=1",
  "password: ",
  "password: a1",
  "\nx_secret: aaaaaaa",
  "cookie: ",
  "api-key:",
  "1.A",
  "1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.",
  "M.C1_AAA.",
  "\\",
  '\\"',
  "\\u0041",
  "%41",
  "%25",
  "%2541",
  "+%",
  "&amp;",
  "&#65;",
  "-----BEGIN PRIVATE KEY-----",
  "-----BEGIN ",
  "-----BEGIN PRIVATE KEY----------END ",
  "Bearer ",
  "Bearer a",
  "Basic a",
  "authorization: ",
  "authorization:          ",
  "\nsecret: ",
  "\n\t",
  " ",
  "[removed: ",
  "[removed: token]",
  "aQ~",
  "0Q~",
  "FAKE",
  "AA==",
  "... (1 more characters)",
];
