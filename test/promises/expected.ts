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
    handshake: verdicts,
  };
}

const UNREACHED = { ...tokens("unavailable"), ...access("unreachable"), proxy: ["unavailable"] } as const;
/**
 * The look that comes first takes no answer in its second for none at all. It is not had at Entra, not over TLS, and
 * spares what asks for tokens alone.
 */
const SLOW = {
  metadata: ["unavailable"],
  platform: ["unavailable"],
  "service-fabric": ["timed-out"],
  "metadata-token": ["timed-out"],
  entra: ["timed-out"],
  proxy: ["timed-out"],
} as const;
const BROKEN_OFF = { ...tokens("unavailable"), ...access("inconclusive") } as const;
/** A reset is told of the way; a registry's tokens are asked for on another one. */
const BROKEN_BY_RESET = { ...BROKEN_OFF, storage: ["unreachable"], target: ["unreachable"] } as const;
/** What storage answers, and a registry's challenge, is told from headers alone. */
const BY_HEADERS = { storage: ["allowed"], "registry-challenge": ["allowed"] } as const;
const UNREADABLE = { ...tokens("failed"), ...access("inconclusive"), ...BY_HEADERS } as const;
/** Nothing in such an answer is the platform's own; the metadata service names itself in a header. */
const OF_ANYBODY = { platform: ["unavailable"], "metadata-token": ["failed"] } as const;
const REDIRECTED = {
  ...tokens("failed"),
  ...OF_ANYBODY,
  ...access("inconclusive"),
  proxy: ["unavailable"],
} as const;
const HARMLESS = {
  ...tokens("succeeded"),
  ...access("allowed"),
  ...TOLD,
  proxy: ["succeeded"],
  // A login there takes the service's own driver.
  handshake: ["not-tested"],
} as const;
/**
 * A tunnel that is refused is asked for again where the end of the connection is all that is heard of it, and not where
 * the answer is: which of them comes first, behind a body, is chance.
 */
const NO_TUNNEL = { proxy: ["timed-out", "unavailable"] } as const;
const REFUSED = { ...tokens("failed"), ...access("inconclusive"), ...NO_TUNNEL } as const;
/** SDKs ask again, for longer than a step may take. */
const IN_TROUBLE = { ...tokens("timed-out"), ...access("inconclusive"), ...NO_TUNNEL } as const;
/** Platforms may need a moment until they know an identity; Entra does not. */
const NOT_THERE = { ...IN_TROUBLE, entra: ["failed"] } as const;
/** Storage says so by 503 and its own code. */
const THROTTLED = {
  ...IN_TROUBLE,
  ...tokens("failed"),
  ...access("throttled"),
  storage: ["inconclusive"],
} as const;

/** What is signed by a clock that is wrong counts at another time; a file that somebody else signed goes by theirs. */
const CLOCK = { ...HARMLESS, certificate: ["failed"], "entra-certificate": ["failed"] } as const;

/** What has to be said of a fault, by what kind of endpoint has it. */
const EXPECTED: Readonly<Record<FaultName, Row>> = {
  refused: UNREACHED,
  silent: { ...UNREACHED, ...SLOW },
  reset: UNREACHED,
  stranger: UNREACHED,
  "slow-headers": { ...SLOW, ...access("unreachable") },
  "slow-body": { ...SLOW, ...access("inconclusive") },
  "reset-before-body": BROKEN_BY_RESET,
  "reset-in-body": BROKEN_BY_RESET,
  "cut-short": BROKEN_OFF,
  "hung-up": UNREACHED,
  // It is cut where it is long.
  "endless-body": { ...tokens("unavailable"), ...access("inconclusive"), ...BY_HEADERS },
  "wrong-content-type": HARMLESS,
  "proxy-page": { ...UNREACHED, ...access("inconclusive") },
  "proxy-error": IN_TROUBLE,
  "empty-body": UNREADABLE,
  "byte-order-mark": { ...UNREADABLE, target: ["allowed"] },
  "invalid-utf8": HARMLESS,
  "control-characters": REFUSED,
  // More than is read of an answer, but of a list: what is cut off is no document.
  "deep-json": { ...HARMLESS, ...access("inconclusive"), ...BY_HEADERS, ...TOLD },
  // What is kept of it is no JSON any more, from which anybody could be told.
  "deep-error": { ...REFUSED, ...OF_ANYBODY },
  "number-for-text": UNREADABLE,
  "missing-fields": UNREADABLE,
  "huge-headers": UNREACHED,
  // What comes first is what the SDK's tunnels take for the answer.
  informational: { ...HARMLESS, proxy: ["unavailable"] },
  "informational-forever": { ...SLOW, ...access("unreachable"), proxy: ["unavailable"] },
  "redirect-same-host": REDIRECTED,
  "redirect-other-host": REDIRECTED,
  "redirect-loop": REDIRECTED,
  "status-400": REFUSED,
  "status-401": { ...REFUSED, target: ["token-rejected"], "registry-challenge": ["allowed"] },
  "status-403": REFUSED,
  "status-404": NOT_THERE,
  "status-410": NOT_THERE,
  "status-429": THROTTLED,
  "status-429-soon": { ...THROTTLED, ...tokens("timed-out") },
  "status-429-absurd": THROTTLED,
  "status-500": IN_TROUBLE,
  "status-502": IN_TROUBLE,
  "status-503": IN_TROUBLE,
  "status-504": IN_TROUBLE,
  "stream-silent": UNREACHED,
  // One letter is all that PostgreSQL says.
  "stream-slow": { ...UNREACHED, postgres: ["not-tested"] },
  "stream-hung-up": UNREACHED,
  "stream-reset": UNREACHED,
  "stream-cut-short": UNREACHED,
  "stream-endless": UNREACHED,
  "stream-garbage": UNREACHED,
  "stream-huge-frame": UNREACHED,
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
  "clock-hour-ahead": CLOCK,
  "clock-hour-behind": CLOCK,
  "clock-day-ahead": CLOCK,
  "clock-day-behind": CLOCK,
  "token-expired": HARMLESS,
  "token-not-yet": HARMLESS,
  "token-opaque": HARMLESS,
  "token-enormous": HARMLESS,
  "token-control-characters": HARMLESS,
  "tool-hangs": { tool: ["timed-out"] },
  "tool-floods": { tool: ["unavailable"] },
  "tool-garbage": { tool: ["unavailable"] },
  "tool-forks": { tool: ["timed-out"] },
  "file-unreadable": {
    "arc-key": ["failed"],
    "federated-token": ["not-configured"],
    certificate: ["not-configured"],
  },
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

/** How long a step may take: two seconds, or ten, on a machine that was too busy for two. */
export type Wait = "short" | "longer";

/** The last word of SDKs that ask again, where they are left long enough to come to it: Entra is not asked for long. */
const LAST_WORDS: Readonly<Partial<Record<FaultName, Outcome>>> = {
  "proxy-error": "unavailable",
  "status-500": "failed",
  "status-502": "failed",
  "status-503": "failed",
  "status-504": "failed",
};

/** The words for a cell; throws where nobody has thought of it. */
export function expectedAt(cell: Cell, wait: Wait = "short"): Expected {
  const expected = wordsAt(cell);
  const last = wait === "longer" && expected.outcomes.includes("timed-out") ? lastWordAt(cell) : undefined;
  return last === undefined ? expected : { ...expected, outcomes: [...expected.outcomes, last] };
}

function lastWordAt({ fault, place }: Cell): Outcome | undefined {
  // Everybody comes back as soon as they were told to.
  if (fault.name === "status-429-soon") return "failed";
  return place.kind === "entra" ? LAST_WORDS[fault.name as FaultName] : undefined;
}

function wordsAt({ fault, place }: Cell): Expected {
  const name = fault.name as FaultName;
  const { kind } = place;
  // The proxy is looked up for the token, and once more for the target.
  const isMoved = name === "name-rebinding" && kind === "proxy";
  const faulty = TOKEN_VERDICTS[name];
  const shown = faulty?.[kind] ?? faulty?.usual ?? [isMoved ? "unreachable" : "allowed"];
  // Neither the rest of the machine's metadata nor what storage says of tokens before it has one changes a word.
  if (kind === "instance" || kind === "challenge") return { outcomes: ["succeeded"], verdicts: ["allowed"] };
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
