import type { JWTPayload } from "jose";
import { NUMERIC_DATES } from "../model/numeric-date.ts";

/** What is done to a token: to its claims before it is signed, or to its text. */
export interface TokenFault {
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  readonly text?: () => string;
}

const MEMBERSHIPS = 5000;

/** A person in very many groups; Entra itself leaves them out beyond two hundred. */
export const ENORMOUS_CLAIMS: JWTPayload = {
  groups: Array.from({ length: MEMBERSHIPS }, (_, index) => {
    const last = index.toString(16).padStart(12, "0");
    return `00000000-0000-4000-8000-${last}`;
  }),
};

/** A terminal's commands, a right-to-left override, a byte order mark, ends of lines, half a surrogate pair. */
export const HOSTILE_TEXT =
  "\u{1b}[31m\u{1b}]0;title\u{7}\u{9b}2J\r\n\0\u{202e}txt.exe\u{2066}\u{feff}\u{2028}\u{ad}\u{7f}\ud800 end";

export const CONTROL_CLAIMS: JWTPayload = {
  name: HOSTILE_TEXT,
  upn: HOSTILE_TEXT,
  unique_name: HOSTILE_TEXT,
  appid: HOSTILE_TEXT,
  idtyp: HOSTILE_TEXT,
  xms_mirid: `/subscriptions/${HOSTILE_TEXT}`,
  scp: HOSTILE_TEXT,
  roles: [HOSTILE_TEXT],
};

/** A refusal of any kind of endpoint, with such a text wherever one can be. */
export const CONTROL_REFUSAL = {
  error: HOSTILE_TEXT,
  error_description: `AADSTS7000215: ${HOSTILE_TEXT} Trace ID: ${HOSTILE_TEXT}`,
  error_codes: [7_000_215],
  trace_id: HOSTILE_TEXT,
  correlation_id: HOSTILE_TEXT,
  timestamp: HOSTILE_TEXT,
  message: HOSTILE_TEXT,
};

/** A token from another time. */
export function shiftedClaims(seconds: number) {
  return (claims: JWTPayload): JWTPayload => ({
    ...claims,
    ...Object.fromEntries(
      [...NUMERIC_DATES].flatMap((name) => {
        const value = claims[name];
        return typeof value === "number" ? [[name, value + seconds]] : [];
      }),
    ),
  });
}
