import type { Role } from "./role.ts";

const STORES = "Microsoft.AppConfiguration/configurationStores";

export const APP_CONFIGURATION_ROLES = {
  "App Configuration Data Reader": {
    id: "516239f1-63e1-4d78-a4de-a74fb236a071",
    actions: [],
    dataActions: [`${STORES}/*/read`],
  },
  "App Configuration Data Owner": {
    id: "5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b",
    actions: [],
    dataActions: [`${STORES}/*/read`, `${STORES}/*/write`, `${STORES}/*/delete`, `${STORES}/*/action`],
  },
  "App Configuration Reader": {
    id: "175b81b9-6e0d-490a-85e4-0d422273c10c",
    actions: [`${STORES}/read`],
    dataActions: [],
  },
} as const satisfies Record<string, Role>;
