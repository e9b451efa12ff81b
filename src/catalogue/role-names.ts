import { sameId } from "../model/ids.ts";
import type { Role } from "./service-definition.ts";
import { services } from "./services/index.ts";

/** Roles of the control plane: people take them for enough, and none holds a data action (dataplane.md section 3). */
const CONTROL_PLANE: readonly Role[] = [
  { name: "Owner", id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635" },
  { name: "Contributor", id: "b24988ac-6180-42a0-ab88-20f7382dd24c" },
  { name: "Reader", id: "acdd72a7-3385-48ef-bd42-f606fba81ae7" },
  { name: "User Access Administrator", id: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9" },
  { name: "Role Based Access Control Administrator", id: "f58310d9-a9f6-439a-9e8d-f62e7b41a168" },
  { name: "Key Vault Contributor", id: "f25e0fa2-a7c8-4377-a976-54943a77a395" },
  { name: "App Configuration Reader", id: "175b81b9-6e0d-490a-85e4-0d422273c10c" },
  { name: "App Configuration Contributor", id: "fe86443c-f201-4fc4-9d2a-ac61149fbda0" },
  { name: "Cosmos DB Operator", id: "230815da-be43-4aae-9cb4-875f7bd000aa" },
  { name: "Cosmos DB Account Reader Role", id: "fbdf93bf-df7d-467e-a4d2-9458aa1360c8" },
  { name: "DocumentDB Account Contributor", id: "5bd9cd88-fe45-4216-938b-f97437e15450" },
  { name: "Cognitive Services Contributor", id: "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68" },
];

/** Roles for data that no probe is satisfied with, though their names sound so (dataplane.md sections 4, 7 and 9). */
const NOT_ENOUGH: readonly Role[] = [
  { name: "Storage Blob Delegator", id: "db58b8e5-c6ad-4a2a-8342-4190687cbf4a" },
  { name: "Storage File Data SMB Share Reader", id: "aba4ae5f-2193-4029-9191-0cb91df5e314" },
  { name: "Storage File Data SMB Share Contributor", id: "0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb" },
  { name: "Storage File Data SMB Share Elevated Contributor", id: "a7264617-510b-434b-a828-9731dc254ea7" },
];

/** Name of a role by the GUID of its definition (names change over time); the GUID itself for an unknown one. */
export function roleName(id: string): string {
  return knownRoles().find((role) => sameId(role.id, id))?.name ?? id;
}

/** Whether a GUID is that of a built-in role's definition, the same in every tenant. */
export function isRoleId(id: string): boolean {
  return knownRoles().some((role) => sameId(role.id, id));
}

function knownRoles(): Role[] {
  return [
    ...CONTROL_PLANE,
    ...NOT_ENOUGH,
    ...services.flatMap(({ probes }) => probes.flatMap(({ roles }) => roles)),
  ];
}
