import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext, TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receive } from "../../src/collect/begin-tls.ts";
import { signInTds, type TdsOutcome } from "../../src/collect/sign-in-tds.ts";
import { tdsMessage, tdsPackets, tdsStream } from "../../src/collect/tds-stream.ts";
import { makeCertificates, type Certificates } from "../../src/lab/certificates.ts";
import { listen } from "../../src/lab/servers/listen.ts";
import { loadedGuard } from "../support/guard.ts";

const run = promisify(execFile);

const TOKEN = "lab-fake-token-of-nobody";

let folder: string;
let certificates: Certificates;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  const none = { addresses: [], intercepted: { hosts: [] }, selfSigned: false };
  certificates = await makeCertificates(folder, { ...none, hosts: ["localhost"] });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Everything that a server was told, inside TLS and outside. */
interface Heard {
  readonly plain: Buffer[];
  readonly inside: Buffer[];
}

/** A server that answers PRELOGIN with these bytes, and behind TLS does what `behave` says. */
function sqlServer(prelogin: readonly number[], behave: (socket: TLSSocket) => void = () => {}) {
  const heard: Heard = { plain: [], inside: [] };
  const { key, cert } = certificates.server.tls;
  const serve = async (socket: Socket) => {
    const first = await receive(socket, (bytes) => (bytes.length < 8 ? undefined : bytes.readUInt16BE(2)));
    heard.plain.push(first);
    socket.on("data", (chunk) => heard.plain.push(chunk));
    socket.write(Buffer.from(prelogin));
    const stream = tdsStream(socket, 0x12);
    const tls = new TLSSocket(stream, { isServer: true, secureContext: createSecureContext({ key, cert }) });
    tls.on("error", () => socket.destroy());
    tls.on("data", (chunk: Buffer) => {
      heard.inside.push(chunk);
      stream.writeBare();
      behave(tls);
    });
  };
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    serve(socket).catch(() => socket.destroy());
  });
  return { server, heard };
}

/** PRELOGIN's answer with this word on encryption. */
const prelogin = (encryption: number) => [4, 1, 0, 15, 0, 0, 1, 0, 1, 0, 6, 0, 1, 0xff, encryption];
const ON = 1;

async function signIn(server: Server, timeoutMs = 5000): Promise<TdsOutcome> {
  const { port, close } = await listen(server);
  try {
    return await signInTds({ host: "localhost", port, database: "orders", token: TOKEN, timeoutMs });
  } finally {
    await close();
  }
}

describe("a certificate that nobody here trusts", () => {
  test("ends the login before the token is sent", async () => {
    const { server, heard } = sqlServer(prelogin(ON));
    const { failure, certificate } = await signIn(server);
    expect(failure).toEqual({ code: expect.stringMatching(/CERT|SIGN/), stage: "tls" });
    expect(certificate?.issuer).toMatch(/^credprobe lab/);
    expect(heard.inside).toEqual([]);
    expectSilence(heard);
  });
});

describe("a server that does not encrypt", () => {
  test.each([
    ["says that it cannot", prelogin(2), { code: "REFUSED", stage: "tls" }],
    ["says nothing of it", [4, 1, 0, 9, 0, 0, 1, 0, 0xff], { code: "REFUSED", stage: "tls" }],
    ["speaks of something else", [...Buffer.from("HTTP/1.1 400\r\n\r\n")], { code: "REFUSED", stage: "tls" }],
  ])("%s: hears no token", async (_, answer, failure) => {
    const { server, heard } = sqlServer(answer);
    expect((await signIn(server)).failure).toEqual(failure);
    expectSilence(heard);
  });

  test("says that the login alone would be", async () => {
    const { server, heard } = sqlServer(prelogin(0));
    expect((await signIn(server)).failure).toEqual({ code: "REFUSED", stage: "tls" });
    expectSilence(heard);
  });
});

test("nobody listens, or nobody says anything: told with the step, in time", async () => {
  const closed = await listen(createServer());
  await closed.close();
  const to = { host: "localhost", database: "orders", token: TOKEN };
  expect((await signInTds({ ...to, port: closed.port, timeoutMs: 5000 })).failure).toEqual({
    code: "ECONNREFUSED",
    stage: "tcp",
  });
  const silent = createServer(() => {});
  expect((await signIn(silent, 100)).failure).toEqual({ code: "DEADLINE", stage: "tls" });
});

/** The token was in nothing that could be read on the way. */
function expectSilence({ plain }: Heard): void {
  const all = Buffer.concat(plain);
  for (const encoding of ["utf8", "utf16le", "base64"] as const) {
    expect(all.includes(Buffer.from(TOKEN, "utf8").toString(encoding))).toBe(false);
    expect(all.includes(Buffer.from(TOKEN, encoding === "base64" ? "utf8" : encoding))).toBe(false);
  }
}

/** The same in a process of its own: certificates are trusted at its start only. It must end by itself. */
async function trusting(server: Server, timeoutMs = 5000): Promise<TdsOutcome> {
  const { port, close } = await listen(server);
  const module = new URL("../../dist/collect/sign-in-tds.js", import.meta.url).href;
  const request = { host: "localhost", port, database: "orders", token: TOKEN, timeoutMs };
  const code = `
    const { signInTds } = await import(${JSON.stringify(module)});
    console.log(JSON.stringify(await signInTds(${JSON.stringify(request)})));
  `;
  try {
    const { stdout, stderr } = await run(
      process.execPath,
      ["--import", loadedGuard(), "--input-type=module", "--eval", code],
      { env: { NODE_EXTRA_CA_CERTS: certificates.caFile }, timeout: 30_000 },
    );
    expect(stderr).toBe("");
    expect(stdout).not.toContain(TOKEN);
    return JSON.parse(stdout) as TdsOutcome;
  } finally {
    await close();
  }
}

/** An answer's packet whose payload this is. */
const packet = (...hex: readonly string[]) =>
  tdsPackets(Buffer.from(hex.join("").replaceAll(" ", ""), "hex"), 4);
const LOGINACK = "ad 1600 01 74000004 06530065007200760065007200 0c000800";
const DONE = "fd 0000 0000 0000000000000000";

describe("behind a certificate that is trusted", () => {
  test("the login comes inside TLS, whole, once; the answer ends the session", async () => {
    const { server, heard } = sqlServer(prelogin(ON), (socket) =>
      socket.write(packet(LOGINACK, "ae 02 00000000 ff", DONE)),
    );
    const { answer, failure } = await trusting(server);
    expect(failure).toBeUndefined();
    expect(answer).toEqual({ acknowledged: true, tokenAcknowledged: true, errors: [] });
    const message = tdsMessage(Buffer.concat(heard.inside), 0x10)!;
    expect(message.includes(Buffer.from(TOKEN, "utf16le"))).toBe(true);
    expect(Buffer.concat(heard.inside)).toHaveLength(message.length + 8);
    expectSilence(heard);
  });

  test.each([
    ["hangs up", (socket: TLSSocket) => socket.end(), "CLOSED"],
    ["speaks HTTP", (socket: TLSSocket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"), "PROTOCOL"],
    ["answers half a token", (socket: TLSSocket) => socket.write(packet("aa ffff 1848")), "PROTOCOL"],
    [
      "answers what no login is answered by",
      (socket: TLSSocket) => socket.write(packet("d1 00")),
      "PROTOCOL",
    ],
    [
      "asks for the token in another way",
      (socket: TLSSocket) => socket.write(Buffer.from([8, 1, 0, 8, 0, 0, 1, 0])),
      "PROTOCOL",
    ],
    [
      "never ends its answer",
      (socket: TLSSocket) => {
        const part = Buffer.alloc(32 * 1024);
        part.set([4, 0, 0x80, 0]);
        for (let count = 0; count < 4; count += 1) socket.write(part);
      },
      "PROTOCOL",
    ],
  ])("a server that %s is no answer", async (_, behave, code) => {
    const { failure, answer } = await trusting(sqlServer(prelogin(ON), behave).server);
    expect(failure).toEqual({ code, stage: "response" });
    expect(answer).toBeUndefined();
  });

  test("a server that says nothing: the deadline ends it", async () => {
    const { failure } = await trusting(sqlServer(prelogin(ON)).server, 500);
    expect(failure?.code).toBe("DEADLINE");
  });
});
