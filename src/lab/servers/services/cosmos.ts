import { dataAction } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState } from "../lab-service.ts";
import { refuse, reply } from "./cosmos-refusals.ts";
import { ACCOUNTS, actionOf, decoded, pathOf } from "./cosmos-request.ts";

interface Container {
  /** Path of one property: `/customer`. */
  readonly partitionKey: string;
  readonly items: Record<string, Record<string, unknown>>;
}

/** Containers by name, by database. */
type Databases = Record<string, Record<string, Container>>;

/** Cosmos DB's data plane (dataplane.md section 14). `settings.gateway`: `repeats` stands a chatty one in front of it. */
export const cosmos: LabService = {
  armType: ACCOUNTS,
  hosts: ({ name }) => [`${name}.documents.azure.com`],
  audiences: ({ name }) => ["https://cosmos.azure.com", `https://${name}.documents.azure.com`],
  token: ({ headers }) => /^type=aad&ver=1\.0&sig=(\S+)$/.exec(decoded(headers.authorization ?? ""))?.[1],
  anonymous: ({ request, resource }) =>
    resource.settings?.["gateway"] === "repeats" ? repeated(request) : undefined,
  permissions: (request) => [dataAction(actionOf(request))],
  part: (request) => {
    const { database, container } = pathOf(request);
    return container === undefined ? database : `${database}/${container}`;
  },
  refuse,
  act,
};

/** Some gateways show the whole request in their error pages. */
function repeated({ method, url, headers }: LabRequest): LabReply {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  return {
    status: 502,
    headers: { "Content-Type": "text/plain" },
    body: [
      "Bad gateway. The request was:",
      `${method} ${url.pathname} HTTP/1.1`,
      ...lines,
      decoded(headers.authorization ?? ""),
    ].join("\r\n"),
  };
}

function act(call: LabCall, state: LabState): LabReply {
  const databases = (state["dbs"] ??= {}) as Databases;
  const { database, colls, container, docs, item } = pathOf(call.request);
  if (database === undefined) return { status: 200, body: { Databases: named(databases) } };
  const containers = databases[database];
  if (colls === undefined || container === undefined) {
    if (containers === undefined) return notFound(call);
    return {
      status: 200,
      body: colls === undefined ? { id: database } : { DocumentCollections: named(containers) },
    };
  }
  const held = containers?.[container];
  if (docs === undefined)
    return held === undefined ? notFound(call) : { status: 200, body: { id: container } };
  if (held === undefined)
    return reply(call, 404, 1003, 'Message: {"Errors":["Owner resource does not exist"]}');
  return item === undefined ? onItems(call, held) : onItem(call, held, item);
}

function named(held: Readonly<Record<string, unknown>>): object[] {
  return Object.keys(held).map((id) => ({ id }));
}

function notFound(call: LabCall): LabReply {
  return reply(call, 404, 0, "Resource Not Found. Learn more: https://aka.ms/cosmosdb-tsg-not-found");
}

/** Without the header that makes it a query, a document posted to a container is created there. */
function onItems(call: LabCall, { items }: Container): LabReply {
  const { method, headers, body } = call.request;
  if (method === "GET" || headers["x-ms-documentdb-isquery"] !== undefined)
    return { status: 200, body: { Documents: Object.values(items) } };
  const document = documentIn(body);
  const { id } = document;
  if (typeof id !== "string") {
    return reply(
      call,
      400,
      0,
      "The input content is invalid because the required properties - 'id; ' - are missing",
    );
  }
  items[id] = document;
  return { status: 201, body: document };
}

function onItem(call: LabCall, { partitionKey, items }: Container, id: string): LabReply {
  const { method, headers, body } = call.request;
  const [partition] = JSON.parse(String(headers["x-ms-documentdb-partitionkey"] ?? "[null]")) as unknown[];
  const property = partitionKey.slice(1);
  if (method === "PUT" && documentIn(body)[property] !== partition) {
    return reply(
      call,
      400,
      1001,
      "PartitionKey extracted from document doesn't match the one specified in the header. Learn more: https://aka.ms/CosmosDB/sql/errors/wrong-pk-value",
    );
  }
  const present = items[id];
  if (present === undefined || present[property] !== partition) return notFound(call);
  if (method === "PUT") {
    if (headers["if-match"] !== undefined)
      return reply(call, 412, 0, "One of the specified pre-condition is not met.");
    items[id] = documentIn(body);
  }
  if (method === "DELETE") delete items[id];
  return { status: method === "DELETE" ? 204 : 200, body: present };
}

function documentIn(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}
