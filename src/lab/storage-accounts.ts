import type { LabResource } from "./lab-resource.ts";
import type { Scenario } from "./scenario.ts";

/** Services that are endpoints of a storage account. */
export const STORAGE_SERVICES = ["blob", "queue", "table", "files", "data-lake"] as const;
export type StorageServiceName = (typeof STORAGE_SERVICES)[number];

/** All resources with a data endpoint: those of their own, and the endpoints of the storage accounts. */
export function resourcesOf({ resources, storage }: Scenario): readonly LabResource[] {
  const endpoints = storage.flatMap(({ endpoints: held, ...account }) =>
    STORAGE_SERVICES.flatMap((service) => {
      const data = held[service];
      return data === undefined ? [] : [{ ...account, service, data }];
    }),
  );
  return [...resources, ...endpoints];
}
