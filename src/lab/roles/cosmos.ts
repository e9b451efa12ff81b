import type { Role } from "./role.ts";

const ACCOUNTS = "Microsoft.DocumentDB/databaseAccounts";
const CONTAINERS = `${ACCOUNTS}/sqlDatabases/containers`;

/** The first two are no Azure roles but an account's own. */
export const COSMOS_ROLES = {
  "Cosmos DB Built-in Data Reader": {
    id: "00000000-0000-0000-0000-000000000001",
    actions: [],
    dataActions: [
      `${ACCOUNTS}/readMetadata`,
      `${CONTAINERS}/executeQuery`,
      `${CONTAINERS}/readChangeFeed`,
      `${CONTAINERS}/items/read`,
    ],
  },
  "Cosmos DB Built-in Data Contributor": {
    id: "00000000-0000-0000-0000-000000000002",
    actions: [],
    dataActions: [`${ACCOUNTS}/readMetadata`, `${CONTAINERS}/*`, `${CONTAINERS}/items/*`],
  },
  "DocumentDB Account Contributor": {
    id: "5bd9cd88-fe45-4216-938b-f97437e15450",
    actions: [`${ACCOUNTS}/*`],
    dataActions: [],
  },
} as const satisfies Record<string, Role>;
