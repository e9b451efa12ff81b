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
];

/** Name of a role by the GUID of its definition (names change over time); the GUID itself for an unknown one. */
export function roleName(id: string): string {
  const known = [...CONTROL_PLANE, ...services.flatMap(({ probes }) => probes.flatMap(({ roles }) => roles))];
  return known.find((role) => sameId(role.id, id))?.name ?? id;
}
