import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { answering, send, type NoteRequest } from "./listen.ts";

const METADATA_HOST = "169.254.169.254";
const HEADERS = { Server: "squid/6.10", Via: "1.1 proxy.contoso.example (squid/6.10)" } as const;
const LOGIN = { "Proxy-Authenticate": 'Basic realm="proxy.contoso.example"' } as const;
const NO_LOGIN = page("ERR_CACHE_ACCESS_DENIED", "Cache Access Denied. You have to authenticate yourself.");
const BLOCKED = page(
  "ERR_ACCESS_DENIED",
  "Access Denied. Access control configuration prevents your request from being allowed at this time.",
);
const UNREACHABLE = page("ERR_DNS_FAIL", "Unable to determine IP address from the host name.");

/**
 * A forward proxy as companies run them: it tunnels to what `portOf` knows, and takes the metadata address for one
 * more host that nobody may reach.
 */
export function proxyServer(
  portOf: (host: string, port: number) => number | undefined,
  note: NoteRequest,
  wantsLogin = false,
): Server {
  const isStranger = ({ headers }: IncomingMessage) =>
    wantsLogin && headers["proxy-authorization"] === undefined;
  const server = createServer(
    answering((request, response) => {
      note({ server: "proxy", method: request.method ?? "", path: request.url ?? "" });
      if (isStranger(request)) {
        return send(response, 407, { ...HEADERS, ...LOGIN, "Content-Type": "text/html" }, NO_LOGIN);
      }
      const isBlocked = hostOf(request.url ?? "") === METADATA_HOST;
      const headers = { ...HEADERS, "Content-Type": "text/html;charset=utf-8" };
      send(response, isBlocked ? 403 : 503, headers, isBlocked ? BLOCKED : UNREACHABLE);
    }),
  );
  server.on("connect", (request, client: Socket, head) => {
    const [host = "", port = "443"] = (request.url ?? "").split(":");
    note({ server: "proxy", method: "CONNECT", path: request.url ?? "" });
    client.on("error", () => client.destroy());
    if (isStranger(request)) {
      client.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\nServer: ${HEADERS.Server}\r\n` +
          `Proxy-Authenticate: ${LOGIN["Proxy-Authenticate"]}\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    const mapped = host === METADATA_HOST ? undefined : portOf(host, Number(port));
    if (mapped === undefined) {
      const status = host === METADATA_HOST ? "403 Forbidden" : "503 Service Unavailable";
      client.end(`HTTP/1.1 ${status}\r\nServer: ${HEADERS.Server}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect({ host: "127.0.0.1", port: mapped }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.once("close", () => upstream.destroy());
  });
  return server;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

function page(code: string, text: string): string {
  return `<!DOCTYPE html><html><head><title>ERROR: The requested URL could not be retrieved</title></head><body id="${code}"><h1>ERROR</h1><p>${text}</p></body></html>\n`;
}
