import { command } from "../fixes.ts";
import type { ProbeContext, ProbeDefinition, Role } from "../service-definition.ts";
import {
  absentIn,
  absentPart,
  firstPart,
  STORAGE,
  STORAGE_REFUSALS,
  storageService,
} from "./storage-family.ts";

const FILES = `${STORAGE}/fileServices/fileShares/files`;
/** With the intent of a backup, which tokens are taken with only, a second data action counts (dataplane.md section 7). */
const BACKUP = {
  read: `${STORAGE}/fileServices/readFileBackupSemantics/action`,
  write: `${STORAGE}/fileServices/writeFileBackupSemantics/action`,
} as const;

function needing(verb: "read" | "write" | "delete") {
  const action = `${FILES}/${verb}`;
  return { action, needs: [{ name: action }, { name: BACKUP[verb === "read" ? "read" : "write"] }] };
}

const PRIVILEGED_READER: Role = {
  name: "Storage File Data Privileged Reader",
  id: "b8eda974-7b85-4f76-af95-65846b26df6d",
};
const PRIVILEGED_CONTRIBUTOR: Role = {
  name: "Storage File Data Privileged Contributor",
  id: "69566ab7-960f-475b-8e7c-b3118f30c6bd",
};
const READERS = [PRIVILEGED_READER, PRIVILEGED_CONTRIBUTOR];
const WRITERS = [PRIVILEGED_CONTRIBUTOR];

/** Tokens are taken from this version on, and with this intent only (dataplane.md section 7). */
const HEADERS = { "x-ms-version": "2022-11-02", "x-ms-file-request-intent": "backup" } as const;

const ABSENT = absentIn("ShareNotFound", "ResourceNotFound");

function onAbsentFile({ scope, random }: ProbeContext, method: "GET" | "PUT" | "DELETE", query = "") {
  return { method, path: `/${scope.name}/${random}${query}`, headers: HEADERS };
}

const list: ProbeDefinition = {
  level: "list",
  ...needing("read"),
  roles: READERS,
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "GET",
      path: `/${scope.name}?restype=directory&comp=list&maxresults=1`,
      headers: HEADERS,
    }),
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    ...absentPart("ShareNotFound"),
    ...STORAGE_REFUSALS,
  ],
};

const read: ProbeDefinition = {
  level: "read",
  ...needing("read"),
  roles: READERS,
  ask: { kind: "http", request: (context) => onAbsentFile(context, "GET") },
  verdicts: [...ABSENT, ...STORAGE_REFUSALS],
};

/** Set File Metadata cannot create a file; creating one takes headers that this request does not have. */
const write: ProbeDefinition = {
  level: "write",
  ...needing("write"),
  roles: WRITERS,
  ask: { kind: "http", request: (context) => onAbsentFile(context, "PUT", "?comp=metadata") },
  verdicts: [...ABSENT, ...STORAGE_REFUSALS],
};

const remove: ProbeDefinition = {
  level: "delete",
  ...needing("delete"),
  roles: WRITERS,
  ask: { kind: "http", request: (context) => onAbsentFile(context, "DELETE") },
  verdicts: [...ABSENT, ...STORAGE_REFUSALS],
};

export const files = storageService("file", {
  name: "files",
  title: "Azure Files",
  example: "https://<account>.file.core.windows.net/<share>",
  part: {
    word: "share",
    pattern: /^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/,
    parse: firstPart("share", "/fileServices/default/fileshares"),
    list: (account) => ({
      what: "List the shares (needs rights of its own):",
      commands: [
        command(
          ...["az", "storage", "share-rm", "list", "--storage-account", account],
          ...["--query", "[].name"],
        ),
      ],
    }),
  },
  roleNote:
    "Owner and Contributor hold no such data action, and the roles named after SMB shares count for SMB only, not for this interface.",
  challenge: { method: "GET", path: "/?comp=list&maxresults=1", headers: HEADERS },
  probes: [list, read, write, remove],
});
