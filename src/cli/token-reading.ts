import { decodeToken } from "../collect/isolate/decode-token.ts";
import { readToken } from "../judge/read-token.ts";
import { escapeControls } from "../model/escape-text.ts";
import type { TokenReading } from "../model/token-reading.ts";
import { mapStrings } from "../report/map-strings.ts";
import { textSealer } from "../report/seal-text.ts";
import { tokenIn, type GivenToken } from "./token-input.ts";

/**
 * What the token in a text says, at a moment of this machine's clock; nothing of its own text is in it.
 *
 * @throws UsageError for a text without a token.
 */
export function tokenReading(text: string, now: number): TokenReading {
  const given = tokenIn(text);
  return sealed(readingOf(given, now), given);
}

function readingOf(given: GivenToken, now: number): TokenReading {
  if (given.form !== "jwt") return given;
  const evidence = decodeToken("", given.text);
  const shown = Object.keys(evidence.claims).length;
  return readToken(evidence, Math.max(0, given.claims - shown), now);
}

/** Claims are written by others: secrets are taken out of them, and what cannot be seen is written out. */
function sealed(reading: TokenReading, { text }: GivenToken): TokenReading {
  const parts = text.split(".").filter((part) => part.length > 16);
  const seal = textSealer(
    [text, ...parts].map((value) => ({ name: "token", value })),
    [],
  );
  return mapStrings(reading, (one) => escapeControls(seal(one, "").text));
}
