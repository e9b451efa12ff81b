import type { Permission, Role } from "./role.ts";

const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers";
const DELEGATION_KEY = "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action";

export const STORAGE_ROLES = {
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
} as const satisfies Record<string, Role>;

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
