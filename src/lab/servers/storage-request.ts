import type { Permission } from "../roles/role.ts";
import { PERMISSIONS } from "../roles/storage.ts";

/** What a request to the blob endpoint is about. */
export interface StorageRequest {
  readonly method: string;
  readonly container: string | undefined;
  readonly blob: string | undefined;
  readonly query: URLSearchParams;
}

export function parseStorageRequest(method: string, url: URL): StorageRequest {
  const [container = "", ...blob] = url.pathname.slice(1).split("/");
  return {
    method,
    container: container === "" ? undefined : container,
    blob: blob.join("/") === "" ? undefined : blob.join("/"),
    query: url.searchParams,
  };
}

/** The permission that Azure asks for (learn.microsoft.com, "Permissions for calling data operations"). */
export function permissionFor({ method, container, blob, query }: StorageRequest): Permission {
  const comp = query.get("comp");
  const reads = method === "GET" || method === "HEAD";
  if (container === undefined) {
    if (comp === "userdelegationkey") return PERMISSIONS.delegationKey;
    return comp === "properties" ? PERMISSIONS.accountInformation : PERMISSIONS.readContainer;
  }
  if (blob === undefined) {
    // Listing blobs reads data, although it is a request for the container.
    if (reads) return comp === "list" ? PERMISSIONS.readBlob : PERMISSIONS.readContainer;
    return method === "DELETE" ? PERMISSIONS.deleteContainer : PERMISSIONS.writeContainer;
  }
  if (comp === "tags") return reads ? PERMISSIONS.readTags : PERMISSIONS.writeTags;
  if (reads) return PERMISSIONS.readBlob;
  return method === "DELETE" ? PERMISSIONS.deleteBlob : PERMISSIONS.writeBlob;
}
