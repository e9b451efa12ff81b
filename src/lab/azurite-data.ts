import { once } from "node:events";
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Agent, request as sendRequest } from "node:https";
import type { AzuriteServiceName } from "./azurite-service.ts";
import type { Certificates } from "./certificates.ts";
import { SYSTEM_IDENTITY } from "./contoso.ts";
import type { LabParts, LabResource } from "./lab-resource.ts";
import { readBytes } from "./servers/listen.ts";
import type { TokenSigner } from "./tokens.ts";

/** A way to ask one service of Azurite. */
export interface AzuriteClient {
  /** A request that is not sent yet, with these headers and no others. */
  open(
    method: string,
    path: string,
    headers: Readonly<IncomingHttpHeaders>,
    agent?: Agent | false,
  ): ClientRequest;
  /** The lab's own token for it. */
  readonly token: string;
}

/** Sends a request as a principal that Azurite, which knows no roles, just believes. @throws unless the answer is good. */
type Ask = (
  method: string,
  path: string,
  headers?: Readonly<Record<string, string>>,
  body?: string,
) => Promise<Answer>;

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const API_VERSION = "2021-12-02";
const CONNECTIONS = 4;
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
  return {
    token,
    open(method, path, headers, agent = false) {
      const request = sendRequest({ host: "127.0.0.1", port, path, method, ca: certificates.ca, agent });
      // Headers of the options would be printed, token and all, when the lab is run with NODE_DEBUG=https.
      for (const [name, value] of Object.entries(headers))
        if (value !== undefined) request.setHeader(name, value);
      return request;
    },
  };
}

/** Connections are kept as long as the work takes. */
async function asking<T>({ open, token }: AzuriteClient, work: (ask: Ask) => Promise<T>): Promise<T> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const ask: Ask = async (method, path, headers = {}, body = "") => {
    const all = { authorization: `Bearer ${token}`, "x-ms-version": API_VERSION, ...headers };
    const [answer] = (await once(open(method, path, all, agent).end(body), "response")) as [IncomingMessage];
    const text = (await readBytes(answer)).toString("utf8");
    const { statusCode = 0 } = answer;
    if (statusCode < 200 || statusCode > 299)
      throw new Error(`Azurite answered ${statusCode} to ${method} ${path}: ${text}`);
    return { headers: answer.headers, body: text };
  };
  return await work(ask).finally(() => agent.destroy());
}

const JSON_TYPE = {
  accept: "application/json;odata=fullmetadata",
  "content-type": "application/json",
} as const;
const LIST_BLOBS =
  "restype=container&comp=list&include=snapshots,metadata,uncommittedblobs,copy,deleted,tags,versions";

/** How a service is filled, and how all it holds is read. */
interface Storing {
  create(ask: Ask, account: string, part: string): Promise<unknown>;
  add(ask: Ask, account: string, part: string, name: string, content: string): Promise<unknown>;
  /** Everything in an account, as Azurite tells it. */
  read(ask: Ask, account: string): Promise<unknown>;
}

const STORING: Readonly<Record<AzuriteServiceName, Storing>> = {
  blob: {
    create: (ask, account, part) => ask("PUT", `/${account}/${part}?restype=container`),
    add: (ask, account, part, name, content) =>
      ask("PUT", `/${account}/${part}/${name}`, { "x-ms-blob-type": "BlockBlob" }, content),
    read: readBlobs,
  },
  queue: {
    create: (ask, account, part) => ask("PUT", `/${account}/${part}`),
    add: (ask, account, part, _name, content) => {
      const message = `<QueueMessage><MessageText>${content}</MessageText></QueueMessage>`;
      return ask("POST", `/${account}/${part}/messages`, { "content-type": "application/xml" }, message);
    },
    read: readQueues,
  },
  table: {
    create: (ask, account, part) =>
      ask("POST", `/${account}/Tables`, JSON_TYPE, JSON.stringify({ TableName: part })),
    add: (ask, account, part, name, content) => {
      const [partition = "", row = ""] = name.split("/");
      const entity = { PartitionKey: partition, RowKey: row, Content: content };
      return ask("POST", `/${account}/${part}`, JSON_TYPE, JSON.stringify(entity));
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
  const fillAccount = async (ask: Ask, { name: account, data }: LabResource) => {
    for (const [part, held] of Object.entries(data as LabParts)) {
      await create(ask, account, part);
      for (const [name, content] of Object.entries(held)) await add(ask, account, part, name, content);
    }
  };
  await asking(client, (ask) => Promise.all(resources.map((one) => fillAccount(ask, one))));
}

/** Everything that an account of Azurite holds; the same again as long as nothing changes. */
export async function readBack(
  client: AzuriteClient,
  service: AzuriteServiceName,
  account: string,
): Promise<unknown> {
  return await asking(client, (ask) => STORING[service].read(ask, account));
}

async function readBlobs(ask: Ask, account: string): Promise<unknown> {
  const containers = await ask("GET", `/${account}?comp=list&include=metadata,deleted`);
  const held: unknown[] = [containers.body];
  for (const container of namesIn(containers.body)) {
    const blobs = await ask("GET", `/${account}/${container}?${LIST_BLOBS}`);
    held.push(blobs.body);
    for (const blob of new Set(namesIn(blobs.body))) {
      const path = `/${account}/${container}/${blob}`;
      // A blob of which only uncommitted blocks exist can be asked for these alone.
      const blocks = await ask("GET", `${path}?comp=blocklist&blocklisttype=all`);
      const whole = await ask("GET", path).then(dataOf, () => "uncommitted");
      held.push([blob, blocks.body, whole]);
    }
  }
  return held;
}

async function readQueues(ask: Ask, account: string): Promise<unknown> {
  const queues = await ask("GET", `/${account}?comp=list&include=metadata`);
  const held: unknown[] = [queues.body];
  for (const queue of namesIn(queues.body)) {
    // The count holds messages that were taken and are not seen; the seen ones tell how often they were taken.
    held.push(dataOf(await ask("GET", `/${account}/${queue}?comp=metadata`)));
    const seen = await ask("GET", `/${account}/${queue}/messages?peekonly=true&numofmessages=32`);
    held.push(seen.body);
  }
  return held;
}

async function readTables(ask: Ask, account: string): Promise<unknown> {
  const tables = await ask("GET", `/${account}/Tables`, JSON_TYPE);
  const held: unknown[] = [tables.body];
  for (const [, table = ""] of tables.body.matchAll(/"TableName":"([^"]+)"/g)) {
    held.push((await ask("GET", `/${account}/${table}()`, JSON_TYPE)).body);
  }
  return held;
}

function namesIn(xml: string): string[] {
  return [...xml.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name = ""]) => name);
}

function dataOf({ headers, body }: Answer): unknown {
  return [Object.entries(headers).filter(([name]) => !OF_THE_ANSWER.has(name)), body];
}
