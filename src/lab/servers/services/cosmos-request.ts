import type { LabRequest } from "../lab-service.ts";

export const ACCOUNTS = "Microsoft.DocumentDB/databaseAccounts";
const CONTAINERS = `${ACCOUNTS}/sqlDatabases/containers`;
/** What no role of any kind holds: creating databases and containers, throughput. */
export const NEVER = "(no data operation)";

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a path names, as far as it goes. */
export function pathOf({ url }: LabRequest) {
  const [dbs, database, colls, container, docs, item] = url.pathname
    .split("/")
    .filter((part) => part !== "")
    .map(decoded);
  const isKnown = (dbs ?? "dbs") === "dbs" && (colls ?? "colls") === "colls" && (docs ?? "docs") === "docs";
  return { isKnown, database, colls, container, docs, item };
}

/** The data action that the service evaluates for a request. */
export function actionOf(request: LabRequest): string {
  const { isKnown, docs, item } = pathOf(request);
  const { method, headers } = request;
  if (!isKnown) return NEVER;
  if (docs === undefined) return method === "GET" ? `${ACCOUNTS}/readMetadata` : NEVER;
  if (item === undefined) {
    if (method === "GET") return `${CONTAINERS}/readChangeFeed`;
    if (headers["x-ms-documentdb-isquery"] !== undefined) return `${CONTAINERS}/executeQuery`;
    return `${CONTAINERS}/items/${headers["x-ms-documentdb-is-upsert"] === undefined ? "create" : "upsert"}`;
  }
  const verb = { GET: "read", PUT: "replace", DELETE: "delete" }[method];
  return verb === undefined ? NEVER : `${CONTAINERS}/items/${verb}`;
}
