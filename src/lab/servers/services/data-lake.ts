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
import { blobAttributes, blobPath } from "./blob.ts";

const CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers";
const WRITING = { server: "Windows-Azure-HDFS/1.0", errors: "json" } as const;

/** Data Lake Storage Gen2 (dataplane.md section 8), without access control lists. Data: file systems of files of text. */
export const dataLake: LabService = storageEndpoint({
  ...WRITING,
  label: "dfs",
  permissions: (request) => [permissionOf(request)],
  part: (request) => blobPath(request).container,
  attributes: blobAttributes,
  act,
});

function permissionOf(request: LabRequest) {
  const { container: system, blob: path } = blobPath(request);
  const { method, url } = request;
  const isListing =
    system !== undefined && method === "GET" && url.searchParams.get("resource") === "filesystem";
  if (path === undefined && !isListing) {
    if (isRead(request)) return action(`${CONTAINERS}/read`);
    return action(`${CONTAINERS}/${method === "DELETE" ? "delete" : "write"}`);
  }
  if (isRead(request)) return dataAction(`${CONTAINERS}/blobs/read`);
  return dataAction(`${CONTAINERS}/blobs/${method === "DELETE" ? "delete" : "write"}`);
}

function act(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  const { method } = request;
  const { container: system, blob: path } = blobPath(request);
  if (system === undefined) {
    if (!isRead(request)) return notPlayed(WRITING, call, state);
    return { status: 200, body: { filesystems: partsOf(state).map(([name]) => ({ name })) } };
  }
  const parts = state as Parts;
  const held = parts[system];
  if (path === undefined && method === "PUT") {
    if (held !== undefined) return fail(call, FILESYSTEM_EXISTS);
    parts[system] = {};
    return { status: 201 };
  }
  if (held === undefined) return fail(call, FILESYSTEM_NOT_FOUND);
  if (path !== undefined) return actOnPath(call, state, held, path);
  if (method === "DELETE") {
    delete parts[system];
    return { status: 202 };
  }
  if (!isRead(request)) return notPlayed(WRITING, call, state);
  return { status: 200, body: { paths: Object.keys(held).map((name) => ({ name })) } };
}

function actOnPath(call: LabCall, state: LabState, held: Record<string, string>, path: string): LabReply {
  const { request } = call;
  const { method, url } = request;
  if (method === "PUT" && url.searchParams.has("resource")) {
    held[path] = "";
    return { status: 201 };
  }
  const content = held[path];
  if (content === undefined) return fail(call, PATH_NOT_FOUND);
  if (isRead(request)) return { status: 200, headers: { "Content-Type": "text/plain" }, body: content };
  if (method !== "DELETE") return notPlayed(WRITING, call, state);
  delete held[path];
  return { status: 200 };
}

function fail(call: LabCall, error: StorageError): LabReply {
  return storageFailure(WRITING, call, error);
}

const FILESYSTEM_NOT_FOUND: StorageError = {
  status: 404,
  code: "FilesystemNotFound",
  message: "The specified filesystem does not exist.",
};
const FILESYSTEM_EXISTS: StorageError = {
  status: 409,
  code: "FilesystemAlreadyExists",
  message: "The specified filesystem already exists.",
};
const PATH_NOT_FOUND: StorageError = {
  status: 404,
  code: "PathNotFound",
  message: "The specified path does not exist.",
};
