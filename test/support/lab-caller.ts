import { readFile } from "node:fs/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { portFor } from "../../src/lab/host-map.ts";
import type { RunningLab } from "../../src/lab/start.ts";

export interface CallerRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface CallerAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A program on the simulated host that uses its managed identity, and minds nothing. */
export async function labCaller(
  lab: RunningLab,
  audience = "https://storage.azure.com",
): Promise<(request: CallerRequest) => Promise<CallerAnswer>> {
  const ca = await readFile(lab.caFile, "utf8");
  const port = portFor(lab.map, "169.254.169.254", 80);
  const path = `/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${encodeURIComponent(audience)}`;
  const given = await send(http.request({ host: "127.0.0.1", port, path, headers: { Metadata: "true" } }));
  const { access_token: token } = JSON.parse(given.body) as { access_token: string };
  return async ({ method, url, headers = {}, body = "" }) => {
    const { hostname, pathname, search } = new URL(url);
    return await send(
      https.request({
        ...{
          host: "127.0.0.1",
          port: portFor(lab.map, hostname, 443),
          servername: hostname,
          ca,
          agent: false,
        },
        ...{ method, path: `${pathname}${search}` },
        headers: {
          host: hostname,
          // Cosmos DB has a form of its own.
          authorization: hostname.endsWith(".documents.azure.com")
            ? encodeURIComponent(`type=aad&ver=1.0&sig=${token}`)
            : `Bearer ${token}`,
          "x-ms-version": "2022-11-02",
          ...headers,
        },
      }),
      body,
    );
  };
}

async function send(request: http.ClientRequest, body = ""): Promise<CallerAnswer> {
  return await new Promise((resolve, reject) => {
    request.once("error", reject).once("response", (response: IncomingMessage) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.once("end", () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: text }),
      );
    });
    request.end(body);
  });
}
