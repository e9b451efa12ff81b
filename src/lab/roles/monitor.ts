import type { Role } from "./role.ts";

const WORKSPACES = "Microsoft.OperationalInsights/workspaces";

export const MONITOR_ROLES = {
  "Log Analytics Data Reader": {
    id: "3b03c2da-16b3-4a49-8834-0f8130efdd3b",
    actions: [`${WORKSPACES}/query/read`, `${WORKSPACES}/read`],
    dataActions: [],
  },
  "Log Analytics Reader": {
    id: "73c42c96-874c-492b-b04d-ab87d138a893",
    actions: ["*/read"],
    dataActions: [],
  },
  "Monitoring Metrics Publisher": {
    id: "3913510d-42f4-4e42-8a64-420c390055eb",
    actions: [],
    dataActions: ["Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"],
  },
} as const satisfies Record<string, Role>;
