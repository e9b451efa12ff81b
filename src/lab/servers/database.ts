import { createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createSecureContext, TLSSocket } from "node:tls";
import { receive } from "../../collect/begin-tls.ts";
import { tdsStream, type TdsStream } from "../../collect/tds-stream.ts";
import type { ServerCertificate } from "../certificates.ts";
import type { LabDatabase } from "../lab-database.ts";
import type { NoteRequest } from "./listen.ts";
import { answerLogin, type TdsLogins } from "./tds-session.ts";

/** What a server does before TLS begins; the stream on which it then does. */
type Greeting = (socket: Socket, takesTls: boolean) => Promise<Duplex>;

const GREETINGS: Readonly<Record<LabDatabase["protocol"], Greeting>> = {
  postgres: greetPostgres,
  mysql: greetMysql,
  "sql-server": greetSqlServer,
  redis: (socket, takesTls) => (takesTls ? Promise.resolve(socket) : Promise.reject(new Error("no TLS"))),
};

interface Served {
  readonly note: NoteRequest;
  /** Who signs in. */
  readonly accounts?: Pick<TdsLogins, "verify" | "now">;
  /** Somebody connects; the first words are said, and TLS begins. The second is the connection below it. */
  readonly onConnection?: (socket: Socket, raw: Socket) => void;
  readonly onTls?: (secure: Socket, raw: Socket) => void;
}

/**
 * The first words of a database's protocol. What is said behind the TLS handshake is noted and not answered, but for a
 * login to SQL Server, when `accounts` tell who signs in.
 */
export function databaseServer(
  { protocol, withoutTls, logins, host }: LabDatabase,
  { tls }: ServerCertificate,
  { note, accounts, onConnection, onTls }: Served,
): Server {
  const secureContext = createSecureContext({ key: tls.key, cert: tls.cert });
  const serve = async (socket: Socket) => {
    const stream = await GREETINGS[protocol](socket, withoutTls !== true);
    const secure = new TLSSocket(stream, { isServer: true, secureContext });
    onTls?.(secure, socket);
    secure.on("error", () => socket.destroy());
    secure.on("close", () => socket.destroy());
    if (logins === undefined || accounts === undefined || !("writeBare" in stream)) {
      secure.on("data", () => note({ server: "database", method: protocol, path: "spoken to" }));
      return;
    }
    const server = host.replace(/\..*/, "");
    answerLogin(
      secure,
      { ...logins, ...accounts, server },
      {
        said: (database) => note({ server: "database", method: protocol, path: `login to ${database}` }),
        // The last of the handshake has gone by then: it was what the login waited for.
        beforeAnswer: () => (stream as TdsStream).writeBare(),
      },
    );
  };
  return createServer((socket) => {
    socket.on("error", () => socket.destroy());
    note({ server: "database", method: protocol, path: "connected" });
    onConnection?.(socket, socket);
    serve(socket).catch(() => socket.destroy());
  });
}

const SSL_REQUEST = 80_877_103;

async function greetPostgres(socket: Socket, takesTls: boolean): Promise<Duplex> {
  const request = await receive(socket, () => 8);
  if (request.readUInt32BE(4) !== SSL_REQUEST) throw new Error("no SSLRequest");
  socket.write(takesTls ? "S" : "N");
  if (!takesTls) throw new Error("no TLS");
  return socket;
}

/** Protocol 4.1, transactions, TLS, secure connections; plug-ins. */
const MYSQL_CAPABILITIES = 0xaa00_0000 | 0x0000_a200;
const MYSQL_TLS = 0x0800;

async function greetMysql(socket: Socket, takesTls: boolean): Promise<Duplex> {
  const capabilities = (MYSQL_CAPABILITIES | (takesTls ? MYSQL_TLS : 0)) >>> 0;
  const low = Buffer.alloc(2);
  low.writeUInt16LE(capabilities & 0xffff);
  const high = Buffer.alloc(2);
  high.writeUInt16LE(capabilities >>> 16);
  const payload = Buffer.concat([
    Buffer.from([10]),
    Buffer.from("8.0.37-azure\0"),
    Buffer.from([7, 0, 0, 0]),
    Buffer.from("lab-fake"),
    Buffer.from([0]),
    low,
    Buffer.from([255, 2, 0]),
    high,
    Buffer.from([21, ...Array.from({ length: 10 }, () => 0)]),
    Buffer.from("lab-fake-abc\0"),
    Buffer.from("mysql_native_password\0"),
  ]);
  socket.write(Buffer.concat([Buffer.from([payload.length, 0, 0, 0]), payload]));
  const request = await receive(socket, () => 36);
  if ((request.readUInt32LE(4) & MYSQL_TLS) === 0) throw new Error("no SSLRequest");
  return socket;
}

const PRELOGIN = 0x12;
const RESPONSE = 0x04;
const ENCRYPT_ON = 1;
const ENCRYPT_NOT_SUPPORTED = 2;

async function greetSqlServer(socket: Socket, takesTls: boolean): Promise<Duplex> {
  const request = await receive(socket, (bytes) => (bytes.length < 8 ? undefined : bytes.readUInt16BE(2)));
  if (request[0] !== PRELOGIN) throw new Error("no PRELOGIN");
  // Version 12, encryption, and logins by token, as Azure SQL answers.
  const options = [0, 0, 16, 0, 6, 1, 0, 22, 0, 1, 6, 0, 23, 0, 1, 0xff];
  const values = [12, 0, 8, 0, 0, 0, takesTls ? ENCRYPT_ON : ENCRYPT_NOT_SUPPORTED, 1];
  const payload = [...options, ...values];
  socket.write(Buffer.from([RESPONSE, 1, 0, payload.length + 8, 0, 0, 1, 0, ...payload]));
  if (!takesTls) throw new Error("no TLS");
  return tdsStream(socket, PRELOGIN);
}
