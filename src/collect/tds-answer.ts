import { protocolError } from "./tds-stream.ts";

/** What a server answered to a login (MS-TDS section 2.2.7). */
export interface TdsAnswer {
  /** The login was taken (LOGINACK). */
  readonly acknowledged: boolean;
  /** The token was, too (FEATUREEXTACK of FEDAUTH): a server that signs in by a token has to say so. */
  readonly tokenAcknowledged: boolean;
  /** `host:port` at which the client is to sign in instead (ENVCHANGE of type 20). */
  readonly routedTo?: string;
  readonly errors: readonly TdsError[];
}

export interface TdsError {
  readonly number: number;
  readonly state: number;
  readonly message: string;
}

const LOGINACK = 0xad;
const ENVCHANGE = 0xe3;
const ERROR = 0xaa;
const FEATUREEXTACK = 0xae;
const DONE = 0xfd;
const ROUTING = 20;
const FEDAUTH = 0x02;
const END_OF_EXTENSIONS = 0xff;
const DONE_LENGTH = 12;

/** How many bytes tell the length of a token that is passed over, or that is read as a whole: INFO, SSPI, FEDAUTHINFO, SESSIONSTATE. */
const LENGTH_BYTES: Readonly<Record<number, 2 | 4>> = {
  [LOGINACK]: 2,
  [ENVCHANGE]: 2,
  [ERROR]: 2,
  [0xab]: 2,
  [0xed]: 2,
  [0xee]: 4,
  [0xe4]: 4,
};

/**
 * Reads the tokens of one message, up to the DONE that ends it.
 *
 * @throws at anything that a login is not answered by.
 */
export function readTdsAnswer(payload: Buffer): TdsAnswer {
  const answer: { -readonly [Key in keyof TdsAnswer]: TdsAnswer[Key] } & { errors: TdsError[] } = {
    acknowledged: false,
    tokenAcknowledged: false,
    errors: [],
  };
  const reader = new Reader(payload);
  while (!reader.isAtEnd()) {
    const token = reader.byte();
    if (token === DONE) reader.take(DONE_LENGTH);
    else if (token === FEATUREEXTACK) answer.tokenAcknowledged ||= acknowledgesToken(reader);
    else {
      const body = new Reader(reader.sized(LENGTH_BYTES[token]));
      if (token === LOGINACK) answer.acknowledged = true;
      if (token === ERROR) answer.errors.push(errorIn(body));
      if (token === ENVCHANGE && body.byte() === ROUTING) answer.routedTo = routeIn(body);
    }
  }
  return answer;
}

function errorIn(body: Reader): TdsError {
  const number = body.long();
  const state = body.byte();
  body.byte(); // class
  return { number, state, message: body.text(body.short()) };
}

/** Protocol (TCP is 0), port, and the other server's name; behind it stands the old value. */
function routeIn(body: Reader): string {
  body.short();
  if (body.byte() !== 0) throw protocolError();
  const port = body.short();
  return `${body.text(body.short())}:${port}`;
}

function acknowledgesToken(reader: Reader): boolean {
  let isAcknowledged = false;
  for (let feature = reader.byte(); feature !== END_OF_EXTENSIONS; feature = reader.byte()) {
    isAcknowledged ||= feature === FEDAUTH;
    reader.sized(4);
  }
  return isAcknowledged;
}

/** Reads what is there, and not a byte further. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw protocolError();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  byte(): number {
    return this.take(1).readUInt8();
  }

  short(): number {
    return this.take(2).readUInt16LE();
  }

  long(): number {
    return this.take(4).readUInt32LE();
  }

  text(characters: number): string {
    return this.take(2 * characters).toString("utf16le");
  }

  /** What is behind its own length; nothing that has none is known here. */
  sized(lengthBytes: 2 | 4 | undefined): Buffer {
    if (lengthBytes === undefined) throw protocolError();
    return this.take(lengthBytes === 2 ? this.short() : this.long());
  }
}
