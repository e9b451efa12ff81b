import https from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { LabStorageAccount } from "../scenario.ts";
import type { SeenRequest } from "./lab-server.ts";
import { sendStorageError } from "./storage-error.ts";

/** What answers a request that the gate has let pass. */
export interface StorageBackend {
  answer(
    account: LabStorageAccount,
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void>;
}

/** Answers of the gate alone: what exists is what the scenario says, and nothing can be changed. */
export const gateBackend: StorageBackend = {
  async answer(account, request, response, headers) {
    const [, container = "", ...rest] = new URL(request.url ?? "/", "https://storage").pathname.split("/");
    const blob = rest.join("/");
    const found = account.containers.find(({ name }) => name === container);
    if (container !== "" && found === undefined) {
      return sendStorageError(
        response,
        404,
        "ContainerNotFound",
        "The specified container does not exist.",
        headers,
      );
    }
    if (blob !== "" && !found?.blobs.includes(blob)) {
      return sendStorageError(response, 404, "BlobNotFound", "The specified blob does not exist.", headers);
    }
    response.writeHead(200, headers).end();
  },
};

/** Hands requests on to a real Azurite, path style, and its answers back. */
export function azuriteBackend(port: number, ca: string, seen: SeenRequest[]): StorageBackend {
  return {
    answer: (account, request, response, headers) =>
      new Promise((resolve, reject) => {
        seen.push({ server: "azurite", method: request.method ?? "", path: request.url ?? "" });
        const upstream = https.request(
          {
            host: "127.0.0.1",
            port,
            ca,
            method: request.method,
            path: `/${account.name}${request.url ?? "/"}`,
            headers: { ...request.headers, host: `127.0.0.1:${port}` },
          },
          (answer) => {
            response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...headers });
            answer.pipe(response);
            answer.once("end", resolve);
          },
        );
        upstream.once("error", reject);
        request.pipe(upstream);
      }),
  };
}
