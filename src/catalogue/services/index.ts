import type { ServiceDefinition } from "../service-definition.ts";
import { blob } from "./blob.ts";

export const services: readonly ServiceDefinition[] = [blob];

/** @throws never; a saved report may name a service that this version does not know. */
export function findService(name: string): ServiceDefinition | undefined {
  return services.find((service) => service.name === name);
}
