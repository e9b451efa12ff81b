import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, get, type Server } from "node:http";
import { connect, type LookupFunction, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, expect, test } from "vitest";
import type { Exchange } from "../../src/model/report.ts";
import { recordHttp } from "../../src/world/http-recorder.ts";

const exchanges: Exchange[] = [];
recordHttp((id, exchange) => {
  exchanges[id] = exchange;
});

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);

const lookup: LookupFunction = (_host, _options, callback) => {
  callback(null, [
    { address: "::1", family: 6 },
    { address: "127.0.0.1", family: 4 },
  ]);
};

/** A port of `::1` whose queue is full, of a process that has stopped: the system drops what comes. */
async function silentPort(): Promise<number> {
  const program =
    "require('net').createServer().listen({host:'::1',port:0,backlog:1},function(){console.log(this.address().port)})";
  const child: ChildProcess = spawn(process.execPath, ["-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  ends.push(() => child.kill("SIGKILL"));
  const [said] = (await once(child.stdout!, "data")) as [Buffer];
  const port = Number(said);
  child.kill("SIGSTOP");
  const queue: Socket[] = [];
  ends.push(() => queue.forEach((socket) => socket.destroy()));
  // The kernel takes in one more than the queue is long.
  for (let index = 0; index < 4; index++) {
    const socket = connect({ host: "::1", port }).on("error", () => {});
    queue.push(socket);
    if (index < 2) await once(socket, "connect");
  }
  return port;
}

async function serveIpv4(port: number): Promise<void> {
  const server: Server = createServer((_request, response) => response.end("{}"));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}

async function ask(port: number): Promise<void> {
  const [response] = await once(get({ host: "two.test", port, lookup, agent: false }), "response");
  await once(response.resume(), "end");
}

test.runIf(process.platform === "linux" && hasIpv6)(
  "an IPv6 address that is silent is recorded beside the answer over IPv4",
  async () => {
    const port = await silentPort();
    await serveIpv4(port);
    await ask(port);
    expect(exchanges.at(-1)).toMatchObject({
      status: 200,
      passedAddresses: [{ address: "::1", code: "ETIMEDOUT" }],
    });
  },
);

test("one that refuses is told by its code", async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as { port: number };
  free.close();
  await once(free, "close");
  await serveIpv4(port);
  await ask(port);
  const [passed] = exchanges.at(-1)?.passedAddresses ?? [];
  expect(exchanges.at(-1)?.status).toBe(200);
  expect(passed?.address).toBe("::1");
  expect(passed?.code).not.toBe("ETIMEDOUT");
});
