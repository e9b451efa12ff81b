import { command } from "../fixes.ts";
import type { ProbeContext, ProbeDefinition, Role, VerdictRow } from "../service-definition.ts";
import {
  absentIn,
  absentPart,
  API_VERSION,
  firstPart,
  OTHER_REFUSALS,
  roleMissing,
  STORAGE,
  storageService,
} from "./storage-family.ts";

/** The same data as the blob endpoint's, and the same roles (dataplane.md section 8). */
const BLOBS = `${STORAGE}/blobServices/containers/blobs`;

const DATA_READER: Role = { name: "Storage Blob Data Reader", id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" };
const DATA_CONTRIBUTOR: Role = {
  name: "Storage Blob Data Contributor",
  id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
};
const DATA_OWNER: Role = { name: "Storage Blob Data Owner", id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b" };
const READERS = [DATA_READER, DATA_CONTRIBUTOR, DATA_OWNER];
const WRITERS = [DATA_CONTRIBUTOR, DATA_OWNER];

const ABSENT = absentIn("FilesystemNotFound", "PathNotFound");

const LISTS: Partial<VerdictRow> = {
  why: "No role allows it there. Access control lists are looked at next, and may still let it at the files that the app uses: their refusal looks the same.",
};

/** Where no role grants, access control lists are looked at (dataplane.md section 8): "no role" is not "no access". */
const REFUSALS: readonly VerdictRow[] = [
  ...roleMissing("inferred").map((row) =>
    row.named === true ? { ...row, verdict: "inconclusive" as const, ...LISTS } : row,
  ),
  ...OTHER_REFUSALS,
];
/** The root of a file system is what was asked: its own list is part of the answer. */
const ROOT_REFUSALS: readonly VerdictRow[] = [...roleMissing("inferred"), ...OTHER_REFUSALS];

function onAbsentPath({ scope, random }: ProbeContext, method: "GET" | "PATCH" | "DELETE", query = "") {
  return { method, path: `/${scope.name}/${random}${query}`, headers: API_VERSION };
}

const list: ProbeDefinition = {
  level: "list",
  action: `${BLOBS}/read`,
  roles: READERS,
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "GET",
      path: `/${scope.name}?resource=filesystem&recursive=false&maxResults=1`,
      headers: API_VERSION,
    }),
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    ...absentPart("FilesystemNotFound"),
    ...ROOT_REFUSALS,
  ],
};

const read: ProbeDefinition = {
  level: "read",
  action: `${BLOBS}/read`,
  roles: READERS,
  ask: { kind: "http", request: (context) => onAbsentPath(context, "GET") },
  verdicts: [...ABSENT, ...REFUSALS],
};

/** Setting properties cannot create a path; without its query the request is none that the service knows. */
const write: ProbeDefinition = {
  level: "write",
  action: `${BLOBS}/write`,
  roles: WRITERS,
  ask: { kind: "http", request: (context) => onAbsentPath(context, "PATCH", "?action=setProperties") },
  verdicts: [...ABSENT, ...REFUSALS],
};

const remove: ProbeDefinition = {
  level: "delete",
  action: `${BLOBS}/delete`,
  roles: WRITERS,
  ask: { kind: "http", request: (context) => onAbsentPath(context, "DELETE") },
  verdicts: [...ABSENT, ...REFUSALS],
};

export const dataLake = storageService("dfs", {
  name: "data-lake",
  title: "Data Lake Storage Gen2",
  example: "https://<account>.dfs.core.windows.net/<file-system>",
  part: {
    word: "file system",
    pattern: /^[a-z0-9$][a-z0-9-]{1,62}$/,
    parse: firstPart("file system", "/blobServices/default/containers"),
    list: (account) => ({
      what: "List the file systems (needs rights of its own):",
      commands: [
        command(
          ...["az", "storage", "fs", "list", "--account-name", account],
          ...["--auth-mode", "login", "--query", "[].name"],
        ),
      ],
    }),
  },
  roleNote:
    "Owner and Contributor hold no such data action. Access control lists of the file system may still let it at single directories.",
  guidance:
    "Access control lists decide where no role does, and each file has its own: a yes here is the role's, or of a list that lets the identity in at the root, which says nothing of the files below.",
  noTokenHosts: {
    host: /^onelake\.(?:dfs|blob)\.fabric\.microsoft\.com$/,
    say: "is OneLake, whose permissions are Microsoft Fabric's own: credprobe does not ask for them",
  },
  challenge: { method: "GET", path: "/?resource=account&maxResults=1", headers: API_VERSION },
  probes: [list, read, write, remove],
});
