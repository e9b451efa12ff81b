// A name server for one simulated host: what the scenario's table says, as real DNS messages over UDP.

import dgram from "node:dgram";
import { answerFor } from "../../dist/lab/name-table.js";

const A = 1;
const RCODES = { ENOTFOUND: 3, EAI_AGAIN: 2 };

/** Listens on 127.0.0.1:53 of this network namespace. */
export function startNameServer(names) {
  const socket = dgram.createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const answer = reply(query, names);
    if (answer !== undefined) socket.send(answer, port, address);
  });
  return new Promise((resolve) => socket.bind(53, "127.0.0.1", () => resolve(socket)));
}

/** RFC 1035, section 4: the header with the question repeated, and an address where there is one. */
function reply(query, names) {
  const labels = [];
  let at = 12;
  for (let length = query[at]; length; length = query[at]) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  const end = at + 5;
  const answer = answerFor(names, labels.join("."));
  if (answer === "silent") return undefined;
  const addresses =
    "addresses" in answer && query.readUInt16BE(at + 1) === A
      ? answer.addresses.filter((one) => one.includes("."))
      : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (RCODES[answer.error] ?? 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((one) =>
    // A pointer to the question's name, type A, class IN, one minute.
    Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4, ...one.split(".").map(Number)]),
  );
  return Buffer.concat([header, query.subarray(12, end), ...records]);
}
