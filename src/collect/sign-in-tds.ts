import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Certificate, Exchange } from "../model/report.ts";
import { errorCodeOf } from "../world/error-code.ts";
import { onPeerCertificate } from "../world/peer-certificate.ts";
import type { FailureStage } from "../world/tls-socket.ts";
import { beginTds, refused } from "./begin-tls.ts";
import { readTdsAnswer, type TdsAnswer } from "./tds-answer.ts";
import { login7, LOGIN7, type TdsLogin } from "./tds-login.ts";
import { tdsMessage, tdsPackets } from "./tds-stream.ts";

export interface TdsRequest extends Pick<TdsLogin, "database" | "token"> {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
}

export interface TdsOutcome {
  readonly answer?: TdsAnswer;
  /** Why there was none. */
  readonly failure?: NonNullable<Exchange["failure"]>;
  readonly certificate?: Certificate;
}

/** By which operators know the session. */
const APP_NAME = "credprobe";
const ANSWER = 0x04;

/**
 * Signs in to SQL Server with a token, and closes the connection whatever the answer: no statement is ever sent, no
 * other server followed to. The token leaves when TLS stands, and the certificate has been checked for the host's name.
 */
export async function signInTds(request: TdsRequest): Promise<TdsOutcome> {
  const socket = connectTcp({ host: request.host, port: request.port });
  const attempt = new Attempt(socket, request);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const late = Object.assign(new Error("no answer in time"), { code: "DEADLINE" });
    timer = setTimeout(() => reject(late), request.timeoutMs);
  });
  try {
    const answer = await Promise.race([attempt.run(), deadline]);
    return { answer, ...attempt.shown() };
  } catch (error) {
    return { failure: { code: errorCodeOf(error), stage: attempt.stage }, ...attempt.shown() };
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

class Attempt {
  stage: FailureStage = "dns";
  readonly #socket: Socket;
  readonly #request: TdsRequest;
  #certificate: Certificate | undefined;

  constructor(socket: Socket, request: TdsRequest) {
    this.#socket = socket;
    this.#request = request;
    // It stays: an error that nobody listens to would end the process.
    socket.on("error", () => {});
    socket.once("lookup", (error: Error | null) => {
      if (error === null) this.stage = "tcp";
    });
  }

  shown(): Pick<TdsOutcome, "certificate"> {
    return this.#certificate === undefined ? {} : { certificate: this.#certificate };
  }

  async run(): Promise<TdsAnswer> {
    const { host, database, token } = this.#request;
    await happened(this.#socket, "connect");
    this.stage = "tls";
    const { socket: stream, maxVersion, asksForEcho, encryptsAll } = await beginTds(this.#socket);
    stream.on("error", () => {});
    if (!encryptsAll) throw refused("the server encrypts logins only");
    const tls = connectTls({ socket: stream, servername: host, maxVersion, rejectUnauthorized: true });
    tls.on("error", () => {});
    onPeerCertificate(tls, (certificate) => {
      this.#certificate = certificate;
    });
    await happened(tls, "secureConnect");
    this.stage = "response";
    stream.writeBare();
    const login = { appName: APP_NAME, serverName: host, database, token, echo: asksForEcho };
    tls.write(tdsPackets(login7(login), LOGIN7));
    return readTdsAnswer(await message(tls));
  }
}

function happened(socket: Socket | TLSSocket, event: "connect" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    onEnd(socket, reject);
  });
}

/** The first message that comes. */
function message(socket: TLSSocket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    onEnd(socket, reject);
    socket.on("data", (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      try {
        const whole = tdsMessage(bytes, ANSWER);
        if (whole !== undefined) resolve(whole);
      } catch (error) {
        socket.pause();
        reject(error);
      }
    });
  });
}

function onEnd(socket: Socket, reject: (error: Error) => void): void {
  socket.once("error", reject);
  const closed = Object.assign(new Error("the connection was closed"), { code: "CLOSED" });
  for (const event of ["end", "close"]) socket.once(event, () => reject(closed));
}
