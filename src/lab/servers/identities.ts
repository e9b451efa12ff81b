import type { LabIdentity, Scenario } from "../scenario.ts";

/** Names of the query parameters that choose an identity; an SDK may use any of those in a list. */
export interface IdParameters {
  readonly clientId: readonly string[];
  readonly objectId: readonly string[];
  readonly resourceId: readonly string[];
  /** A parameter without a value counts as absent. */
  readonly emptyIsNone?: true;
}

/** What a request names an identity by; `undefined` for an id that it does not name. */
export interface NamedIds {
  readonly clientId: string | undefined;
  readonly objectId: string | undefined;
  readonly resourceId: string | undefined;
}

export function idsIn(query: URLSearchParams, names: IdParameters): NamedIds {
  const first = (parameters: readonly string[]) => {
    const value = parameters.map((name) => query.get(name)).find((given) => given !== null) ?? undefined;
    return value === "" && names.emptyIsNone ? undefined : value;
  };
  return {
    clientId: first(names.clientId),
    objectId: first(names.objectId),
    resourceId: first(names.resourceId),
  };
}

export function namesIdentity({ clientId, objectId, resourceId }: NamedIds): boolean {
  return clientId !== undefined || objectId !== undefined || resourceId !== undefined;
}

/** The attached identity that all given ids fit. */
export function namedIdentity(
  { systemAssigned, userAssigned }: Scenario["identities"],
  { clientId, objectId, resourceId }: NamedIds,
): LabIdentity | undefined {
  const all = systemAssigned === undefined ? userAssigned : [systemAssigned, ...userAssigned];
  return all.find(
    (one) => same(one.clientId, clientId) && same(one.objectId, objectId) && same(one.resourceId, resourceId),
  );
}

/** An id that was not given fits everything. */
function same(id: string, given: string | undefined): boolean {
  return given === undefined || id.toLowerCase() === given.toLowerCase();
}
