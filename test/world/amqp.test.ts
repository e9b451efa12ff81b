import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { promisify } from "node:util";
import rhea, { type Connection, type EventContext } from "rhea";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeCertificates, type Certificates } from "../../src/lab/certificates.ts";
import type { AmqpAnswer } from "../../src/world/amqp.ts";
import { loadedGuard } from "../support/guard.ts";

const run = promisify(execFile);

let folder: string;
let certificates: Certificates;
const servers: Server[] = [];
const sockets = new Set<TLSSocket>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  certificates = await makeCertificates(folder, {
    hosts: [],
    addresses: [],
    intercepted: { hosts: [] },
    selfSigned: false,
  });
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(
    servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A TLS server on loopback that does something unusual with its callers. */
async function serve(behave: (socket: TLSSocket) => void): Promise<number> {
  const server = createServer(certificates.server.tls, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    behave(socket);
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A server that speaks AMQP as far as `talk` says. */
function speak(talk: (connection: Connection) => void): (socket: TLSSocket) => void {
  return (socket) => {
    const connection = rhea.create_container().create_connection({ host: "localhost", port: 0 });
    for (const event of ["disconnected", "error", "protocol_error", "connection_error", "connection_close"]) {
      connection.on(event, () => {});
    }
    talk(connection);
    (connection["accept"] as (socket: TLSSocket) => void)(socket);
  };
}

/** Takes every token, and does `onLink` with the link that follows. */
function takingTokens(onLink: (context: EventContext) => void): (connection: Connection) => void {
  return (connection) => {
    connection.on("receiver_open", (context: EventContext) => {
      if (context.receiver?.target.address !== "$cbs") return onLink(context);
      context.receiver.set_target({ address: "$cbs" });
    });
    connection.on("sender_open", (context: EventContext) => {
      if (context.sender?.source.address !== "$cbs") return onLink(context);
      context.sender.set_source({ address: "$cbs" });
      connection.once("message", ({ message }: EventContext) =>
        context.sender?.send({
          ...(message?.message_id === undefined ? {} : { correlation_id: message.message_id }),
          application_properties: { "status-code": 202, "status-description": "Accepted" },
          body: undefined,
        }),
      );
    });
  };
}

/** One conversation, in a process of its own: certificates are trusted at its start only. It must end by itself. */
async function converse(
  port: number,
  { attach = "sender", timeoutMs = 5000, trusts = true } = {},
): Promise<AmqpAnswer> {
  const module = new URL("../../dist/world/amqp.js", import.meta.url).href;
  const request = { host: "localhost", port, address: "orders", attach, name: "n", token: "lab-fake-token" };
  const code = `
    const { converse } = await import(${JSON.stringify(module)});
    console.log(JSON.stringify(await converse(${JSON.stringify({ ...request, timeoutMs })})));
  `;
  const { stdout, stderr } = await run(
    process.execPath,
    ["--import", loadedGuard(), "--input-type=module", "--eval", code],
    { env: trusts ? { NODE_EXTRA_CA_CERTS: certificates.caFile } : {}, timeout: 30_000 },
  );
  expect(stderr).toBe("");
  return JSON.parse(stdout) as AmqpAnswer;
}

test("a server that says nothing: the deadline ends it", async () => {
  const port = await serve(() => {});
  expect(await converse(port, { timeoutMs: 300 })).toEqual({
    attached: false,
    failure: { code: "DEADLINE", stage: "response" },
  });
});

test("a server that takes no token: the deadline ends it", async () => {
  const port = await serve(speak(() => {}));
  expect(await converse(port, { timeoutMs: 700 })).toMatchObject({ failure: { code: "DEADLINE" } });
});

test("nobody there", async () => {
  const port = await serve(() => {});
  await new Promise<void>((resolve) => servers.splice(0)[0]?.close(() => resolve()));
  expect(await converse(port)).toEqual({ attached: false, failure: { code: "ECONNREFUSED", stage: "tcp" } });
});

test("a certificate that nobody trusts: the token stays here", async () => {
  let received = 0;
  const port = await serve((socket) => socket.on("data", (chunk) => (received += chunk.length)));
  const { failure } = await converse(port, { trusts: false });
  expect(failure?.stage).toBe("tls");
  expect(failure?.code).toMatch(/CERT|SIGNATURE|ISSUER/);
  expect(received).toBe(0);
});

test.each(["link", "connection"] as const)("a %s that is sent elsewhere: nobody goes there", async (what) => {
  let visitors = 0;
  const elsewhere = await serve(() => (visitors += 1));
  const error = {
    condition: `amqp:${what}:redirect`,
    description: "elsewhere",
    info: { hostname: "localhost", "network-host": "127.0.0.1", port: elsewhere, address: "orders" },
  };
  const port = await serve(
    speak(
      takingTokens(({ receiver, connection }) =>
        what === "link" ? receiver?.close(error) : connection.close(error),
      ),
    ),
  );
  expect(await converse(port)).toMatchObject({ refusal: { condition: error.condition } });
  expect(visitors).toBe(0);
});

test.each([
  ["hangs up", (socket: TLSSocket) => socket.end()],
  ["breaks off", (socket: TLSSocket) => socket.destroy()],
  ["speaks HTTP", (socket: TLSSocket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["speaks AMQP 0.9.1", (socket: TLSSocket) => socket.end("AMQP\u0000\u0000\u0009\u0001")],
])("a server that %s is no answer", async (_what, behave) => {
  const port = await serve((socket) => void socket.once("data", () => behave(socket)));
  const answer = await converse(port);
  expect(answer).toMatchObject({ attached: false, failure: { stage: "response" } });
  expect(answer.refusal).toBeUndefined();
});

test("a connection that is closed for a reason is refused for it", async () => {
  const port = await serve(
    speak((connection) => {
      connection.on("connection_open", () =>
        connection.close({ condition: "amqp:connection:forced", description: "Ip has been prevented" }),
      );
    }),
  );
  expect(await converse(port)).toEqual({
    attached: false,
    refusal: { condition: "amqp:connection:forced", description: "Ip has been prevented" },
  });
});

test.each(["sender", "receiver"])("a %s link that is opened is a yes, and is detached", async (attach) => {
  let closed = 0;
  const port = await serve(
    speak((connection) => {
      takingTokens(({ sender, receiver }) => {
        sender?.set_source({ address: "orders" });
        receiver?.set_target({ address: "orders" });
      })(connection);
      for (const event of ["sender_close", "receiver_close"]) connection.on(event, () => (closed += 1));
    }),
  );
  expect(await converse(port, { attach })).toEqual({
    attached: true,
    putToken: { status: 202, description: "Accepted" },
  });
  expect(closed).toBe(1);
});

test("a server that answers and never says goodbye has answered", async () => {
  const port = await serve((socket) => {
    speak(
      takingTokens(({ receiver }) => {
        receiver?.set_target({ address: "orders" });
        // From here on it hears nothing but the end of the link.
        receiver?.once("receiver_close", () => setImmediate(() => socket.removeAllListeners("data")));
      }),
    )(socket);
  });
  expect(await converse(port, { timeoutMs: 1500 })).toMatchObject({ attached: true });
});

// A server might open a link in good faith, and look at the right a moment later.
test.each(["sender", "receiver"])(
  "a %s link that is opened and then closed for a reason is a no",
  async (attach) => {
    const refusal = { condition: "amqp:unauthorized-access", description: "'Send' claim(s) are required" };
    const port = await serve(
      speak(
        takingTokens(({ sender, receiver }) => {
          sender?.set_source({ address: "orders" });
          receiver?.set_target({ address: "orders" });
          (sender ?? receiver)?.close(refusal);
        }),
      ),
    );
    expect(await converse(port, { attach })).toMatchObject({ attached: false, refusal });
  },
);

test("a link that is opened without its far end and closed without a word is no yes", async () => {
  const port = await serve(speak(takingTokens(({ receiver }) => receiver?.close())));
  expect(await converse(port)).toMatchObject({ attached: false, failure: { code: "CLOSED" } });
});

test("an answer to the token that holds no number is not understood", async () => {
  const port = await serve(
    speak((connection) => {
      connection.on("sender_open", ({ sender }: EventContext) => {
        sender?.set_source({ address: "$cbs" });
        connection.once("message", () => sender?.send({ application_properties: {}, body: undefined }));
      });
      connection.on("receiver_open", ({ receiver }: EventContext) =>
        receiver?.set_target({ address: "$cbs" }),
      );
    }),
  );
  expect(await converse(port)).toEqual({ attached: false, failure: { code: "PROTOCOL", stage: "response" } });
});
