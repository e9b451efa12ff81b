import { fitsActionPattern } from "../model/action-pattern.ts";
import { AI_SEARCH_ROLES } from "./roles/ai-search.ts";
import { AI_SERVICES_ROLES } from "./roles/ai-services.ts";
import { APP_CONFIGURATION_ROLES } from "./roles/app-configuration.ts";
import { CONTAINER_REGISTRY_ROLES } from "./roles/container-registry.ts";
import { COSMOS_ROLES } from "./roles/cosmos.ts";
import { GRAPH_ROLES } from "./roles/graph.ts";
import { KEY_VAULT_ROLES } from "./roles/key-vault.ts";
import { MESSAGING_ROLES } from "./roles/messaging.ts";
import { MANAGED_HSM_ROLES } from "./roles/managed-hsm.ts";
import { MONITOR_ROLES } from "./roles/monitor.ts";
import type { Permission, Role } from "./roles/role.ts";
import { SINGLE_PROBE_ROLES } from "./roles/single-probes.ts";
import { STORAGE_ROLES } from "./roles/storage.ts";

/** Azure's built-in roles, as Microsoft publishes them (learn.microsoft.com, "Azure built-in roles"). */
export const ROLES = {
  Owner: { id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", actions: ["*"], dataActions: [] },
  Contributor: {
    id: "b24988ac-6180-42a0-ab88-20f7382dd24c",
    actions: ["*"],
    notActions: [
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
      "Microsoft.Blueprint/blueprintAssignments/write",
      "Microsoft.Blueprint/blueprintAssignments/delete",
      "Microsoft.Compute/galleries/share/action",
      "Microsoft.Purview/consents/write",
      "Microsoft.Purview/consents/delete",
      "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
    ],
    dataActions: [],
  },
  Reader: { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", actions: ["*/read"], dataActions: [] },
  ...STORAGE_ROLES,
  ...KEY_VAULT_ROLES,
  ...APP_CONFIGURATION_ROLES,
  ...COSMOS_ROLES,
  ...AI_SERVICES_ROLES,
  ...AI_SEARCH_ROLES,
  ...SINGLE_PROBE_ROLES,
  ...MESSAGING_ROLES,
  ...MONITOR_ROLES,
  ...GRAPH_ROLES,
  ...MANAGED_HSM_ROLES,
  ...CONTAINER_REGISTRY_ROLES,
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof ROLES;

/** Whether a role holds a permission; `*` in a role stands for any text, as in Azure. */
export function roleGrants(role: RoleName, { name, isData }: Permission): boolean {
  const { actions, notActions = [], dataActions }: Role = ROLES[role];
  const isIn = (patterns: readonly string[]) => patterns.some((pattern) => fitsActionPattern(pattern, name));
  return isData ? isIn(dataActions) : isIn(actions) && !isIn(notActions);
}
