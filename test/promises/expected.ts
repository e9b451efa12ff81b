import type { FaultName } from "../../src/lab/faults.ts";
import type { Outcome, Verdict } from "../../src/model/words.ts";
import type { Cell } from "./cells.ts";
import type { PlaceKind, PlaceName } from "./places.ts";

/** Words that may be said of a link, and of what it may do where it got a token. */
export interface Expected {
  readonly outcomes: readonly Outcome[];
  readonly verdicts: readonly Verdict[];
  /** Whether Azure Resource Manager told what the identity may do, where it is asked. */
  readonly roles?: readonly RoleFacts[];
}

export type RoleFacts = "told" | "untold";
type Word = Outcome | Verdict | RoleFacts;

/** By place, else by what kind of endpoint it has. */
type Row = Readonly<Partial<Record<PlaceName | PlaceKind, readonly Word[]>>>;

/** Kinds of places at which a link gets its token; at the others it has one, and asks for something. */
const GIVE_TOKENS = ["metadata", "platform", "entra", "tool", "file"] as const satisfies readonly PlaceKind[];
type GivesTokens = (typeof GIVE_TOKENS)[number];

/** The same word at every place that gives tokens. */
function tokens(...outcomes: readonly Outcome[]): Row {
  return Object.fromEntries(GIVE_TOKENS.map((kind) => [kind, outcomes]));
}

const UNTOLD = { roles: ["untold"] } as const;
const TOLD = { roles: ["told"] } as const;

/** The same word at every place that is asked for something. */
function access(...verdicts: readonly Verdict[]): Row {
  return {
    ...UNTOLD,
    target: verdicts,
    storage: verdicts,
    registry: verdicts,
    amqp: verdicts,
    database: verdicts,
  };
}

const UNREACHED = { ...tokens("unavailable"), ...access("unreachable"), proxy: ["unavailable"] } as const;
/** The look that comes first takes no answer in its second for none at all; Entra is not looked at. */
const SLOW = {
  metadata: ["unavailable"],
  platform: ["unavailable", "timed-out"],
  entra: ["timed-out"],
  proxy: ["timed-out"],
} as const;
const BROKEN_OFF = { ...tokens("unavailable"), ...access("inconclusive", "unreachable") } as const;
/** What storage answers is told from its headers alone. */
const UNREADABLE = { ...tokens("failed"), ...access("inconclusive"), storage: ["allowed"] } as const;
/** Only Entra and the metadata service name themselves in a header; elsewhere a redirect may be anybody's. */
const REDIRECTED = {
  ...tokens("failed"),
  platform: ["failed", "unavailable"],
  ...access("inconclusive"),
  proxy: ["unavailable"],
} as const;
const HARMLESS = { ...tokens("succeeded"), ...access("allowed"), ...TOLD, proxy: ["succeeded"] } as const;
/** Tunnels that a proxy refuses are asked for again and again. */
const REFUSED = {
  ...tokens("failed"),
  ...access("inconclusive"),
  proxy: ["unavailable", "timed-out"],
} as const;
/** SDKs ask again, for longer than a step may take. */
const IN_TROUBLE = {
  ...tokens("timed-out", "failed"),
  ...access("inconclusive"),
  proxy: ["timed-out", "unavailable"],
} as const;
/** Storage says so by 503 and its own code. */
const THROTTLED = { ...IN_TROUBLE, ...access("throttled"), storage: ["inconclusive"] } as const;

/** What has to be said of a fault, by what kind of endpoint has it. */
const EXPECTED: Readonly<Record<FaultName, Row>> = {
  refused: UNREACHED,
  silent: { ...UNREACHED, ...SLOW },
  reset: UNREACHED,
  stranger: UNREACHED,
  "slow-headers": { ...SLOW, ...access("unreachable") },
  "slow-body": { ...SLOW, ...access("inconclusive") },
  "reset-before-body": BROKEN_OFF,
  "reset-in-body": BROKEN_OFF,
  "cut-short": BROKEN_OFF,
  "hung-up": UNREACHED,
  // It is cut where it is long; on a busy machine it is not so long when its time is over.
  "endless-body": { ...tokens("unavailable", "timed-out"), ...access("allowed", "inconclusive") },
  "wrong-content-type": HARMLESS,
  "proxy-page": { ...UNREACHED, ...access("inconclusive") },
  "proxy-error": { ...tokens("timed-out", "unavailable"), ...access("inconclusive"), proxy: ["timed-out"] },
  "empty-body": UNREADABLE,
  "byte-order-mark": { ...UNREADABLE, target: ["allowed"] },
  "invalid-utf8": HARMLESS,
  "control-characters": REFUSED,
  // More than is read of an answer: what is cut off is no document.
  "deep-json": { ...HARMLESS, ...access("allowed", "inconclusive") },
  // What is kept of it is no JSON any more, from which anybody could be told.
  "deep-error": { ...REFUSED, platform: ["failed", "unavailable"] },
  "number-for-text": UNREADABLE,
  "missing-fields": UNREADABLE,
  "huge-headers": UNREACHED,
  // What comes first is what the SDK's tunnels take for the answer.
  informational: { ...HARMLESS, proxy: ["unavailable"] },
  "informational-forever": { ...SLOW, ...access("unreachable"), proxy: ["unavailable", "timed-out"] },
  "redirect-same-host": REDIRECTED,
  "redirect-other-host": REDIRECTED,
  "redirect-loop": REDIRECTED,
  "status-400": REFUSED,
  "status-401": { ...REFUSED, target: ["token-rejected"] },
  "status-403": REFUSED,
  "status-404": IN_TROUBLE,
  "status-410": IN_TROUBLE,
  "status-429": THROTTLED,
  "status-429-soon": THROTTLED,
  "status-429-absurd": THROTTLED,
  "status-500": IN_TROUBLE,
  "status-502": IN_TROUBLE,
  "status-503": { ...IN_TROUBLE, ...access("throttled", "inconclusive") },
  "status-504": IN_TROUBLE,
  "tls-expired": UNREACHED,
  "tls-wrong-host": UNREACHED,
  "tls-unknown-issuer": UNREACHED,
  "tls-cut-short": UNREACHED,
  "name-unknown": { ...UNREACHED, ...access("not-found-dns") },
  "name-failed": UNREACHED,
  "name-silent": { ...UNREACHED, entra: ["timed-out"], proxy: ["timed-out"] },
  // Whoever looks a name up twice meets somebody else, whom nobody has certified.
  "name-rebinding": { proxy: ["succeeded"], ...access("unreachable") },
  "ipv6-lost": HARMLESS,
  // Nobody answers, and there is no other address to go on to.
  "ipv6-only-lost": { entra: ["timed-out"], ...access("unreachable"), proxy: ["timed-out"] },
  // What is signed by a clock that is wrong counts at another time; a file that somebody else signed goes by theirs.
  "clock-hour-ahead": { ...HARMLESS, certificate: ["failed"] },
  "clock-hour-behind": { ...HARMLESS, certificate: ["failed"] },
  "clock-day-ahead": { ...HARMLESS, certificate: ["failed"] },
  "clock-day-behind": { ...HARMLESS, certificate: ["failed"] },
  "token-expired": HARMLESS,
  "token-not-yet": HARMLESS,
  "token-opaque": HARMLESS,
  "token-enormous": HARMLESS,
  "token-control-characters": HARMLESS,
  "tool-hangs": { tool: ["timed-out"] },
  "tool-floods": { tool: ["unavailable", "timed-out"] },
  "tool-garbage": { tool: ["unavailable"] },
  "tool-forks": { tool: ["timed-out"] },
  "file-unreadable": { file: ["failed", "not-configured", "unavailable"] },
};

/** What a token with a fault is answered where it is shown: by kind of place, else as in a header over HTTP. */
const TOKEN_VERDICTS: Readonly<
  Partial<Record<FaultName, { readonly usual: readonly Verdict[] } & Record<string, readonly Verdict[]>>>
> = {
  // A registry refuses its exchange with one answer, whatever is the matter.
  "token-expired": { usual: ["token-expired"], registry: ["inconclusive"] },
  // The lab's SQL Server looks at the end of a token alone.
  "token-not-yet": { usual: ["token-expired"], registry: ["inconclusive"], database: ["allowed"] },
  "token-opaque": { usual: ["token-rejected"], registry: ["inconclusive"] },
  // It is too long for a header, and not for a form or a message; a login is cut off.
  "token-enormous": {
    usual: ["inconclusive"],
    registry: ["allowed"],
    amqp: ["allowed"],
    database: ["unreachable"],
  },
};

/** The words for a cell; throws where nobody has thought of it. */
export function expectedAt({ fault, place }: Cell): Expected {
  const name = fault.name as FaultName;
  const { kind } = place;
  // The proxy is looked up for the token, and once more for the target.
  const isMoved = name === "name-rebinding" && kind === "proxy";
  const faulty = TOKEN_VERDICTS[name];
  const shown = faulty?.[kind] ?? faulty?.usual ?? [isMoved ? "unreachable" : "allowed"];
  // Whether the rest of the machine's metadata can be had changes neither word.
  if (kind === "instance") return { outcomes: ["succeeded"], verdicts: ["allowed"] };
  const words = EXPECTED[name][place.name] ?? EXPECTED[name][kind];
  if (words === undefined) throw new Error(`nothing is expected of ${name} at ${place.name}`);
  if (kind === "roles") {
    return { outcomes: ["succeeded"], verdicts: ["denied-rbac"], roles: words as RoleFacts[] };
  }
  return isGiver(kind) || kind === "proxy"
    ? { outcomes: words as Outcome[], verdicts: shown }
    : { outcomes: ["succeeded"], verdicts: faulty === undefined ? (words as Verdict[]) : shown };
}

function isGiver(kind: PlaceKind): kind is GivesTokens {
  return (GIVE_TOKENS as readonly PlaceKind[]).includes(kind);
}
