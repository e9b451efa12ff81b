import type { LabAssignment } from "./lab-resource.ts";
import type { RoleName } from "./roles.ts";

/** Where the parts of a resource stand in its ARM id (dataplane.md section 3, child scopes), by the resource's type. */
const FOLDERS: Readonly<Record<string, (part: string, role: RoleName) => string>> = {
  "Microsoft.Storage/storageAccounts": (part, role) => {
    if (role.includes("Queue")) return `queueServices/default/queues/${part}`;
    if (role.includes("Table")) return `tableServices/default/tables/${part}`;
    if (role.includes("File")) return `fileServices/default/fileshares/${part}`;
    return `blobServices/default/containers/${part}`;
  },
  "Microsoft.KeyVault/vaults": (part) => `secrets/${part}`,
  "Microsoft.ServiceBus/namespaces": (part) => (part.includes("/") ? `topics/${part}` : `queues/${part}`),
  "Microsoft.EventHub/namespaces": (part) => `eventhubs/${part}`,
};

/** Where an assignment stands, and what condition holds it. */
interface Standing {
  readonly scope: string;
  readonly condition: string | undefined;
}

/** What has no scope of its own below the resource (a repository of a registry) is told apart by a condition. */
export function standingOf(
  { part, role, condition }: Pick<LabAssignment, "part" | "role" | "condition">,
  resourceId: string,
): Standing {
  if (part === undefined) return { scope: resourceId, condition };
  const [, type = ""] = /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(resourceId) ?? [];
  const folder = FOLDERS[type];
  return folder === undefined
    ? { scope: resourceId, condition: `@Request[${type}/repositories:name] StringEquals '${part}'` }
    : { scope: `${resourceId}/${folder(part, role)}`, condition };
}

/** Whether what is given at one scope counts at another: it is the same, or above it. Case does not count in ARM ids. */
export function countsAt(given: string, asked: string): boolean {
  const [above, below] = [given.toLowerCase(), asked.toLowerCase()];
  return below === above || below.startsWith(`${above}/`);
}
