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

const CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers";
const BLOBS = `${CONTAINERS}/blobs`;
const WRITING = { server: "Windows-Azure-Blob/1.0", errors: "xml" } as const;

/** Blob storage (dataplane.md section 4). Data: containers of blobs of text. */
export const blob: LabService = storageEndpoint({
  ...WRITING,
  label: "blob",
  permissions: (request) => [permissionOf(request)],
  part: (request) => blobPath(request).container,
  attributes: blobAttributes,
  act,
});

/** Container or file system, and what is in it: the two endpoints share their data. */
export function blobPath({ url }: LabRequest): { readonly container?: string; readonly blob?: string } {
  const [container = "", ...rest] = decodeURIComponent(url.pathname).slice(1).split("/");
  const name = rest.join("/");
  return { ...(container === "" ? {} : { container }), ...(name === "" ? {} : { blob: name }) };
}

export function blobAttributes(request: LabRequest): Record<string, string> {
  const { container, blob: name } = blobPath(request);
  return {
    ...(container === undefined ? {} : { [`${CONTAINERS}:name`]: container }),
    ...(name === undefined ? {} : { [`${BLOBS}:path`]: name }),
  };
}

/** What Azure asks for (learn.microsoft.com, "Permissions for calling data operations"). */
function permissionOf(request: LabRequest) {
  const { container, blob: name } = blobPath(request);
  const { method, url } = request;
  const comp = url.searchParams.get("comp");
  if (container === undefined) {
    const service = "Microsoft.Storage/storageAccounts/blobServices";
    if (comp === "userdelegationkey") return action(`${service}/generateUserDelegationKey/action`);
    return action(comp === "properties" ? `${service}/getInfo/action` : `${CONTAINERS}/read`);
  }
  if (name === undefined) {
    // Listing blobs reads data, although it is a request for the container.
    if (isRead(request)) return comp === "list" ? dataAction(`${BLOBS}/read`) : action(`${CONTAINERS}/read`);
    return action(`${CONTAINERS}/${method === "DELETE" ? "delete" : "write"}`);
  }
  if (comp === "tags") return dataAction(`${BLOBS}/tags/${isRead(request) ? "read" : "write"}`);
  if (isRead(request)) return dataAction(`${BLOBS}/read`);
  return dataAction(`${BLOBS}/${method === "DELETE" ? "delete" : "write"}`);
}

function act(call: LabCall, state: LabState): LabReply {
  const { request, resource } = call;
  const { container, blob: name } = blobPath(request);
  const fail = (error: StorageError) => storageFailure(WRITING, call, error);
  const comp = request.url.searchParams.get("comp");
  if (container === undefined) {
    if (!isRead(request) || comp !== "list") return notPlayed(WRITING, call, state);
    const items = partsOf(state).map(([one]) => `<Container><Name>${one}</Name></Container>`);
    const at = `https://${resource.name}.blob.core.windows.net/`;
    return xml(`<EnumerationResults ServiceEndpoint="${at}"><Containers>${items.join("")}</Containers>`);
  }
  const parts = state as Parts;
  const held = parts[container];
  if (name === undefined && request.method === "PUT" && comp === null) {
    if (held !== undefined) return fail(CONTAINER_EXISTS);
    parts[container] = {};
    return { status: 201 };
  }
  if (held === undefined) return fail(CONTAINER_NOT_FOUND);
  if (name !== undefined) return actOnBlob(call, state, held, name);
  if (request.method === "DELETE") {
    delete parts[container];
    return { status: 202 };
  }
  if (!isRead(request)) return notPlayed(WRITING, call, state);
  if (comp !== "list") return { status: 200 };
  const items = Object.keys(held).map((one) => `<Blob><Name>${one}</Name></Blob>`);
  return xml(`<EnumerationResults><Blobs>${items.join("")}</Blobs>`);
}

function actOnBlob(call: LabCall, state: LabState, held: Record<string, string>, name: string): LabReply {
  const { request } = call;
  const { method, headers, body, url } = request;
  const fail = (error: StorageError) => storageFailure(WRITING, call, error);
  const comp = url.searchParams.get("comp");
  const condition = headers["if-match"];
  if (method === "PUT" && comp === null && headers["x-ms-blob-type"] === "BlockBlob") {
    if (condition !== undefined && condition !== "*") return fail(CONDITION_NOT_MET);
    held[name] = body;
    return { status: 201 };
  }
  const content = held[name];
  if (isRead(request) && content === undefined) return fail(BLOB_NOT_FOUND);
  if (isRead(request)) return { status: 200, headers: { "Content-Type": "text/plain" }, body: content ?? "" };
  // Azurite 3.35 evaluates a condition before it looks for the blob.
  if (condition !== undefined && condition !== "*") return fail(CONDITION_NOT_MET);
  if (content === undefined && (method === "DELETE" || comp === "metadata")) return fail(BLOB_NOT_FOUND);
  if (method !== "DELETE") return notPlayed(WRITING, call, state);
  delete held[name];
  return { status: 202 };
}

const CONTAINER_NOT_FOUND: StorageError = {
  status: 404,
  code: "ContainerNotFound",
  message: "The specified container does not exist.",
};
const CONTAINER_EXISTS: StorageError = {
  status: 409,
  code: "ContainerAlreadyExists",
  message: "The specified container already exists.",
};
const BLOB_NOT_FOUND: StorageError = {
  status: 404,
  code: "BlobNotFound",
  message: "The specified blob does not exist.",
};
const CONDITION_NOT_MET: StorageError = {
  status: 412,
  code: "ConditionNotMet",
  message: "The condition specified using HTTP conditional header(s) is not met.",
};

function xml(start: string): LabReply {
  const body = `<?xml version="1.0" encoding="utf-8"?>${start}<NextMarker /></EnumerationResults>`;
  return { status: 200, headers: { "Content-Type": "application/xml" }, body };
}
