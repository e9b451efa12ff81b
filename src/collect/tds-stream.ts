import type { Socket } from "node:net";
import { Duplex } from "node:stream";

const HEADER = 8;
/** Payload of a packet of the size that every server takes before another one is agreed on (MS-TDS 2.2.6.5). */
const MOST_PAYLOAD = 4096 - HEADER;
const END_OF_MESSAGE = 1;

/** Bytes inside TDS packets of one type, as the TLS handshake of SQL Server travels; what follows it travels bare. */
export interface TdsStream extends Duplex {
  /** The handshake is over: what is written from now on goes without packets around it. */
  writeBare(): void;
}

export function tdsStream(socket: Socket, type: number): TdsStream {
  let received = Buffer.alloc(0);
  let isBare = false;
  let comesInPackets = true;
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) =>
      void socket.write(isBare ? chunk : tdsPackets(chunk, type), done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (received.length > 0) {
      // The first byte tells a packet of this type from a TLS record (20 to 23): the handshake's end is not told
      // otherwise. Nothing is in packets behind it, and what comes next may begin anywhere in a record.
      comesInPackets &&= received[0] === type;
      if (comesInPackets && received.length < HEADER) return;
      const length = comesInPackets ? Math.max(HEADER, received.readUInt16BE(2)) : received.length;
      if (received.length < length) return;
      if (!stream.push(received.subarray(comesInPackets ? HEADER : 0, length))) socket.pause();
      received = received.subarray(length);
    }
  });
  socket.once("error", (error) => stream.destroy(error));
  socket.once("close", () => stream.push(null));
  return Object.assign(stream, {
    writeBare: () => {
      isBare = true;
    },
  });
}

/** One message: all its packets but the last are full. */
export function tdsPackets(payload: Buffer, type: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < payload.length; at += MOST_PAYLOAD) {
    const part = payload.subarray(at, at + MOST_PAYLOAD);
    const status = at + MOST_PAYLOAD >= payload.length ? END_OF_MESSAGE : 0;
    const header = Buffer.alloc(HEADER);
    header.writeUInt8(type, 0);
    header.writeUInt8(status, 1);
    header.writeUInt16BE(HEADER + part.length, 2);
    header.writeUInt8((parts.length / 2 + 1) & 0xff, 6);
    parts.push(header, part);
  }
  return Buffer.concat(parts);
}

/** What one read of a message may hold; the answer to a login has a few hundred bytes. */
const MOST_MESSAGE = 64 * 1024;

/**
 * The payload of the first message of a type in what was received so far; nothing while some of it is missing.
 *
 * @throws at what is no such message, or a longer one than any login needs.
 */
export function tdsMessage(bytes: Buffer, type: number): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  while (bytes.length >= at + HEADER) {
    const length = bytes.readUInt16BE(at + 2);
    if (bytes[at] !== type || length < HEADER || at + length > MOST_MESSAGE) throw protocolError();
    if (bytes.length < at + length) return undefined;
    parts.push(bytes.subarray(at + HEADER, at + length));
    if (((bytes[at + 1] ?? 0) & END_OF_MESSAGE) !== 0) return Buffer.concat(parts);
    at += length;
  }
  if (bytes.length > at && bytes[at] !== type) throw protocolError();
  return undefined;
}

export function protocolError(): Error {
  return Object.assign(new Error("the server speaks another protocol"), { code: "PROTOCOL" });
}
