import { once } from "node:events";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { expect, test } from "vitest";
import { tdsPackets, tdsStream } from "../../src/collect/tds-stream.ts";

const PRELOGIN = 0x12;
const APPLICATION_DATA = 0x17;

/** What arrives of parts that are sent one by one. */
async function receivedOf(parts: readonly Buffer[]): Promise<Buffer> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [peer] = (await once(server, "connection")) as [Socket];
  const stream = tdsStream(socket, PRELOGIN);
  let received = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => (received = Buffer.concat([received, chunk])));
  for (const part of parts) {
    peer.write(part);
    const sent = (await once(socket, "data")) as [Buffer];
    expect(sent[0]).toEqual(part);
  }
  peer.end();
  await once(stream, "end");
  server.close();
  return received;
}

test("the handshake comes in packets, in as many parts as it likes", async () => {
  const flight = Buffer.from("a flight of the handshake");
  const packet = tdsPackets(flight, PRELOGIN);
  expect(
    await receivedOf([packet.subarray(0, 3), packet.subarray(3, 12), packet.subarray(12), packet]),
  ).toEqual(Buffer.concat([flight, flight]));
});

test("a record whose second half begins as a packet does is still a record", async () => {
  const first = Buffer.from([APPLICATION_DATA, 3, 3, 0, 64, ...Array.from({ length: 20 }, () => 1)]);
  const second = Buffer.from([PRELOGIN, ...Array.from({ length: 43 }, () => 0xff)]);
  expect(await receivedOf([first, second])).toEqual(Buffer.concat([first, second]));
});
