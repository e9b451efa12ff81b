import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
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
  await expect(get(url, 50)).rejects.toThrow("aborted");
  expect(exchanges.at(-1)).toMatchObject({ failure: { code: "DEADLINE", stage: "response" } });
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
