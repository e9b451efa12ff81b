import { once } from "node:events";
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as sendRequest } from "node:https";
import type { AzuriteServiceName } from "./azurite-service.ts";
import type { Certificates } from "./certificates.ts";
import { SYSTEM_IDENTITY } from "./contoso.ts";
import type { LabParts, LabResource } from "./lab-resource.ts";
import { readBytes } from "./servers/listen.ts";
import type { TokenSigner } from "./tokens.ts";

/** A way to ask one service of Azurite. */
export interface AzuriteClient {
  /** A request that is not sent yet, with these headers and no others. */
  open(method: string, path: string, headers: Readonly<IncomingHttpHeaders>): ClientRequest;
  /** Sent as a principal that Azurite, which knows no roles, just believes. @throws unless the answer is good. */
  ask(
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Answer>;
}

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const API_VERSION = "2021-12-02";
/** Headers that are about the answer, not about the data. */
const OF_THE_ANSWER = new Set([
  "date",
  "x-ms-request-id",
  "x-ms-client-request-id",
  "connection",
  "keep-alive",
]);

export async function azuriteClient(
  port: number,
  { certificates, signer }: { readonly certificates: Certificates; readonly signer: TokenSigner },
): Promise<AzuriteClient> {
  const { token } = await signer.forManagedIdentity(SYSTEM_IDENTITY, "https://storage.azure.com");
  const open: AzuriteClient["open"] = (method, path, headers) => {
    const options = { host: "127.0.0.1", port, path, method, ca: certificates.ca, agent: false };
    const request = sendRequest(options);
    // Headers of the options would be printed, token and all, when the lab is run with NODE_DEBUG=https.
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) request.setHeader(name, value);
    return request;
  };
  return {
    open,
    async ask(method, path, headers = {}, body = "") {
      const all = { authorization: `Bearer ${token}`, "x-ms-version": API_VERSION, ...headers };
      const [answer] = (await once(open(method, path, all).end(body), "response")) as [IncomingMessage];
      const text = (await readBytes(answer)).toString("utf8");
      const { statusCode = 0 } = answer;
      if (statusCode < 200 || statusCode > 299)
        throw new Error(`Azurite answered ${statusCode} to ${method} ${path}: ${text}`);
      return { headers: answer.headers, body: text };
    },
  };
}

const JSON_TYPE = {
  accept: "application/json;odata=fullmetadata",
  "content-type": "application/json",
} as const;
const LIST_BLOBS =
  "restype=container&comp=list&include=snapshots,metadata,uncommittedblobs,copy,deleted,tags,versions";

/** How a service is filled, and how all it holds is read. */
interface Storing {
  create(client: AzuriteClient, account: string, part: string): Promise<unknown>;
  add(client: AzuriteClient, account: string, part: string, name: string, content: string): Promise<unknown>;
  /** Everything in an account, as Azurite tells it. */
  read(client: AzuriteClient, account: string): Promise<unknown>;
}

const STORING: Readonly<Record<AzuriteServiceName, Storing>> = {
  blob: {
    create: (client, account, part) => client.ask("PUT", `/${account}/${part}?restype=container`),
    add: (client, account, part, name, content) =>
      client.ask("PUT", `/${account}/${part}/${name}`, { "x-ms-blob-type": "BlockBlob" }, content),
    read: readBlobs,
  },
  queue: {
    create: (client, account, part) => client.ask("PUT", `/${account}/${part}`),
    add: (client, account, part, _name, content) => {
      const message = `<QueueMessage><MessageText>${content}</MessageText></QueueMessage>`;
      return client.ask(
        "POST",
        `/${account}/${part}/messages`,
        { "content-type": "application/xml" },
        message,
      );
    },
    read: readQueues,
  },
  table: {
    create: (client, account, part) =>
      client.ask("POST", `/${account}/Tables`, JSON_TYPE, JSON.stringify({ TableName: part })),
    add: (client, account, part, name, content) => {
      const [partition = "", row = ""] = name.split("/");
      const entity = { PartitionKey: partition, RowKey: row, Content: content };
      return client.ask("POST", `/${account}/${part}`, JSON_TYPE, JSON.stringify(entity));
    },
    read: readTables,
  },
};

/** Puts what the scenario's accounts hold into Azurite. */
export async function fill(
  client: AzuriteClient,
  service: AzuriteServiceName,
  resources: readonly LabResource[],
): Promise<void> {
  const { create, add } = STORING[service];
  for (const { name: account, data } of resources) {
    for (const [part, held] of Object.entries(data as LabParts)) {
      await create(client, account, part);
      for (const [name, content] of Object.entries(held)) await add(client, account, part, name, content);
    }
  }
}

/** Everything that an account of Azurite holds; the same again as long as nothing changes. */
export async function readBack(
  client: AzuriteClient,
  service: AzuriteServiceName,
  account: string,
): Promise<unknown> {
  return await STORING[service].read(client, account);
}

async function readBlobs(client: AzuriteClient, account: string): Promise<unknown> {
  const containers = await client.ask("GET", `/${account}?comp=list&include=metadata,deleted`);
  const held: unknown[] = [containers.body];
  for (const container of namesIn(containers.body)) {
    const blobs = await client.ask("GET", `/${account}/${container}?${LIST_BLOBS}`);
    held.push(blobs.body);
    for (const blob of new Set(namesIn(blobs.body))) {
      const path = `/${account}/${container}/${blob}`;
      // A blob of which only uncommitted blocks exist can be asked for these alone.
      const blocks = await client.ask("GET", `${path}?comp=blocklist&blocklisttype=all`);
      const whole = await client.ask("GET", path).then(dataOf, () => "uncommitted");
      held.push([blob, blocks.body, whole]);
    }
  }
  return held;
}

async function readQueues(client: AzuriteClient, account: string): Promise<unknown> {
  const queues = await client.ask("GET", `/${account}?comp=list&include=metadata`);
  const held: unknown[] = [queues.body];
  for (const queue of namesIn(queues.body)) {
    // The count holds messages that were taken and are not seen; the seen ones tell how often they were taken.
    held.push(dataOf(await client.ask("GET", `/${account}/${queue}?comp=metadata`)));
    const seen = await client.ask("GET", `/${account}/${queue}/messages?peekonly=true&numofmessages=32`);
    held.push(seen.body);
  }
  return held;
}

async function readTables(client: AzuriteClient, account: string): Promise<unknown> {
  const tables = await client.ask("GET", `/${account}/Tables`, JSON_TYPE);
  const held: unknown[] = [tables.body];
  for (const [, table = ""] of tables.body.matchAll(/"TableName":"([^"]+)"/g)) {
    held.push((await client.ask("GET", `/${account}/${table}()`, JSON_TYPE)).body);
  }
  return held;
}

function namesIn(xml: string): string[] {
  return [...xml.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name = ""]) => name);
}

function dataOf({ headers, body }: Answer): unknown {
  return [Object.entries(headers).filter(([name]) => !OF_THE_ANSWER.has(name)), body];
}
