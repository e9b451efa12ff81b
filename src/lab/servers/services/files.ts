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
import { blobPath } from "./blob.ts";

const SERVICE = "Microsoft.Storage/storageAccounts/fileServices";
const SHARES = `${SERVICE}/fileShares`;
const FILES = `${SHARES}/files`;
const WRITING = { server: "Windows-Azure-File/1.0", errors: "xml" } as const;

/** Azure Files over REST (dataplane.md section 7). Data: shares of files of text, by their paths. */
export const files: LabService = storageEndpoint({
  ...WRITING,
  label: "file",
  refusesWithoutChallenge: true,
  permissions: permissionsOf,
  part: (request) => blobPath(request).container,
  act,
});

/** Data takes two permissions: for the files, and for reaching them with the intent of a backup. */
function permissionsOf(request: LabRequest) {
  const { container: share, blob: path } = blobPath(request);
  const { method, url } = request;
  if (share === undefined || (path === undefined && url.searchParams.get("restype") !== "directory")) {
    if (isRead(request)) return [action(`${SHARES}/read`)];
    return [action(`${SHARES}/${method === "DELETE" ? "delete" : "write"}`)];
  }
  if (isRead(request))
    return [dataAction(`${FILES}/read`), dataAction(`${SERVICE}/readFileBackupSemantics/action`)];
  const change = dataAction(`${FILES}/${method === "DELETE" ? "delete" : "write"}`);
  return [change, dataAction(`${SERVICE}/writeFileBackupSemantics/action`)];
}

function act(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  const { method, url, headers } = request;
  const { container: share, blob: path } = blobPath(request);
  if (headers["x-ms-file-request-intent"] !== "backup") return fail(call, INTENT_MISSING);
  if (share === undefined) {
    if (!isRead(request)) return notPlayed(WRITING, call, state);
    const items = partsOf(state).map(([name]) => `<Share><Name>${name}</Name></Share>`);
    return xml(`<Shares>${items.join("")}</Shares>`);
  }
  const parts = state as Parts;
  const held = parts[share];
  const [restype, comp] = [url.searchParams.get("restype"), url.searchParams.get("comp")];
  if (path === undefined && restype === "share" && method === "PUT" && comp === null) {
    parts[share] = held ?? {};
    return { status: 201 };
  }
  if (held === undefined) return fail(call, SHARE_NOT_FOUND);
  if (path !== undefined) return actOnFile(call, state, held, path);
  if (restype === "share" && method === "DELETE") {
    delete parts[share];
    return { status: 202 };
  }
  if (!isRead(request)) return notPlayed(WRITING, call, state);
  const items = Object.keys(held).map((name) => `<File><Name>${name}</Name></File>`);
  return comp === "list" ? xml(`<Entries>${items.join("")}</Entries>`) : { status: 200 };
}

function actOnFile(call: LabCall, state: LabState, held: Record<string, string>, path: string): LabReply {
  const { request } = call;
  const { method, url, headers } = request;
  const comp = url.searchParams.get("comp");
  const isDirectory = url.searchParams.get("restype") === "directory";
  if (method === "PUT" && comp === null) {
    if (!isDirectory && headers["x-ms-type"] !== "file") return fail(call, HEADER_MISSING);
    held[path] = isDirectory ? "(directory)" : "";
    return { status: 201 };
  }
  const content = held[path];
  if (content === undefined) return fail(call, RESOURCE_NOT_FOUND);
  if (isRead(request)) return { status: 200, headers: { "Content-Type": "text/plain" }, body: content };
  if (method !== "DELETE") return notPlayed(WRITING, call, state);
  delete held[path];
  return { status: 202 };
}

function fail(call: LabCall, error: StorageError): LabReply {
  return storageFailure(WRITING, call, error);
}

const HEADER_MISSING: StorageError = {
  status: 400,
  code: "MissingRequiredHeader",
  message: "An HTTP header that's mandatory for this request is not specified.",
};
const INTENT_MISSING: StorageError = {
  ...HEADER_MISSING,
  headers: { "x-ms-error-header": "x-ms-file-request-intent" },
};
const SHARE_NOT_FOUND: StorageError = {
  status: 404,
  code: "ShareNotFound",
  message: "The specified share does not exist.",
};
const RESOURCE_NOT_FOUND: StorageError = {
  status: 404,
  code: "ResourceNotFound",
  message: "The specified resource does not exist.",
};

function xml(items: string): LabReply {
  const body = `<?xml version="1.0" encoding="utf-8"?><EnumerationResults>${items}<NextMarker /></EnumerationResults>`;
  return { status: 200, headers: { "Content-Type": "application/xml" }, body };
}
