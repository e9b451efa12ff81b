import type { FaultName } from "../../src/lab/faults.ts";
import type { Stage } from "../../src/model/words.ts";
import type { Cell } from "./cells.ts";
import type { PlaceKind } from "./places.ts";

/** The first stage on the way to a target that is not passed. */
export type FirstFailure = Stage | "none";

/** Kinds of places that are on the way itself. */
const ON_THE_WAY: ReadonlySet<PlaceKind> = new Set([
  "target",
  "storage",
  "registry",
  "amqp",
  "database",
  "handshake",
]);

/** Of faults that whoever connects meets. */
const CONNECTING: Readonly<Partial<Record<FaultName, readonly FirstFailure[]>>> = {
  refused: ["tcp"],
  // The reset may be there before it is told that the connection is.
  reset: ["tcp", "tls"],
  silent: ["tls"],
  stranger: ["tls"],
  "tls-expired": ["tls"],
  "tls-wrong-host": ["tls"],
  "tls-unknown-issuer": ["tls"],
  "tls-cut-short": ["tls"],
  "name-unknown": ["dns"],
  "name-failed": ["dns"],
  "name-silent": ["dns"],
  "name-rebinding": ["tls"],
  "ipv6-only-lost": ["tcp"],
};

/** Answers of which there is not so much as a whole head, or whose connection breaks: no challenge can be read. */
const NO_ANSWER: ReadonlySet<string> = new Set<FaultName>([
  "slow-headers",
  "slow-body",
  "reset-before-body",
  "reset-in-body",
  "cut-short",
  "hung-up",
  "huge-headers",
  "informational-forever",
]);

/** Of a tunnel whose proxy is well, or not met by the look at the challenge, which looks its name up once. */
const TUNNELLED: ReadonlySet<string> = new Set<FaultName>([
  "ipv6-lost",
  "name-rebinding",
  "clock-hour-ahead",
  "clock-hour-behind",
  "clock-day-ahead",
  "clock-day-behind",
]);

/** What has to be said of the stages of a target. */
export function expectedStages({ fault, place }: Cell): readonly FirstFailure[] {
  const { kind, name, only } = place;
  if (kind === "proxy") return [TUNNELLED.has(fault.name) ? "none" : "challenge"];
  const connecting = ON_THE_WAY.has(kind) ? CONNECTING[fault.name as FaultName] : undefined;
  if (connecting !== undefined) return connecting;
  if (fault.kind === "stream" && only?.beforeTls === true) {
    // One letter is all that PostgreSQL says.
    return [name === "postgres" && fault.name === "stream-slow" ? "none" : "tls"];
  }
  // A registry's challenge belongs to the exchange of tokens; a challenge comes without a token.
  const asksThere = kind === "target" || kind === "challenge";
  return [asksThere && NO_ANSWER.has(fault.name) ? "challenge" : "none"];
}
