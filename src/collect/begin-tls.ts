import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureVersion } from "node:tls";
import type { ServiceDefinition } from "../catalogue/service-definition.ts";
import { tdsStream, type TdsStream } from "./tds-stream.ts";

type Protocol = NonNullable<ServiceDefinition["startTls"]>;

/** A connection on which the TLS handshake comes next. */
export interface TlsBeginning {
  readonly socket: Duplex;
  readonly maxVersion?: SecureVersion;
}

/** The beginning of a TDS session that is to end in a login. */
export interface TdsBeginning extends TlsBeginning {
  readonly socket: TdsStream;
  readonly maxVersion: SecureVersion;
  /** All that follows is encrypted, not the login alone. */
  readonly encryptsAll: boolean;
  /** The server asks whoever signs in with a token to repeat that it said so (FEDAUTHREQUIRED). */
  readonly asksForEcho: boolean;
}

/**
 * What a client of a protocol says before its TLS handshake; nothing where TLS begins at once. No user, database or
 * token is ever named: the connection ends with the handshake.
 *
 * @throws what the server says instead of taking TLS, and what breaks the connection.
 */
export async function beginTls(socket: Socket, protocol: Protocol | undefined): Promise<TlsBeginning> {
  return protocol === undefined ? { socket } : await BEGINNINGS[protocol](socket);
}

const BEGINNINGS: Readonly<Record<Protocol, (socket: Socket) => Promise<TlsBeginning>>> = {
  postgres: beginPostgres,
  mysql: beginMysql,
  tds: beginTds,
};

/** PostgreSQL, "SSL Session Encryption": SSLRequest, answered by one byte. */
async function beginPostgres(socket: Socket): Promise<TlsBeginning> {
  socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
  const answer = await receive(socket, postgresLength);
  const [kind] = answer.toString("latin1", 0, 1);
  if (kind === "S") return { socket };
  if (kind === "N") throw refused(NO_TLS);
  if (kind !== "E") throw refused("the server is no PostgreSQL server");
  // ErrorResponse: fields of a letter and a text; `M` is the message.
  const message = /\0M([^\0]*)/.exec(answer.toString("utf8"))?.[1];
  throw refused(`the server answered: ${message ?? "an error"}`);
}

/** One letter, or an ErrorResponse with its length. */
function postgresLength(bytes: Buffer): number | undefined {
  if (bytes[0] !== 0x45) return bytes.length === 0 ? undefined : 1;
  return bytes.length < 5 ? undefined : 1 + bytes.readUInt32BE(1);
}

const CLIENT_SSL = 0x0800;
const CLIENT_PROTOCOL_41 = 0x0200;
const CLIENT_SECURE_CONNECTION = 0x8000;

/** MySQL client/server protocol, "Connection Phase": the server greets, the client answers with an SSLRequest. */
async function beginMysql(socket: Socket): Promise<TlsBeginning> {
  const greeting = await receive(socket, (bytes) =>
    bytes.length < 4 ? undefined : 4 + bytes.readUIntLE(0, 3),
  );
  if (greeting[4] === 0xff) {
    const [code, text] = [greeting.readUInt16LE(5), greeting.toString("utf8", 7).replace(/^#\w{5}/, "")];
    throw refused(`the server answered: error ${code}, ${text}`);
  }
  // After the version: thread id, the first part of a challenge, a filler; then the lower half of the capabilities.
  const flagsAt = greeting.indexOf(0, 5) + 1 + 4 + 8 + 1;
  if (greeting[4] !== 10 || greeting.length < flagsAt + 2) throw refused("the server is no MySQL server");
  if ((greeting.readUInt16LE(flagsAt) & CLIENT_SSL) === 0) throw refused(NO_TLS);
  const request = Buffer.alloc(4 + 32);
  request.writeUIntLE(32, 0, 3);
  request[3] = 1;
  request.writeUInt32LE(CLIENT_SSL | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION, 4);
  request.writeUInt32LE(0x01000000, 8);
  // utf8mb4_general_ci
  request[12] = 45;
  socket.write(request);
  return { socket };
}

const PRELOGIN = 0x12;
const RESPONSE = 0x04;
const ENCRYPTION = 0x01;
const ENCRYPT_ON = 0x01;
const ENCRYPT_NOT_SUPPORTED = 0x02;
const ENCRYPT_REQUIRED = 0x03;
const FEDAUTH_REQUIRED = 0x06;
const END_OF_OPTIONS = 0xff;
/** Version of the client, encryption wished for, no instance, no thread, no MARS, a token: each by number and value. */
const PRELOGIN_OPTIONS: readonly (readonly [number, readonly number[]])[] = [
  [0x00, [0, 0, 0, 0, 0, 0]],
  [ENCRYPTION, [ENCRYPT_ON]],
  [0x02, [0]],
  [0x03, [0, 0, 0, 0]],
  [0x04, [0]],
  [FEDAUTH_REQUIRED, [1]],
];

/** MS-TDS section 2.2.6.5: PRELOGIN tells of encryption, and the handshake follows inside packets of that type. */
export async function beginTds(socket: Socket): Promise<TdsBeginning> {
  socket.write(preloginPacket());
  const answer = (await receive(socket, tdsLength)).subarray(8);
  const encryption = optionOf(answer, ENCRYPTION);
  if (encryption === undefined) throw refused("the server is no SQL Server");
  if (encryption === ENCRYPT_NOT_SUPPORTED) throw refused(NO_TLS);
  const asksForEcho = optionOf(answer, FEDAUTH_REQUIRED) === 1;
  // MS-TDS 2.2: versions before 8.0 know TLS up to 1.2.
  const encryptsAll = encryption === ENCRYPT_ON || encryption === ENCRYPT_REQUIRED;
  return { socket: tdsStream(socket, PRELOGIN), maxVersion: "TLSv1.2", encryptsAll, asksForEcho };
}

/** A packet of the type that answers, or the first byte of anything else. */
function tdsLength(bytes: Buffer): number | undefined {
  if (bytes.length > 0 && bytes[0] !== RESPONSE) return 1;
  return bytes.length < 8 ? undefined : bytes.readUInt16BE(2);
}

function preloginPacket(): Buffer {
  const index: number[] = [];
  let at = PRELOGIN_OPTIONS.length * 5 + 1;
  for (const [token, value] of PRELOGIN_OPTIONS) {
    index.push(token, at >> 8, at & 0xff, 0, value.length);
    at += value.length;
  }
  const payload = Buffer.from([
    ...index,
    END_OF_OPTIONS,
    ...PRELOGIN_OPTIONS.flatMap(([, value]) => [...value]),
  ]);
  const length = payload.length + 8;
  return Buffer.concat([Buffer.from([PRELOGIN, 1, length >> 8, length & 0xff, 0, 0, 1, 0]), payload]);
}

/** The first byte of an option: number, offset and length of each stand first, their values behind. */
function optionOf(payload: Buffer, option: number): number | undefined {
  for (let at = 0; at + 5 <= payload.length && payload[at] !== END_OF_OPTIONS; at += 5) {
    if (payload[at] === option) return payload[payload.readUInt16BE(at + 1)];
  }
  return undefined;
}

const NO_TLS = "the server takes no TLS connections";

export function refused(message: string): Error {
  return Object.assign(new Error(message), { code: "REFUSED" });
}

/** More than any of these greetings has. */
const MOST_BYTES = 64 * 1024;

/**
 * The first message that comes, of the length that its own first bytes tell; `lengthOf` gives nothing until they are
 * there. What comes behind it stays in the socket.
 */
export function receive(socket: Socket, lengthOf: (bytes: Buffer) => number | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const end = (settle: () => void) => {
      socket.off("data", take).off("error", fail).off("close", closed).pause();
      settle();
    };
    const fail = (error: Error) => end(() => reject(error));
    const closed = () =>
      fail(Object.assign(new Error("the server closed the connection"), { code: "CLOSED" }));
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const length = lengthOf(bytes);
      if ((length ?? bytes.length) > MOST_BYTES) return fail(refused("the server speaks another protocol"));
      if (length === undefined || bytes.length < length) return;
      end(() => resolve(bytes.subarray(0, length)));
      if (bytes.length > length) socket.unshift(bytes.subarray(length));
    };
    socket.on("data", take).once("error", fail).once("close", closed);
  });
}
