import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginTls } from "../../src/collect/begin-tls.ts";
import { makeCertificates, type Certificates } from "../../src/lab/certificates.ts";
import type { LabDatabase } from "../../src/lab/lab-database.ts";
import { databaseServer } from "../../src/lab/servers/database.ts";
import { listen, type SeenRequest } from "../../src/lab/servers/listen.ts";

const PROTOCOLS = [
  ["postgres", "postgres"],
  ["mysql", "mysql"],
  ["sql-server", "tds"],
] as const;

const HOST = "contoso.example";

let folder: string;
let certificates: Certificates;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  certificates = await makeCertificates(folder, {
    hosts: [HOST],
    addresses: [],
    intercepted: { hosts: [] },
    selfSigned: false,
  });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Does something with a connection to a server of its own; everything is closed again. */
async function withConnection<Result>(
  server: Server,
  use: (socket: Socket) => Promise<Result>,
): Promise<Result> {
  const listening = await listen(server);
  const socket = connect(listening.port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return await use(socket);
  } finally {
    socket.destroy();
    await listening.close();
  }
}

function database(protocol: LabDatabase["protocol"], special: Partial<LabDatabase> = {}) {
  const seen: SeenRequest[] = [];
  const server = databaseServer({ protocol, host: HOST, port: 1, ...special }, certificates.server, {
    note: (request) => seen.push(request),
  });
  return { server, seen };
}

/** Answers every connection with the same bytes, at once or to the first that come. */
function saying(bytes: readonly number[] | string, when: "at-once" | "asked" = "asked"): Server {
  return createServer((socket) => {
    socket.on("error", () => {});
    const say = () => socket.write(Buffer.from(bytes as string));
    if (when === "at-once") say();
    else socket.once("data", say);
  });
}

function refusal(server: Server, protocol: "postgres" | "mysql" | "tds"): Promise<unknown> {
  return withConnection(server, (socket) =>
    beginTls(socket, protocol).then(
      () => "begun",
      ({ code, message }: NodeJS.ErrnoException) => `${code}: ${message}`,
    ),
  );
}

describe.each(PROTOCOLS)("%s", (name, protocol) => {
  test("TLS begins, the certificate is checked, and nothing is said behind the handshake", async () => {
    const { server, seen } = database(name);
    const said = await withConnection(server, async (socket) => {
      const beginning = await beginTls(socket, protocol);
      const tls: TLSSocket = connectTls({ ...beginning, servername: HOST, ca: certificates.ca });
      await once(tls, "secureConnect");
      const issuer = tls.getPeerCertificate().issuer.CN;
      socket.destroy();
      return { authorized: tls.authorized, issuer };
    });
    expect(said).toEqual({ authorized: true, issuer: expect.stringMatching(/^credprobe lab/) });
    expect(seen).toEqual([{ server: "database", method: name, path: "connected" }]);
  });

  test("a certificate for another host is not taken", async () => {
    const failed = await withConnection(database(name).server, async (socket) => {
      const beginning = await beginTls(socket, protocol);
      const tls = connectTls({ ...beginning, servername: "other.example", ca: certificates.ca });
      const [error] = (await once(tls, "error")) as [NodeJS.ErrnoException];
      return error.code;
    });
    expect(failed).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
  });

  test("a server that takes no TLS says so", async () => {
    expect(await refusal(database(name, { withoutTls: true }).server, protocol)).toBe(
      "REFUSED: the server takes no TLS connections",
    );
  });

  test("a server that hangs up is no riddle", async () => {
    expect(
      await refusal(
        createServer((socket) => socket.end()),
        protocol,
      ),
    ).toBe("CLOSED: the server closed the connection");
  });
});

describe("what a server says in place of TLS", () => {
  test("PostgreSQL's error message", async () => {
    const fields = "SFATAL\0C53300\0Msorry, too many clients already\0\0";
    const length = fields.length + 4;
    const bytes = [0x45, 0, 0, 0, length, ...Buffer.from(fields)];
    expect(await refusal(saying(bytes), "postgres")).toBe(
      "REFUSED: the server answered: sorry, too many clients already",
    );
  });

  test("MySQL's error packet, with and without SQLSTATE", async () => {
    const packet = (text: string) => [text.length + 3, 0, 0, 0, 0xff, 0x6a, 0x04, ...Buffer.from(text)];
    expect(await refusal(saying(packet("Host is not allowed"), "at-once"), "mysql")).toBe(
      "REFUSED: the server answered: error 1130, Host is not allowed",
    );
    expect(await refusal(saying(packet("#HY000Host is not allowed"), "at-once"), "mysql")).toBe(
      "REFUSED: the server answered: error 1130, Host is not allowed",
    );
  });

  test("another protocol, at every port", async () => {
    const http = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    expect(await refusal(saying(http), "postgres")).toBe("REFUSED: the server is no PostgreSQL server");
    expect(await refusal(saying(http, "at-once"), "mysql")).toMatch(/^REFUSED: the server (is no|speaks)/);
    expect(await refusal(saying(http), "tds")).toBe("REFUSED: the server is no SQL Server");
  });
});
