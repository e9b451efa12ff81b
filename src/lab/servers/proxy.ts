import http from "node:http";
import { connect } from "node:net";
import { listen, type LabServer, type SeenRequest } from "./lab-server.ts";

const PAGE =
  "<html><head><title>403 Forbidden</title></head><body>Access to this address is not allowed.</body></html>";

/**
 * A forward proxy that refuses plain http, as a company's proxy refuses link-local addresses, and tunnels to what the
 * simulated network knows.
 *
 * @param portOf Port on 127.0.0.1 that plays a host and port, `undefined` when there is none.
 */
export async function startProxy(
  portOf: (host: string, port: number) => number | undefined,
  seen: SeenRequest[],
): Promise<LabServer> {
  const server = http.createServer((request, response) => {
    seen.push({ server: "proxy", method: request.method ?? "", path: request.url ?? "" });
    response.writeHead(403, {
      "Content-Type": "text/html",
      Server: "squid/6.6",
      Via: "1.1 proxy.contoso.example (squid/6.6)",
    });
    response.end(PAGE);
  });
  server.on("connect", (request, client, head) => {
    seen.push({ server: "proxy", method: "CONNECT", path: request.url ?? "" });
    const [host = "", port = "443"] = (request.url ?? "").split(":");
    const mapped = portOf(host, Number(port));
    if (mapped === undefined) {
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      return;
    }
    const upstream = connect({ host: "127.0.0.1", port: mapped }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("error", () => upstream.destroy());
    client.once("close", () => upstream.destroy());
  });
  return await listen(server);
}
