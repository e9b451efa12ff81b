import { shellQuote } from "../fixes.ts";
import type { ProbeContext, ProbeDefinition, Role, TestedScope, VerdictRow } from "../service-definition.ts";
import {
  absentIn,
  absentPart,
  API_VERSION,
  firstPart,
  STORAGE,
  STORAGE_REFUSALS,
  storageService,
} from "./storage-family.ts";

const DATA_READER: Role = { name: "Storage Blob Data Reader", id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" };
const DATA_CONTRIBUTOR: Role = {
  name: "Storage Blob Data Contributor",
  id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
};
const DATA_OWNER: Role = { name: "Storage Blob Data Owner", id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b" };
const READERS = [DATA_READER, DATA_CONTRIBUTOR, DATA_OWNER];
const WRITERS = [DATA_CONTRIBUTOR, DATA_OWNER];

const BLOBS = `${STORAGE}/blobServices/containers/blobs`;
/** No blob ever has this tag: should the name exist after all, nothing is done to it. */
const NO_ETAG = { "If-Match": '"0x000000000000000"' } as const;
/** Of a change that has such a tag; the condition may be looked at before the blob is (Azurite 3.35 does so). */
const UNCHANGED: readonly VerdictRow[] = [
  { status: 412, code: "ConditionNotMet", verdict: "allowed", confidence: "inferred" },
  ...absentIn("ContainerNotFound", "BlobNotFound"),
  ...STORAGE_REFUSALS,
];

/** Container, and the blob or folder that was named in it. */
function parse(path: string, random: string): TestedScope {
  const container = firstPart("container", "/blobServices/default/containers")(path, random);
  const [, item = ""] = /^\/?[^/]+\/(.+)$/.exec(path) ?? [];
  return container.named && item !== "" ? { ...container, item } : container;
}

function folderOf({ item = "" }: TestedScope): string {
  return item.replace(/[^/]*$/, "");
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/**
 * GET of a blob that does not exist (.NET SDK issue 53993: a refused caller gets 403, not 404). Of one that was named, its
 * metadata only: the content is not read.
 */
const read: ProbeDefinition = {
  level: "read",
  action: `${BLOBS}/read`,
  roles: READERS,
  ask: {
    kind: "http",
    request: ({ scope, random }) => ({
      method: "GET",
      path:
        scope.item === undefined || scope.item.endsWith("/")
          ? `/${scope.name}/${encoded(folderOf(scope))}${random}`
          : `/${scope.name}/${encoded(scope.item)}?comp=metadata`,
      headers: API_VERSION,
    }),
  },
  verdicts: [
    { status: 200, item: true, verdict: "allowed", confidence: "documented" },
    ...absentIn("ContainerNotFound", "BlobNotFound", "observed"),
    ...STORAGE_REFUSALS,
  ],
};

function prefixOf(scope: TestedScope): string {
  const folder = folderOf(scope);
  return folder === "" ? "" : `&prefix=${encodeURIComponent(folder)}`;
}

/** List Blobs is a read of data for Azure, unlike List Containers (learn.microsoft.com, "Permissions for calling data operations"). */
const list: ProbeDefinition = {
  level: "list",
  action: `${BLOBS}/read`,
  roles: READERS,
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "GET",
      path: `/${scope.name}?restype=container&comp=list&maxresults=1${prefixOf(scope)}`,
      headers: API_VERSION,
    }),
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    ...absentPart("ContainerNotFound"),
    ...STORAGE_REFUSALS,
  ],
};

/** Set Blob Metadata cannot create a blob, whatever header is lost on the way. */
const write: ProbeDefinition = {
  level: "write",
  action: `${BLOBS}/write`,
  roles: WRITERS,
  ask: {
    kind: "http",
    request: (context) => onAbsentBlob(context, "PUT", "?comp=metadata"),
  },
  verdicts: UNCHANGED,
};

const remove: ProbeDefinition = {
  level: "delete",
  action: `${BLOBS}/delete`,
  roles: WRITERS,
  ask: { kind: "http", request: (context) => onAbsentBlob(context, "DELETE", "") },
  verdicts: UNCHANGED,
};

function onAbsentBlob({ scope, random }: ProbeContext, method: "PUT" | "DELETE", query: string) {
  const path = `/${scope.name}/${encoded(folderOf(scope))}${random}${query}`;
  return { method, path, headers: { ...API_VERSION, ...NO_ETAG } };
}

export const blob = storageService("blob", {
  name: "blob",
  title: "Blob storage",
  example: "https://<account>.blob.core.windows.net/<container>",
  part: {
    word: "container",
    item: "blob",
    // A container, and behind it the path of a blob.
    pattern: /^[a-z0-9$][a-z0-9-]{1,62}(?:\/(?:[\w.~()+=@ -]+(?:\/|$))*)?$/,
    parse,
    list: (account) => ({
      what: "List the containers (needs rights of its own):",
      commands: [
        `az storage container list --account-name ${shellQuote(account)} --auth-mode login --query "[].name"`,
      ],
    }),
  },
  roleNote: "Owner and Contributor hold no such data action.",
  challenge: { method: "GET", path: "/?comp=list&maxresults=1", headers: API_VERSION },
  probes: [list, read, write, remove],
});
