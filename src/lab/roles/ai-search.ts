import type { Role } from "./role.ts";

const SERVICES = "Microsoft.Search/searchServices";

export const AI_SEARCH_ROLES = {
  "Search Index Data Reader": {
    id: "1407120a-92aa-4202-b7e9-c0e197c71c8f",
    actions: [],
    dataActions: [`${SERVICES}/indexes/documents/read`],
  },
  "Search Index Data Contributor": {
    id: "8ebe5a00-799e-43f5-93ac-243d3dce84a7",
    actions: [],
    dataActions: [`${SERVICES}/indexes/documents/*`],
  },
  "Search Service Contributor": {
    id: "7ca78c08-252a-4471-8644-bb5ff32d4ba0",
    actions: [`${SERVICES}/*`],
    dataActions: [],
  },
} as const satisfies Record<string, Role>;
