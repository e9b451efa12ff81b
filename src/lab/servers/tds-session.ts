import type { TLSSocket } from "node:tls";
import { tdsMessage, tdsPackets } from "../../collect/tds-stream.ts";
import type { LabLogins } from "../lab-database.ts";
import type { TokenSigner } from "../tokens.ts";

/** What SQL Server knows of those who sign in. */
export interface TdsLogins extends LabLogins {
  readonly server: string;
  readonly verify: TokenSigner["verify"];
  readonly now: () => number;
}

const LOGIN7 = 0x10;
const ANSWER = 0x04;
const AUDIENCE = "https://database.windows.net";

/** A login as it was sent (MS-TDS section 2.2.6.4); the token without what tells how it travels. */
interface Login {
  readonly database: string;
  readonly token: string | undefined;
  readonly echo: boolean;
}

/** Answers one login, and hangs up on everything that comes behind it. */
export function answerLogin(
  socket: TLSSocket,
  logins: TdsLogins,
  told: { said(database: string): void; beforeAnswer(): void },
): void {
  const reply = async (login: Login) => {
    const answer = await answerTo(login, logins);
    told.beforeAnswer();
    socket.write(tdsPackets(answer, ANSWER));
  };
  let bytes = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    let message: Buffer | undefined;
    try {
      message = tdsMessage(bytes, LOGIN7);
    } catch {
      socket.destroy();
    }
    if (message === undefined) return;
    socket.removeAllListeners("data").once("data", () => socket.destroy());
    const login = readLogin(message);
    told.said(login.database);
    void reply(login);
  });
}

function readLogin(message: Buffer): Login {
  const text = (at: number) => {
    const from = message.readUInt16LE(at);
    return message.toString("utf16le", from, from + 2 * message.readUInt16LE(at + 2));
  };
  const login = { database: text(68), token: undefined, echo: false };
  let at = message.readUInt32LE(message.readUInt16LE(56));
  while (message[at] !== 0xff) {
    const length = message.readUInt32LE(at + 1);
    const data = message.subarray(at + 5, at + 5 + length);
    // The library SECURITYTOKEN: its options, the token's length, the token.
    if (message[at] === 0x02 && data.readUInt8() >> 1 === 1) {
      const token = data.toString("utf16le", 5, 5 + data.readUInt32LE(1));
      return { ...login, token, echo: (data.readUInt8() & 1) === 1 };
    }
    at += 5 + length;
  }
  return login;
}

/** Firewall, gateway, token, user: in this order. */
async function answerTo({ database, token, echo }: Login, logins: TdsLogins): Promise<Buffer> {
  const { server, keepsOut, redirectsTo, withoutAdministrator, users } = logins;
  if (keepsOut !== undefined) {
    return refusal(
      40_615,
      `Cannot open server '${server}' requested by the login. Client with IP address '${keepsOut}' is not allowed to access the server.  To enable access, use the Azure Management Portal or run sp_set_firewall_rule on the master database to create a firewall rule for this IP address or address range.  It may take up to five minutes for this change to take effect.`,
    );
  }
  if (redirectsTo !== undefined) return Buffer.concat([loginAck(), routing(redirectsTo), done(0)]);
  const failed = (who: string, why = "") => refusal(18_456, `Login failed for user '${who}'.${why}`);
  if (token === undefined || !echo || withoutAdministrator === true) {
    return failed(String.raw`NT AUTHORITY\ANONYMOUS LOGON`);
  }
  const claims = await logins.verify(token);
  const principal = "<token-identified principal>";
  if (claims === undefined || String(claims["aud"]).replace(/\/+$/, "") !== AUDIENCE) {
    return failed(principal, " Incorrect or invalid token.");
  }
  if (Number(claims["exp"]) * 1000 < logins.now()) return failed(principal, " Token is expired.");
  const ofDatabase = users[database];
  if (ofDatabase === undefined && database !== "master") {
    return refusal(4060, `Cannot open database "${database}" requested by the login. The login failed.`);
  }
  return ofDatabase?.includes(String(claims["oid"])) === true ? taken(database) : failed(principal);
}

function taken(database: string): Buffer {
  const name = varchar(database);
  const change = Buffer.concat([Buffer.from([1]), name, varchar("master")]);
  return Buffer.concat([sized(0xe3, change), loginAck(), FEDAUTH_TAKEN, done(0)]);
}

/** FEATUREEXTACK: FEDAUTH, with nothing to say about it. */
const FEDAUTH_TAKEN = Buffer.from([0xae, 0x02, 0, 0, 0, 0, 0xff]);

function loginAck(): Buffer {
  const version = Buffer.from([1, 0x74, 0, 0, 4]);
  return sized(0xad, Buffer.concat([version, varchar("Microsoft SQL Server"), Buffer.from([12, 0, 8, 0])]));
}

function routing(to: string): Buffer {
  const [host = "", port = ""] = to.split(":");
  const head = Buffer.alloc(5);
  head.writeUInt16LE(Number(port), 1);
  head.writeUInt16LE(host.length, 3);
  const value = Buffer.concat([head, Buffer.from(host, "utf16le")]);
  return sized(0xe3, Buffer.concat([Buffer.from([20]), short(value.length), value, short(0)]));
}

function refusal(number: number, text: string): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(number);
  head.set([1, 14], 4);
  const message = Buffer.concat([short(text.length), Buffer.from(text, "utf16le")]);
  const line = Buffer.from([1, 0, 0, 0]);
  const where = Buffer.concat([varchar("lab"), varchar(""), line]);
  return Buffer.concat([sized(0xaa, Buffer.concat([head, message, where])), done(2)]);
}

function done(status: number): Buffer {
  return Buffer.concat([Buffer.from([0xfd]), short(status), Buffer.alloc(10)]);
}

function sized(token: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([token]), short(body.length), body]);
}

function varchar(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "utf16le")]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
