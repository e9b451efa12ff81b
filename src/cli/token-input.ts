import { jwtPart } from "../collect/isolate/decode-token.ts";
import { UsageError } from "./usage-error.ts";

/** A token as it was found in a text; `why` is for those that cannot be read. */
export type GivenToken = { readonly text: string } & (
  | { readonly form: "jwt"; readonly claims: number }
  | { readonly form: "opaque" | "encrypted"; readonly why: string }
);

/** Where commands and servers put it: OAuth answers, `az account get-access-token`, `Get-AzAccessToken`. */
const PROPERTIES = ["access_token", "accessToken", "Token", "token"];

const JOSE = /^[\w-]+={0,2}(?:\.[\w-]*={0,2}){1,4}$/;
/** Letters that tokens of other forms are made of; a word or a sentence is none. */
const OPAQUE = /^(?=.*\d)[\w+/=.~*!-]{40,}$/;

/**
 * The token in a text: alone, in quotes, behind `Bearer`, broken into lines, or in a JSON answer.
 *
 * @throws UsageError for what is no token; nothing of the text is repeated.
 */
export function tokenIn(text: string): GivenToken {
  const token = bare(text);
  if (token === "") throw new UsageError("standard input holds no token");
  const parts = token.split(".");
  if (parts.length === 5 && "enc" in (jwtPart(token, { header: true }) ?? {})) {
    return {
      text: token,
      form: "encrypted",
      why: "The token is encrypted (JWE): only the resource that it is for can read it.",
    };
  }
  const payload = JOSE.test(token) && parts.length === 3 ? jwtPart(token) : undefined;
  if (payload !== undefined && jwtPart(token, { header: true }) !== undefined) {
    return { text: token, form: "jwt", claims: Object.keys(payload).length };
  }
  if (!OPAQUE.test(token) || /^eyJ|^-----/.test(token)) {
    throw new UsageError(
      "standard input holds no token that can be decoded: damaged, cut short, or something else",
    );
  }
  return {
    text: token,
    form: "opaque",
    why: "The text is opaque: no claims can be read in it. Refresh tokens and tokens of personal accounts are so, and so are keys and secrets.",
  };
}

function bare(text: string): string {
  const inJson = fromJson(text.trim());
  const plain = (inJson ?? text)
    .trim()
    .replace(/^(?:authorization\s*:\s*)?bearer\s+/i, "")
    .replaceAll(/^["'`]+|["'`,;]+$/g, "")
    .replace(/^bearer\s+/i, "");
  // Terminals and mails break long lines.
  return /^[\w.=\s+/~*!-]*$/.test(plain) ? plain.replaceAll(/\s+/g, "") : plain;
}

function fromJson(text: string): string | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found === "string") return found;
  if (typeof found !== "object" || found === null) return undefined;
  const held = found as Readonly<Record<string, unknown>>;
  const property = PROPERTIES.find((name) => Object.hasOwn(held, name) && typeof held[name] === "string");
  return property === undefined ? "" : String(held[property]);
}
