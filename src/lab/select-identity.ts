import type { LabIdentity, Scenario } from "./scenario.ts";

/** The ids that a token request names; what is not given is null. */
export interface GivenIds {
  readonly clientId: string | null;
  readonly objectId: string | null;
  readonly resourceId: string | null;
}

/** Without an id: only a system-assigned identity, or also the only one that there is. */
export type DefaultIdentity = "system-only" | "only-one";

/** The identity that a request is answered with, or why with none. */
export function selectIdentity(
  { systemAssigned, userAssigned }: Scenario["identities"],
  ids: GivenIds,
  byDefault: DefaultIdentity,
): LabIdentity | "not-found" | "several" {
  const all = [...(systemAssigned === undefined ? [] : [systemAssigned]), ...userAssigned];
  if (ids.clientId !== null || ids.objectId !== null || ids.resourceId !== null) {
    const named = all.find(
      (one) =>
        same(one.clientId, ids.clientId) &&
        same(one.objectId, ids.objectId) &&
        same(one.resourceId, ids.resourceId),
    );
    return named ?? "not-found";
  }
  if (systemAssigned !== undefined) return systemAssigned;
  if (byDefault === "system-only") return "not-found";
  if (userAssigned.length > 1) return "several";
  return userAssigned[0] ?? "not-found";
}

/** An id that was not given fits everything. */
function same(id: string, given: string | null): boolean {
  return given === null || id.toLowerCase() === given.toLowerCase();
}
