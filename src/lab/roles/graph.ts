import type { Role } from "./role.ts";

/** No Azure role but an app role of Microsoft Graph; the lab gives it as it gives the others. */
export const GRAPH_ROLES = {
  "Application.Read.All": {
    id: "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
    actions: [],
    dataActions: ["Application.Read.All"],
  },
} as const satisfies Record<string, Role>;
