import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { NO_PROXY_VARIABLES, PROXY_VARIABLES, variables } from "../catalogue/variables.ts";
import { portFor } from "./host-map.ts";
import type { SocketMap } from "./name-table.ts";
import { answering, listen, send, type LabServer } from "./servers/listen.ts";
import type { RunningLab } from "./start.ts";

/** Loopback, where programs must not be sent through the proxy. */
const LOOPBACK = "127.0.0.1,localhost";

/** Variables by which programs of different languages learn of a certificate authority. */
const CA_VARIABLES = [
  "NODE_EXTRA_CA_CERTS",
  "REQUESTS_CA_BUNDLE",
  "SSL_CERT_FILE",
  "CURL_CA_BUNDLE",
] as const;

/** Opens a simulated host to programs of any language: a loopback proxy that knows its names and addresses. */
export async function serveLab(lab: RunningLab): Promise<LabServer> {
  const server = createServer(answering((request, response) => passOn(lab.map, request, response)));
  server.on("connect", (request, client: Socket, head) => tunnel(lab.map, request.url ?? "", client, head));
  return await listen(server);
}

/** The environment in which any program lives in that host; what named files and loopback ports is moved. */
export function serveEnvironment(
  { appEnv, map, caFile, filesRoot, scenario }: RunningLab,
  proxyPort: number,
) {
  const moved = Object.entries(appEnv).map(([name, value]): [string, string] => [
    name,
    value in scenario.files ? path.join(filesRoot, value) : loopbackUrl(map, value),
  ]);
  const proxy = `http://127.0.0.1:${proxyPort}`;
  const own: readonly string[] = PROXY_VARIABLES;
  return {
    ...Object.fromEntries(moved.filter(([name]) => !own.includes(name))),
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: LOOPBACK,
    ...Object.fromEntries(CA_VARIABLES.map((name) => [name, caFile])),
  };
}

/** What a shell may have of its own, and the simulated host does not: it would steer the program. */
export function foreignVariables(served: Readonly<Record<string, string>>): string[] {
  const known = [...variables.map(({ name }) => name), ...PROXY_VARIABLES, ...NO_PROXY_VARIABLES];
  return known.filter((name) => !(name in served));
}

/** A URL on loopback, which no proxy may be asked for, with the port that plays it. */
function loopbackUrl(map: SocketMap, value: string): string {
  if (!/^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(value)) return value;
  const url = new URL(value);
  const port = portFor(map, url.hostname, Number(url.port || (url.protocol === "https:" ? 443 : 80)));
  if (port === undefined) return value;
  url.host = `127.0.0.1:${port}`;
  return url.href;
}

function passOn(map: SocketMap, request: IncomingMessage, response: ServerResponse): void {
  const target = request.url ?? "";
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const port = url && portFor(map, url.hostname, Number(url.port || 80));
  if (url === undefined || port === undefined) {
    return send(response, 502, {}, "Nothing of the simulated host has this address.\n");
  }
  const upstream = sendRequest({
    ...{ host: "127.0.0.1", port, method: request.method, path: `${url.pathname}${url.search}` },
    ...{ headers: { ...request.headers, host: url.host }, agent: false },
  });
  upstream.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on("error", () => response.destroy());
  response.once("close", () => upstream.destroy());
  request.pipe(upstream);
}

function tunnel(map: SocketMap, authority: string, client: Socket, head: Buffer): void {
  client.on("error", () => client.destroy());
  const [, host = "", service = "443"] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(authority) ?? [];
  const port = portFor(map, host, Number(service));
  if (port === undefined) {
    client.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  const upstream = connect({ host: "127.0.0.1", port }, () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on("error", () => client.destroy());
  client.once("close", () => upstream.destroy());
}
