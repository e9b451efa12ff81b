import type { FaultyCertificate } from "./certificates.ts";
import type { LabDatabase } from "./lab-database.ts";
import type { ToolBehaviour } from "./lab-tool.ts";
import type { NameAnswer } from "./name-table.ts";
import {
  headOf,
  whole,
  withBody,
  withHeaders,
  withLength,
  withMember,
  withNumbers,
  withoutLength,
  type RawAnswer,
  type Step,
} from "./raw-answers.ts";
import type { TokenFault } from "./token-faults.ts";
import { CONTROL_CLAIMS, CONTROL_REFUSAL, ENORMOUS_CLAIMS, shiftedClaims } from "./token-faults.ts";

/** What goes wrong, and where. */
export interface LabFault {
  readonly name: FaultName;
  /** `host:port` of the simulated network, path of a file, or command of a tool; the name alone says it of a clock or a token. */
  readonly at: string;
  /** Of what is said there, only so much. */
  readonly only?: FaultyPart;
  /** File that gets a line each time that it is met. */
  readonly notes?: string;
}

export interface FaultyPart {
  /** Of the requests over HTTP those with this in their path, with this header, without that one. */
  readonly path?: string;
  readonly header?: string;
  readonly withoutHeader?: string;
  /** Of what a server says that does not speak HTTP: its words before the TLS handshake, in place of those behind it. */
  readonly beforeTls?: true;
  /** What comes behind so many writes of such a server. */
  readonly afterWrites?: number;
}

/** What a connection meets before anything is said, or in place of the handshake. */
export type ConnectionFault = "refused" | "silent" | "reset" | "stranger" | "cut-handshake";

/** What servers speak that do not speak HTTP; of Redis nothing is heard behind the handshake. */
export type StreamProtocol = "amqp" | Exclude<LabDatabase["protocol"], "redis">;

/** What the caller asked for; the host as it named it. */
export interface FaultyRequest {
  readonly host: string;
  readonly path: string;
  readonly scheme: "http" | "https";
}

type Play =
  | { readonly kind: "connection"; readonly play: ConnectionFault }
  | {
      readonly kind: "answer";
      readonly play: (genuine: RawAnswer, request: FaultyRequest) => readonly Step[];
      /** The head of an answer is enough to play it: a proxy's answer to CONNECT has no body. */
      readonly needsBody?: true;
    }
  /** Of a server that does not speak HTTP: what it does in place of saying this. */
  | { readonly kind: "stream"; readonly play: (genuine: Buffer, protocol: StreamProtocol) => readonly Step[] }
  | { readonly kind: "tls"; readonly play: FaultyCertificate }
  | { readonly kind: "name"; readonly play: NameAnswer; readonly ipv6Lost?: true }
  /** How far the clock of the host is ahead of everybody else's. */
  | { readonly kind: "clock"; readonly play: number }
  | { readonly kind: "token"; readonly play: TokenFault }
  | { readonly kind: "tool"; readonly play: ToolBehaviour }
  | { readonly kind: "file"; readonly play: "unreadable" };

/** One way in which something goes wrong. */
export type Fault = Play & { readonly name: string; readonly words: string };

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A parser that calls itself for every bracket runs out of stack long before. */
const DEPTH = 50_000;
/** More than Node and other clients take as the head of an answer. */
const HUGE = 256 * 1024;
const ANYWHERE = "https://collector.contoso-attacker.example/token";
/** A name that moves goes to these addresses (RFC 5737): what was there first is at the other one no more. */
export const MOVED = { first: "203.0.113.98", later: "203.0.113.97" } as const;
const LOST_IPV6 = "2001:db8::98";
const BEHIND_IPV6 = [LOST_IPV6, MOVED.first] as const;

const SQUID = { Server: "squid/6.10", Via: "1.1 proxy.contoso.example (squid/6.10)" } as const;
const PAGE =
  "<!DOCTYPE html><html><head><title>Sign in to the guest network</title></head><body><h1>Welcome</h1></body></html>\n";

const JSON_TYPE = "application/json; charset=utf-8";
const INVALID = Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xa0, 0xed, 0xa0, 0x80]);
const NOTE_OF_NO_TEXT = {
  json: Buffer.concat([Buffer.from('"note":"'), INVALID, Buffer.from('"')]),
  xml: Buffer.concat([Buffer.from("<Note>"), INVALID, Buffer.from("</Note>")]),
};
const DEEP = {
  json: `"deep":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`,
  xml: `${"<Deep>".repeat(DEPTH)}${"</Deep>".repeat(DEPTH)}`,
};
const CONTINUE = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n");
const EARLY_HINTS = Buffer.from("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");

const SPACES = Buffer.alloc(16 * 1024, " ");
const ZEROS = Buffer.alloc(16 * 1024);
/** All bytes there are, again and again, and none where it usually is. */
const NOISE = Buffer.from(Array.from({ length: 1024 }, (_, index) => (index * 167 + 251) % 256));

/** The beginning of the longest frame that a protocol knows; of more of them, where one cannot be long. */
const HUGE_FRAMES: Readonly<Record<StreamProtocol, Buffer>> = {
  // The protocol header of SASL; the length of a frame, where its body begins, its type, its channel.
  amqp: Buffer.from("414d515003010000ffffffff02010000", "hex"),
  // An ErrorResponse.
  postgres: Buffer.from("45ffffffff", "hex"),
  mysql: Buffer.from("ffffff000a", "hex"),
  // A packet of an answer that is not its last; zeros are none.
  "sql-server": Buffer.concat([Buffer.from("0400ffff00000100", "hex"), Buffer.alloc(0xff_ff - 8)]),
};

function half({ body }: RawAnswer): Buffer {
  return firstHalf(body);
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

/** The place's own server, which refuses with this status, and without a code of its service. */
function refusal(status: number, headers: RawAnswer["headers"] = {}) {
  const text = `The lab answers ${status}`;
  const body = JSON.stringify({
    error: "lab_fault",
    error_description: text,
    message: text,
    statusCode: status,
  });
  return (genuine: RawAnswer): readonly Step[] => {
    const { "x-ms-error-code": _, ...own } = withHeaders(genuine, headers).headers;
    return whole(withBody({ status, headers: own, body: genuine.body }, body, JSON_TYPE));
  };
}

function redirect(to: (request: FaultyRequest) => string) {
  return (genuine: RawAnswer, request: FaultyRequest): readonly Step[] =>
    whole(withHeaders({ ...genuine, status: 302, body: Buffer.alloc(0) }, { location: to(request) }));
}

/** Every fault that the lab can play. A row says what it is, not what comes of it. */
export const faults = [
  { name: "refused", kind: "connection", play: "refused", words: "nothing listens" },
  { name: "silent", kind: "connection", play: "silent", words: "connections are taken, and nothing is said" },
  { name: "reset", kind: "connection", play: "reset", words: "connections are reset at once" },
  { name: "stranger", kind: "connection", play: "stranger", words: "something speaks another protocol" },

  {
    name: "slow-headers",
    kind: "answer",
    words: "the headers come a byte at a time",
    play: (genuine) => [{ slowly: headOf(withLength(genuine)) }, genuine.body, "end"],
  },
  {
    name: "slow-body",
    kind: "answer",
    needsBody: true,
    words: "the body comes a byte at a time",
    play: (genuine) => [headOf(withLength(genuine)), { slowly: genuine.body }, "end"],
  },
  {
    name: "reset-before-body",
    kind: "answer",
    needsBody: true,
    words: "the connection is reset behind the headers",
    play: (genuine) => [headOf(withLength(genuine)), "reset"],
  },
  {
    name: "reset-in-body",
    kind: "answer",
    needsBody: true,
    words: "the connection is reset in the middle of the body",
    play: (genuine) => [headOf(withLength(genuine)), half(genuine), "reset"],
  },
  {
    name: "cut-short",
    kind: "answer",
    needsBody: true,
    words: "the connection ends before the body does",
    play: (genuine) => [headOf(withLength(genuine)), half(genuine), "end"],
  },
  {
    name: "hung-up",
    kind: "answer",
    words: "the request is read, and the connection ended without an answer",
    play: () => ["end"],
  },
  {
    name: "endless-body",
    kind: "answer",
    needsBody: true,
    words: "the body never ends",
    play: (genuine) => [headOf(withoutLength(genuine)), half(genuine), { forever: SPACES }],
  },
  {
    name: "wrong-content-type",
    kind: "answer",
    needsBody: true,
    words: "the answer says that it is a picture",
    play: (genuine) => whole(withHeaders(genuine, { "content-type": "image/png" })),
  },
  {
    name: "proxy-page",
    kind: "answer",
    words: "a proxy answers with a page of its own",
    play: () => whole(withBody({ status: 200, headers: SQUID, body: Buffer.alloc(0) }, PAGE, "text/html")),
  },
  {
    name: "proxy-error",
    kind: "answer",
    words: "a proxy answers with a page that says that it cannot",
    play: () => whole(withBody({ status: 503, headers: SQUID, body: Buffer.alloc(0) }, PAGE, "text/html")),
  },
  {
    name: "empty-body",
    kind: "answer",
    needsBody: true,
    words: "the answer has no body",
    play: (genuine) => whole(withBody(genuine, "")),
  },
  {
    name: "byte-order-mark",
    kind: "answer",
    needsBody: true,
    words: "the body begins with a byte order mark, or with a second one",
    play: (genuine) => whole(withBody(genuine, `\u{feff}${genuine.body.toString("utf8")}`)),
  },
  {
    name: "invalid-utf8",
    kind: "answer",
    needsBody: true,
    words: "the body has bytes that are no UTF-8",
    play: (genuine) => whole(withMember(genuine, NOTE_OF_NO_TEXT)),
  },
  {
    name: "control-characters",
    kind: "answer",
    needsBody: true,
    words: "a refusal has control characters and bidi marks in every text of it",
    play: (genuine) =>
      whole(
        withHeaders(withBody({ ...genuine, status: 400 }, JSON.stringify(CONTROL_REFUSAL)), {
          "www-authenticate": 'Bearer realm="\t\u{9b}31m"',
          "x-ms-request-id": "\u{9d}0;title\u{9c}",
        }),
      ),
  },
  {
    name: "deep-json",
    kind: "answer",
    needsBody: true,
    words: "the body has one more member, nested very deeply",
    play: (genuine) => whole(withMember(genuine, DEEP)),
  },
  {
    name: "deep-error",
    kind: "answer",
    needsBody: true,
    words: "a refusal is nested very deeply",
    play: (genuine) =>
      whole(
        withBody({ ...genuine, status: 400 }, `${'{"error":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`, JSON_TYPE),
      ),
  },
  {
    name: "number-for-text",
    kind: "answer",
    needsBody: true,
    words: "the body has numbers where texts belong",
    play: (genuine) => whole(withNumbers(genuine)),
  },
  {
    name: "missing-fields",
    kind: "answer",
    needsBody: true,
    words: "the body is an object without members",
    play: (genuine) => whole(withBody(genuine, "{}")),
  },
  {
    name: "huge-headers",
    kind: "answer",
    words: "a header is longer than clients take",
    play: (genuine) => whole(withHeaders(genuine, { "x-ms-filler": "f".repeat(HUGE) })),
  },
  {
    name: "informational",
    kind: "answer",
    words: "informational answers come before the real one",
    play: (genuine) => [CONTINUE, EARLY_HINTS, ...whole(genuine)],
  },
  {
    name: "informational-forever",
    kind: "answer",
    words: "informational answers come, and never a real one",
    play: () => [{ forever: EARLY_HINTS }],
  },
  {
    name: "redirect-same-host",
    kind: "answer",
    words: "a redirect to another path of the same host",
    play: redirect(({ scheme, host }) => `${scheme}://${host}/elsewhere`),
  },
  {
    name: "redirect-other-host",
    kind: "answer",
    words: "a redirect to another host",
    play: redirect(() => ANYWHERE),
  },
  {
    name: "redirect-loop",
    kind: "answer",
    words: "a redirect to the very same address",
    play: redirect(({ scheme, host, path }) => `${scheme}://${host}${path}`),
  },
  { name: "status-400", kind: "answer", play: refusal(400), words: "400" },
  { name: "status-401", kind: "answer", play: refusal(401), words: "401" },
  { name: "status-403", kind: "answer", play: refusal(403), words: "403" },
  { name: "status-404", kind: "answer", play: refusal(404), words: "404" },
  { name: "status-410", kind: "answer", play: refusal(410), words: "410" },
  {
    name: "status-429",
    kind: "answer",
    play: refusal(429),
    words: "429, without a word on when to come back",
  },
  {
    name: "status-429-soon",
    kind: "answer",
    play: refusal(429, { "retry-after": "1" }),
    words: "429, to come back in a second",
  },
  {
    name: "status-429-absurd",
    kind: "answer",
    play: refusal(429, { "retry-after": "99999999999999999999" }),
    words: "429, to come back when the sun has burnt out",
  },
  { name: "status-500", kind: "answer", play: refusal(500), words: "500" },
  { name: "status-502", kind: "answer", play: refusal(502), words: "502" },
  { name: "status-503", kind: "answer", play: refusal(503), words: "503" },
  { name: "status-504", kind: "answer", play: refusal(504), words: "504" },

  {
    name: "stream-silent",
    kind: "stream",
    words: "nothing is said where it should be",
    play: () => [],
  },
  {
    name: "stream-slow",
    kind: "stream",
    words: "what is said comes a byte at a time",
    play: (genuine) => [{ slowly: genuine }],
  },
  {
    name: "stream-hung-up",
    kind: "stream",
    words: "the connection ends where something should be said",
    play: () => ["end"],
  },
  {
    name: "stream-reset",
    kind: "stream",
    words: "the connection is reset in the middle of what is said",
    play: (genuine) => [firstHalf(genuine), "reset"],
  },
  {
    name: "stream-cut-short",
    kind: "stream",
    words: "the connection ends in the middle of what is said",
    play: (genuine) => [firstHalf(genuine), "end"],
  },
  {
    name: "stream-endless",
    kind: "stream",
    words: "what is said never ends",
    play: (genuine) => [firstHalf(genuine), { forever: ZEROS }],
  },
  {
    name: "stream-garbage",
    kind: "stream",
    words: "what is said means nothing",
    play: () => [NOISE, "end"],
  },
  {
    name: "stream-huge-frame",
    kind: "stream",
    words: "a frame says that it is as long as frames can be, and goes on",
    play: (_genuine, protocol) => [HUGE_FRAMES[protocol], { forever: ZEROS }],
  },

  { name: "tls-expired", kind: "tls", play: "expired", words: "the certificate has expired" },
  { name: "tls-wrong-host", kind: "tls", play: "wrong-host", words: "the certificate is another host's" },
  {
    name: "tls-unknown-issuer",
    kind: "tls",
    play: "unknown-issuer",
    words: "nobody knows who issued the certificate",
  },
  {
    name: "tls-cut-short",
    kind: "connection",
    play: "cut-handshake",
    words: "the handshake ends in the middle of a record",
  },

  {
    name: "name-unknown",
    kind: "name",
    play: { error: "ENOTFOUND" },
    words: "there is no such name (NXDOMAIN)",
  },
  {
    name: "name-failed",
    kind: "name",
    play: { error: "EAI_AGAIN" },
    words: "the name server is in trouble (SERVFAIL)",
  },
  { name: "name-silent", kind: "name", play: "silent", words: "the name server never answers" },
  {
    name: "name-rebinding",
    kind: "name",
    play: { addresses: [MOVED.first], later: [MOVED.later] },
    words: "the second look-up gives the address of somebody else",
  },
  {
    name: "ipv6-lost",
    kind: "name",
    play: { addresses: BEHIND_IPV6 },
    ipv6Lost: true,
    words: "the name has an IPv6 address, whose packets are lost",
  },
  {
    name: "ipv6-only-lost",
    kind: "name",
    play: { addresses: [LOST_IPV6] },
    ipv6Lost: true,
    words: "the name has an IPv6 address and no other, and its packets are lost",
  },

  { name: "clock-hour-ahead", kind: "clock", play: HOUR, words: "the clock is an hour ahead" },
  { name: "clock-hour-behind", kind: "clock", play: -HOUR, words: "the clock is an hour behind" },
  { name: "clock-day-ahead", kind: "clock", play: DAY, words: "the clock is a day ahead" },
  { name: "clock-day-behind", kind: "clock", play: -DAY, words: "the clock is a day behind" },

  {
    name: "token-expired",
    kind: "token",
    play: { claims: shiftedClaims(-2 * DAY) },
    words: "the token has expired",
  },
  {
    name: "token-not-yet",
    kind: "token",
    play: { claims: shiftedClaims(2 * DAY) },
    words: "the token is not valid yet",
  },
  {
    name: "token-opaque",
    kind: "token",
    play: { text: () => "lab-fake-opaque-token-that-is-no-jwt" },
    words: "the token is no JWT",
  },
  {
    name: "token-enormous",
    kind: "token",
    play: { claims: (claims) => ({ ...claims, ...ENORMOUS_CLAIMS }) },
    words: "the token is longer than any server takes",
  },
  {
    name: "token-control-characters",
    kind: "token",
    play: { claims: (claims) => ({ ...claims, ...CONTROL_CLAIMS }) },
    words: "claims have control characters and bidi marks in them",
  },

  { name: "tool-hangs", kind: "tool", play: { state: "hangs" }, words: "the tool never ends" },
  { name: "tool-floods", kind: "tool", play: { state: "floods" }, words: "the tool prints without an end" },
  {
    name: "tool-garbage",
    kind: "tool",
    play: { state: "garbage" },
    words: "the tool prints bytes that mean nothing",
  },
  {
    name: "tool-forks",
    kind: "tool",
    play: { state: "forks" },
    words: "the tool leaves a child behind that does not end",
  },

  {
    name: "file-unreadable",
    kind: "file",
    play: "unreadable",
    words: "the file is there, and cannot be read",
  },
] as const satisfies readonly Fault[];

export type FaultName = (typeof faults)[number]["name"];

/** The row of a name. */
export function faultOf({ name }: Pick<LabFault, "name">): Fault {
  const found = faults.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the lab has no fault ${name}`);
  return found;
}
