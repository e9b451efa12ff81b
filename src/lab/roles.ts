const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers";
const DELEGATION_KEY = "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action";

interface Role {
  /** Id of the role definition. */
  readonly id: string;
  /** Control-plane permissions; a few calls of the blob endpoint need only these. */
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
}

/** Azure's built-in roles, as Microsoft publishes them (learn.microsoft.com, "Azure built-in roles"). */
export const ROLES = {
  "Storage Blob Delegator": {
    id: "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
    actions: [DELEGATION_KEY],
    dataActions: [],
  },
  "Storage Blob Data Reader": {
    id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    actions: [`${CONTAINERS}/read`, DELEGATION_KEY],
    dataActions: [`${BLOBS}/read`],
  },
  "Storage Blob Data Contributor": {
    id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    actions: [`${CONTAINERS}/read`, `${CONTAINERS}/write`, `${CONTAINERS}/delete`, DELEGATION_KEY],
    dataActions: [`${BLOBS}/read`, `${BLOBS}/write`, `${BLOBS}/delete`, `${BLOBS}/add/action`],
  },
  "Storage Blob Data Owner": {
    id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    actions: [`${CONTAINERS}/*`, DELEGATION_KEY],
    dataActions: [`${BLOBS}/*`],
  },
  Owner: { id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", actions: ["*"], dataActions: [] },
  Contributor: { id: "b24988ac-6180-42a0-ab88-20f7382dd24c", actions: ["*"], dataActions: [] },
  Reader: { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", actions: ["*/read"], dataActions: [] },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof ROLES;

/** A permission that one request to the blob endpoint needs. */
export interface Permission {
  readonly name: string;
  /** True for a data action: no control-plane role holds one. */
  readonly isData: boolean;
}

export const PERMISSIONS = {
  readBlob: { name: `${BLOBS}/read`, isData: true },
  writeBlob: { name: `${BLOBS}/write`, isData: true },
  deleteBlob: { name: `${BLOBS}/delete`, isData: true },
  readTags: { name: `${BLOBS}/tags/read`, isData: true },
  writeTags: { name: `${BLOBS}/tags/write`, isData: true },
  readContainer: { name: `${CONTAINERS}/read`, isData: false },
  writeContainer: { name: `${CONTAINERS}/write`, isData: false },
  deleteContainer: { name: `${CONTAINERS}/delete`, isData: false },
  delegationKey: { name: DELEGATION_KEY, isData: false },
  accountInformation: {
    name: "Microsoft.Storage/storageAccounts/blobServices/getInfo/action",
    isData: false,
  },
} as const satisfies Record<string, Permission>;

/** Whether a role holds a permission; `*` in a role stands for any text, as in Azure. */
export function roleGrants(role: RoleName, permission: Permission): boolean {
  const held: readonly string[] = permission.isData ? ROLES[role].dataActions : ROLES[role].actions;
  return held.some((pattern) => matches(pattern, permission.name));
}

function matches(pattern: string, name: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.at(-1);
  return end === undefined ? pattern === name : name.startsWith(start) && name.endsWith(end);
}
