import { action, dataAction } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState } from "../lab-service.ts";
import {
  isRead,
  notPlayed,
  partsOf,
  storageEndpoint,
  storageFailure,
  type Parts,
  type StorageError,
} from "../storage-endpoint.ts";

const TABLES = "Microsoft.Storage/storageAccounts/tableServices/tables";
const ENTITIES = `${TABLES}/entities`;
const WRITING = { server: "Windows-Azure-Table/1.0", errors: "odata" } as const;

/** Table storage (dataplane.md section 6). Data: tables of entities, by partition key, slash, row key. */
export const table: LabService = storageEndpoint({
  ...WRITING,
  label: "table",
  permissions: (request) => [permissionOf(request)],
  part: (request) => pathOf(request).name,
  act,
});

interface TablePath {
  /** Absent: the request is about the tables themselves. */
  readonly name: string | undefined;
  /** Table that such a request is about. */
  readonly subject: string | undefined;
  /** Keys of one entity. */
  readonly key: string | undefined;
}

function pathOf({ url }: LabRequest): TablePath {
  const path = decodeURIComponent(url.pathname).slice(1);
  const [, name = "", subject] = /^(\w*)(?:\('([^']*)'\))?/.exec(path) ?? [];
  if (name === "Tables" || name === "") return { name: undefined, subject, key: undefined };
  const [, partition, row] = /\(PartitionKey='([^']*)',RowKey='([^']*)'\)$/.exec(path) ?? [];
  return { name, subject: undefined, key: partition === undefined ? undefined : `${partition}/${row}` };
}

/** What Azure asks for; of some calls any one of several permissions. */
function permissionOf(request: LabRequest) {
  const { method, headers } = request;
  if (pathOf(request).name === undefined) {
    if (isRead(request)) return action(`${TABLES}/read`);
    return action(`${TABLES}/${method === "DELETE" ? "delete" : "write"}`);
  }
  if (isRead(request)) return dataAction(`${ENTITIES}/read`);
  if (method === "DELETE") return dataAction(`${ENTITIES}/delete`);
  const write = dataAction(`${ENTITIES}/write`);
  if (method === "POST") return [write, dataAction(`${ENTITIES}/add/action`)] as const;
  return headers["if-match"] === undefined
    ? write
    : ([write, dataAction(`${ENTITIES}/update/action`)] as const);
}

function act(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  const { name, key } = pathOf(request);
  const parts = state as Parts;
  if (name === undefined) return actOnTables(call, state);
  const held = parts[name];
  if (held === undefined) return fail(call, TABLE_NOT_FOUND);
  if (key !== undefined) return actOnEntity(call, held, key);
  if (request.method === "POST") return insert(call, held);
  if (!isRead(request)) return notPlayed(WRITING, call, state);
  const wanted = /PartitionKey eq '([^']*)'/.exec(request.url.searchParams.get("$filter") ?? "")?.[1];
  const found = Object.entries(held).filter(([one]) => wanted === undefined || one.startsWith(`${wanted}/`));
  return { status: 200, body: { value: found.map(([one, content]) => entity(one, content)) } };
}

function actOnTables(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  const { subject } = pathOf(request);
  const parts = state as Parts;
  if (isRead(request))
    return { status: 200, body: { value: partsOf(state).map(([name]) => ({ TableName: name })) } };
  if (request.method === "DELETE" && subject !== undefined) {
    if (parts[subject] === undefined) return fail(call, RESOURCE_NOT_FOUND);
    delete parts[subject];
    return { status: 204 };
  }
  const created = /"TableName"\s*:\s*"(\w+)"/.exec(request.body)?.[1];
  if (request.method !== "POST" || created === undefined) return notPlayed(WRITING, call, state);
  parts[created] ??= {};
  return { status: 201, body: { TableName: created } };
}

function insert(call: LabCall, held: Record<string, string>): LabReply {
  const given = JSON.parse(call.request.body || "{}") as Record<string, unknown>;
  const { PartitionKey: partition, RowKey: row } = given;
  if (typeof partition !== "string" || typeof row !== "string") return fail(call, PROPERTIES_NEED_VALUE);
  const key = `${partition}/${row}`;
  if (held[key] !== undefined) return fail(call, ENTITY_EXISTS);
  held[key] = call.request.body;
  return { status: 201, body: given };
}

function actOnEntity(call: LabCall, held: Record<string, string>, key: string): LabReply {
  const { method, headers, body } = call.request;
  const content = held[key];
  const condition = headers["if-match"];
  if (method === "DELETE" && condition === undefined) return fail(call, HEADER_MISSING);
  if (content === undefined && (condition !== undefined || isRead(call.request)))
    return fail(call, RESOURCE_NOT_FOUND);
  if (isRead(call.request)) return { status: 200, body: entity(key, content ?? "") };
  if (condition !== undefined && condition !== "*") return fail(call, CONDITION_NOT_MET);
  // Without a condition an update creates what is not there.
  if (method === "DELETE") delete held[key];
  else held[key] = body;
  return { status: 204 };
}

function entity(key: string, content: string): Record<string, string> {
  const [PartitionKey = "", RowKey = ""] = key.split("/");
  return { PartitionKey, RowKey, Content: content };
}

function fail(call: LabCall, error: StorageError): LabReply {
  return storageFailure(WRITING, call, error);
}

const TABLE_NOT_FOUND: StorageError = {
  status: 404,
  code: "TableNotFound",
  message: "The table specified does not exist.",
};
const RESOURCE_NOT_FOUND: StorageError = {
  status: 404,
  code: "ResourceNotFound",
  message: "The specified resource does not exist.",
};
const ENTITY_EXISTS: StorageError = {
  status: 409,
  code: "EntityAlreadyExists",
  message: "The specified entity already exists.",
};
const PROPERTIES_NEED_VALUE: StorageError = {
  status: 400,
  code: "PropertiesNeedValue",
  message: "The values are not specified for all properties in the entity.",
};
const HEADER_MISSING: StorageError = {
  status: 400,
  code: "MissingRequiredHeader",
  message: "An HTTP header that's mandatory for this request is not specified.",
};
const CONDITION_NOT_MET: StorageError = {
  status: 412,
  code: "UpdateConditionNotSatisfied",
  message: "The update condition specified in the request was not satisfied.",
};
