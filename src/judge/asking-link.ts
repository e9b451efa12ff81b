import { sameId } from "../model/ids.ts";
import type { Report } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";

type Judged = Pick<Report, "links" | "winner">;
type Target = Report["targets"][number];

/**
 * The link whose token is sent to a target: the winner's, or that of the identity which the connection names for
 * itself; `null` when no link of this run gives it.
 */
export function askingLink(
  { links, winner }: Judged,
  { discovered }: Pick<Target, "discovered">,
): LinkId | null {
  const { credential, clientId, resourceId, reference } = discovered ?? {};
  // "Key Vault references use the app's system-assigned identity by default" (learn.microsoft.com, "Use Key Vault
  // references"), and so do references to App Configuration; whether the site names another is seen by nobody inside.
  if (reference === true) return linkOf(links, "managed-identity-system");
  if (clientId === undefined && resourceId === undefined) {
    // Such a connection uses a bare ManagedIdentityCredential, whatever AZURE_CLIENT_ID says.
    return credential?.toLowerCase() === "managedidentity"
      ? linkOf(links, "managed-identity-system")
      : winner.link;
  }
  const found = links.find(({ tokens }) =>
    tokens.some(
      ({ identity }) =>
        (clientId !== undefined && sameId(identity?.clientId, clientId)) ||
        (resourceId !== undefined && sameId(identity?.resourceId, resourceId)),
    ),
  );
  return found?.id ?? null;
}

/** By which options a run asks as that identity; nothing where it is the winner's. */
export function askingOptions({ discovered }: Pick<Target, "discovered">): string[] | undefined {
  const { credential, clientId, resourceId, reference } = discovered ?? {};
  if (reference !== true && clientId !== undefined) return ["--managed-identity-client-id", clientId];
  if (reference !== true && resourceId !== undefined) return ["--managed-identity-resource-id", resourceId];
  return reference === true || credential?.toLowerCase() === "managedidentity"
    ? ["--only", "managed-identity-system"]
    : undefined;
}

function linkOf(links: Judged["links"], wanted: LinkId): LinkId | null {
  return links.some(({ id, outcome }) => id === wanted && outcome === "succeeded") ? wanted : null;
}
