import type { ServiceDefinition } from "../service-definition.ts";
import { aiSearch } from "./ai-search.ts";
import { arm } from "./arm.ts";
import { appConfiguration } from "./app-configuration.ts";
import { azureSql } from "./azure-sql.ts";
import { blob } from "./blob.ts";
import { containerRegistry } from "./container-registry.ts";
import { cosmos } from "./cosmos.ts";
import { eventHubs } from "./event-hubs.ts";
import { dataLake } from "./data-lake.ts";
import { files } from "./files.ts";
import { foundry } from "./foundry.ts";
import { graph } from "./graph.ts";
import { keyVault } from "./key-vault.ts";
import { logIngestion } from "./log-ingestion.ts";
import { logQuery } from "./log-query.ts";
import { managedHsm } from "./managed-hsm.ts";
import { openai } from "./openai.ts";
import { azureDevOps } from "./azure-devops.ts";
import { communication } from "./communication.ts";
import { databricks } from "./databricks.ts";
import { digitalTwins } from "./digital-twins.ts";
import { eventGrid } from "./event-grid.ts";
import { iotHub, deviceProvisioning } from "./iot-hub.ts";
import { kusto } from "./kusto.ts";
import { maps } from "./maps.ts";
import { purview } from "./purview.ts";
import { signalr, webPubSub } from "./signalr.ts";
import { synapse } from "./synapse.ts";
import { serviceBus } from "./service-bus.ts";
import { mysql } from "./mysql.ts";
import { postgresql } from "./postgresql.ts";
import { managedRedis, redis } from "./redis.ts";
import { queue } from "./queue.ts";
import { table } from "./table.ts";

/** All services, those that are asked for most often first. */
export const services: readonly ServiceDefinition[] = [
  blob,
  keyVault,
  arm,
  serviceBus,
  eventHubs,
  queue,
  table,
  files,
  dataLake,
  appConfiguration,
  cosmos,
  openai,
  foundry,
  aiSearch,
  logQuery,
  logIngestion,
  graph,
  managedHsm,
  containerRegistry,
  eventGrid,
  kusto,
  signalr,
  webPubSub,
  databricks,
  azureDevOps,
  digitalTwins,
  iotHub,
  deviceProvisioning,
  synapse,
  maps,
  communication,
  purview,
  azureSql,
  postgresql,
  mysql,
  redis,
  managedRedis,
];

/** @throws never; a saved report may name a service that this version does not know. */
export function findService(name: string): ServiceDefinition | undefined {
  return services.find((service) => service.name === name);
}
