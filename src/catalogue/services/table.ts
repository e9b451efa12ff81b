import { command } from "../fixes.ts";
import type { ProbeContext, ProbeDefinition, Role, TestedScope } from "../service-definition.ts";
import {
  absentIn,
  absentPart,
  API_VERSION,
  firstPart,
  STORAGE,
  STORAGE_REFUSALS,
  storageService,
} from "./storage-family.ts";

const ENTITIES = `${STORAGE}/tableServices/tables/entities`;

const DATA_READER: Role = { name: "Storage Table Data Reader", id: "76199698-9eea-4c19-bc75-cec21354c6b6" };
const DATA_CONTRIBUTOR: Role = {
  name: "Storage Table Data Contributor",
  id: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
};
const READERS = [DATA_READER, DATA_CONTRIBUTOR];
const WRITERS = [DATA_CONTRIBUTOR];

const HEADERS = {
  ...API_VERSION,
  Accept: "application/json;odata=nometadata",
  DataServiceVersion: "3.0",
} as const;
/** No entity was ever changed at this time: should the keys exist after all, nothing is done to them. */
const NO_ETAG = { "If-Match": `W/"datetime'1970-01-01T00%3A00%3A00.0000000Z'"` } as const;

const NO_TABLE = "TableNotFound";
const ABSENT = absentIn(NO_TABLE, "ResourceNotFound");

function entity({ scope, random }: ProbeContext): string {
  return `/${scope.name}(PartitionKey='${random}',RowKey='${random}')`;
}

/** The entities of a partition that does not exist: an empty answer, nothing of what the table holds. */
const list: ProbeDefinition = {
  level: "list",
  action: `${ENTITIES}/read`,
  roles: READERS,
  ask: {
    kind: "http",
    request: ({ scope, random }) => ({
      method: "GET",
      path: `/${scope.name}()?$filter=${encodeURIComponent(`PartitionKey eq '${random}'`)}&$top=1`,
      headers: HEADERS,
    }),
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    ...absentPart(NO_TABLE),
    ...STORAGE_REFUSALS,
  ],
};

const read: ProbeDefinition = {
  level: "read",
  action: `${ENTITIES}/read`,
  roles: READERS,
  ask: {
    kind: "http",
    request: (context) => ({ method: "GET", path: entity(context), headers: HEADERS }),
  },
  verdicts: [...ABSENT, ...STORAGE_REFUSALS],
};

/**
 * An entity without keys, which no table takes. Updating one that does not exist would create it if its `If-Match` were
 * lost on the way.
 */
const addKeyless: ProbeDefinition = {
  level: "write",
  action: `${ENTITIES}/add/action`,
  roles: WRITERS,
  kinds: ["table"],
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "POST",
      path: `/${scope.name}`,
      headers: { ...HEADERS, "Content-Type": "application/json" },
      body: "{}",
    }),
  },
  verdicts: [
    ...absentPart(NO_TABLE),
    {
      status: 400,
      code: "PropertiesNeedValue",
      verdict: "inconclusive",
      confidence: "inferred",
      why: "An entity without keys was offered, which no table takes: whether the role was looked at before that is not known. Whether it may delete entities is told by --access delete, and the built-in role that allows the one allows the other.",
    },
    ...STORAGE_REFUSALS,
  ],
};

/** An entity for a table that does not exist: tables are not made by adding to them. */
const addToNone: ProbeDefinition = {
  ...addKeyless,
  kinds: ["account"],
  ask: {
    kind: "http",
    request: ({ scope, random }) => ({
      method: "POST",
      path: `/${scope.name}`,
      headers: { ...HEADERS, "Content-Type": "application/json" },
      body: JSON.stringify({ PartitionKey: random, RowKey: random }),
    }),
  },
  verdicts: [...absentPart(NO_TABLE), ...STORAGE_REFUSALS],
};

/** Deleting without `If-Match` is refused as a whole. */
const remove: ProbeDefinition = {
  level: "delete",
  action: `${ENTITIES}/delete`,
  roles: WRITERS,
  ask: {
    kind: "http",
    request: (context) => ({
      method: "DELETE",
      path: entity(context),
      headers: { ...HEADERS, ...NO_ETAG },
    }),
  },
  verdicts: [
    { status: 412, code: "UpdateConditionNotSatisfied", verdict: "allowed", confidence: "inferred" },
    ...ABSENT,
    ...STORAGE_REFUSALS,
  ],
};

const firstTable = firstPart("table", "/tableServices/default/tables");

/**
 * The keys of an entity may follow a table's name in brackets. `/Tables` is the list of them, whose entries are named
 * in brackets: what is posted there would make one.
 */
function parseTable(path: string, random: string): TestedScope {
  const listed = /^\/?Tables(?:\('([^']*)'\))?\/?$/i.exec(path);
  const name = listed === null ? path.replace(/\(.*/, "") : `/${listed[1] ?? ""}`;
  return firstTable(name, random.replaceAll("-", ""));
}

export const table = storageService("table", {
  name: "table",
  title: "Table storage",
  example: "https://<account>.table.core.windows.net/<table>",
  // Recorded answers hold the code in their body only.
  errorCode: [{ header: "x-ms-error-code" }, { text: /"odata\.error":\s*\{\s*"code":\s*"(\w+)/ }],
  part: {
    word: "table",
    isNameOnly: true,
    pattern: /^[A-Za-z][A-Za-z0-9]{2,62}$/,
    // Names of tables are letters and digits.
    parse: parseTable,
    list: (account) => ({
      what: "List the tables (needs rights of its own):",
      commands: [
        command(
          ...["az", "storage", "table", "list", "--account-name", account],
          ...["--auth-mode", "login", "--query", "[].name"],
        ),
      ],
    }),
  },
  roleNote: "Owner and Contributor hold no such data action.",
  challenge: { method: "GET", path: "/Tables?$top=1", headers: HEADERS },
  probes: [list, read, addKeyless, addToNone, remove],
});
