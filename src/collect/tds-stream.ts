import type { Socket } from "node:net";
import { Duplex } from "node:stream";

const HEADER = 8;
/** Payload of a packet of the size that every server takes before another one is agreed on (MS-TDS 2.2.6.5). */
const MOST_PAYLOAD = 4096 - HEADER;
const END_OF_MESSAGE = 1;

/** Bytes inside TDS packets of one type, as the TLS handshake of SQL Server travels. */
export function tdsStream(socket: Socket, type: number): Duplex {
  let received = Buffer.alloc(0);
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) => void socket.write(packets(chunk, type), done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= HEADER) {
      const length = Math.max(HEADER, received.readUInt16BE(2));
      if (received.length < length) return;
      if (!stream.push(received.subarray(HEADER, length))) socket.pause();
      received = received.subarray(length);
    }
  });
  socket.once("error", (error) => stream.destroy(error));
  socket.once("close", () => stream.push(null));
  return stream;
}

/** One message: all its packets but the last are full. */
function packets(payload: Buffer, type: number): Buffer {
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
