import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, get as getOverTls, Agent } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { gzipSync } from "node:zlib";
import { generate } from "selfsigned";
import { afterEach, expect, test, vi } from "vitest";
import { isProxyAnswer } from "../../src/model/proxy-answer.ts";
import type { Exchange } from "../../src/model/report.ts";
import { recordHttp } from "../../src/world/http-recorder.ts";
import { sendHttp } from "../../src/world/http.ts";

const servers: Server[] = [];
const exchanges: Exchange[] = [];
recordHttp((id, exchange) => {
  exchanges[id] = exchange;
});

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function get(url: string, timeoutMs = 5000) {
  return sendHttp({ method: "GET", url, headers: { Authorization: "Bearer lab-fake-token" }, timeoutMs });
}

test("a redirect is not followed: the other host hears nothing", async () => {
  let heard = 0;
  const other = await serve((_request, response) => {
    heard += 1;
    response.end();
  });
  const url = await serve((_request, response) => response.writeHead(307, { Location: other }).end());
  expect((await get(url)).status).toBe(307);
  expect(heard).toBe(0);
});

test("an error body is kept as text, also when it came compressed; headers of secrets are not", async () => {
  const url = await serve((_request, response) => {
    const body = gzipSync(JSON.stringify({ error: "invalid_client", error_codes: [7000215] }));
    response
      .writeHead(401, { "Content-Encoding": "gzip", "Set-Cookie": "lab-fake-cookie", Date: "x" })
      .end(body);
  });
  await get(`${url}/token?resource=r&client_secret=lab-fake-secret`);
  const last = exchanges.at(-1);
  expect(last).toMatchObject({ method: "GET", status: 401, requestHeaders: {} });
  expect(JSON.parse(last?.errorBody ?? "")).toEqual({ error: "invalid_client", error_codes: [7000215] });
  expect(JSON.stringify(last)).not.toMatch(/lab-fake/);
  expect(last?.url).toMatch(/resource=r&client_secret=\.\.\.$/);
});

test("the body of a success is not kept: it may hold a token", async () => {
  const url = await serve((_request, response) =>
    response.end(JSON.stringify({ access_token: "lab-fake-token" })),
  );
  expect((await get(url)).body).toContain("lab-fake-token");
  expect(exchanges.at(-1)).not.toHaveProperty("errorBody");
});

test("nothing listens: the socket's own error is recorded", async () => {
  const url = await serve(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  await expect(get(url)).rejects.toThrow("ECONNREFUSED");
  expect(exchanges.at(-1)).toMatchObject({ failure: { code: "ECONNREFUSED", stage: "tcp" } });
});

test("an answer that never comes ends at the deadline, and is told as such", async () => {
  const url = await serve(() => {});
  await expect(get(url, 1000)).rejects.toThrow("aborted");
  expect(exchanges.at(-1)).toMatchObject({ failure: { code: "DEADLINE", stage: "response" } });
});

/** A server that nobody trusts, and its port. */
async function serveUntrusted(): Promise<number> {
  const names = [
    { name: "organizationName", value: "Contoso" },
    { name: "commonName", value: "Contoso\u0007 Gateway" },
  ];
  const own = await generate(names, { keyType: "ec", curve: "P-256", algorithm: "sha256" });
  const server = createTlsServer({ key: own.private, cert: own.cert }, (_request, response) =>
    response.end("lab-fake-token"),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const UNTRUSTED = {
  failure: { code: "DEPTH_ZERO_SELF_SIGNED_CERT", stage: "tls" },
  // Names are the other end's own words: what could harm a terminal is shown, not sent.
  certificate: { issuer: "Contoso\\x07 Gateway", issuerOrganization: "Contoso" },
};

test("a certificate that is not trusted: who issued it is recorded, and nothing else happens", async () => {
  const url = `https://127.0.0.1:${await serveUntrusted()}`;
  await expect(get(url)).rejects.toThrow("self-signed certificate");
  const last = exchanges.at(-1);
  expect(last).toMatchObject(UNTRUSTED);
  expect(last).not.toHaveProperty("status");
});

test("the same at the end of a tunnel that a proxy has opened", async () => {
  const port = await serveUntrusted();
  const raw = await new Promise<Socket>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
  });
  // As proxy agents do: TLS over a connection that stands.
  const agent = new Agent();
  agent.createConnection = () => connectTls({ socket: raw });
  await new Promise((resolve) => {
    getOverTls({ host: "127.0.0.1", port, agent }).once("error", resolve);
  });
  expect(exchanges.at(-1)).toMatchObject(UNTRUSTED);
});

test("a connection that is used again keeps its certificate", async () => {
  const port = await serveUntrusted();
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const answered = () =>
    new Promise((resolve) => {
      getOverTls({ host: "127.0.0.1", port, agent }, (response) => response.once("end", resolve).resume());
    });
  await answered();
  await answered();
  agent.destroy();
  const [first, second] = exchanges.slice(-2);
  expect(first).toMatchObject({ status: 200, certificate: UNTRUSTED.certificate });
  expect(second?.certificate).toEqual(first?.certificate);
});

test("a session that is resumed shows no certificate: its host's last one stands", async () => {
  const port = await serveUntrusted();
  const agent = new Agent({ rejectUnauthorized: false });
  const isResumed: boolean[] = [];
  const answered = () =>
    new Promise((resolve) => {
      const options = { host: "localhost", family: 4, port, agent, headers: { connection: "close" } };
      const request = getOverTls(options, (response) => {
        isResumed.push((response.socket as TLSSocket).isSessionReused());
        response.once("close", resolve).resume();
      });
      request.once("error", resolve);
    });
  await answered();
  await answered();
  expect(isResumed).toEqual([false, true]);
  const [first, second] = exchanges.slice(-2);
  expect(first).toMatchObject({ status: 200, certificate: UNTRUSTED.certificate });
  expect(second?.certificate).toEqual(first?.certificate);
});

test("a proxy that is named after the module was loaded is used; its own answer to CONNECT is recorded as such", async () => {
  vi.resetModules();
  const fresh = await import("../../src/world/http.ts");
  const proxy = createServer();
  servers.push(proxy);
  proxy.on("connect", (_request, socket) =>
    socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"),
  );
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const via = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  vi.stubEnv("HTTPS_PROXY", `http://${via}`);
  try {
    const url = "https://login.contoso.example/t?client_secret=lab-fake-secret";
    const answer = await fresh.sendHttp({ method: "GET", url, headers: {}, timeoutMs: 5000 });
    expect(answer.status).toBe(407);
  } finally {
    vi.unstubAllEnvs();
  }
  const last = exchanges.at(-1);
  expect(last).toMatchObject({ status: 407, via, url: "https://login.contoso.example/t?client_secret=..." });
  expect(isProxyAnswer(last!)).toBe(true);
});

test("an endless body is read only at its start", async () => {
  const url = await serve((_request, response) => {
    const more = () => {
      while (response.write("x".repeat(16_384)));
      response.once("drain", more);
    };
    response.on("error", () => {});
    more();
  });
  const { body } = await get(url);
  expect(body.length).toBeLessThanOrEqual(65_536);
});
