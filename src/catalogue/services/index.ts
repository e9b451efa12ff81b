import type { ServiceDefinition } from "../service-definition.ts";
import { aiSearch } from "./ai-search.ts";
import { arm } from "./arm.ts";
import { appConfiguration } from "./app-configuration.ts";
import { blob } from "./blob.ts";
import { cosmos } from "./cosmos.ts";
import { foundry } from "./foundry.ts";
import { keyVault } from "./key-vault.ts";
import { openai } from "./openai.ts";

/** All services, those that are asked for most often first. */
export const services: readonly ServiceDefinition[] = [
  blob,
  keyVault,
  arm,
  appConfiguration,
  cosmos,
  openai,
  foundry,
  aiSearch,
];

/** @throws never; a saved report may name a service that this version does not know. */
export function findService(name: string): ServiceDefinition | undefined {
  return services.find((service) => service.name === name);
}
