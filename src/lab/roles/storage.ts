import type { Role } from "./role.ts";

const ACCOUNTS = "Microsoft.Storage/storageAccounts";
const CONTAINERS = `${ACCOUNTS}/blobServices/containers`;
const BLOBS = `${CONTAINERS}/blobs`;
const DELEGATION_KEY = `${ACCOUNTS}/blobServices/generateUserDelegationKey/action`;
const QUEUES = `${ACCOUNTS}/queueServices/queues`;
const MESSAGES = `${QUEUES}/messages`;
const TABLES = `${ACCOUNTS}/tableServices/tables`;
const ENTITIES = `${TABLES}/entities`;
const FILES = `${ACCOUNTS}/fileServices/fileShares/files`;
const BACKUP_READ = `${ACCOUNTS}/fileServices/readFileBackupSemantics/action`;
const BACKUP_WRITE = `${ACCOUNTS}/fileServices/writeFileBackupSemantics/action`;

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
  "Storage Queue Data Message Sender": {
    id: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
    actions: [],
    dataActions: [`${MESSAGES}/add/action`],
  },
  "Storage Queue Data Message Processor": {
    id: "8a0f0c08-91a1-4084-bc3d-661d67233fed",
    actions: [],
    dataActions: [`${MESSAGES}/read`, `${MESSAGES}/process/action`],
  },
  "Storage Queue Data Reader": {
    id: "19e7f393-937e-4f77-808e-94535e297925",
    actions: [`${QUEUES}/read`],
    dataActions: [`${MESSAGES}/read`],
  },
  "Storage Queue Data Contributor": {
    id: "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    actions: [`${QUEUES}/read`, `${QUEUES}/write`, `${QUEUES}/delete`],
    dataActions: [
      `${MESSAGES}/read`,
      `${MESSAGES}/write`,
      `${MESSAGES}/delete`,
      `${MESSAGES}/process/action`,
    ],
  },
  "Storage Table Data Reader": {
    id: "76199698-9eea-4c19-bc75-cec21354c6b6",
    actions: [`${TABLES}/read`],
    dataActions: [`${ENTITIES}/read`],
  },
  "Storage Table Data Contributor": {
    id: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    actions: [`${TABLES}/read`, `${TABLES}/write`, `${TABLES}/delete`],
    dataActions: [
      ...[`${ENTITIES}/read`, `${ENTITIES}/write`, `${ENTITIES}/delete`],
      ...[`${ENTITIES}/add/action`, `${ENTITIES}/update/action`],
    ],
  },
  "Storage File Data Privileged Reader": {
    id: "b8eda974-7b85-4f76-af95-65846b26df6d",
    actions: [],
    dataActions: [`${FILES}/read`, BACKUP_READ],
  },
  "Storage File Data Privileged Contributor": {
    id: "69566ab7-960f-475b-8e7c-b3118f30c6bd",
    actions: [],
    dataActions: [
      ...[`${FILES}/read`, `${FILES}/write`, `${FILES}/delete`, `${FILES}/modifypermissions/action`],
      ...[BACKUP_READ, BACKUP_WRITE],
    ],
  },
  /** For SMB only: the other permission that REST asks for is not in it. */
  "Storage File Data SMB Share Contributor": {
    id: "0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb",
    actions: [],
    dataActions: [`${FILES}/read`, `${FILES}/write`, `${FILES}/delete`],
  },
} as const satisfies Record<string, Role>;
