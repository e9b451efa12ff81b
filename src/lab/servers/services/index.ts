import type { LabService } from "../lab-service.ts";
import { aiSearch } from "./ai-search.ts";
import { arm } from "./arm.ts";
import { appConfiguration } from "./app-configuration.ts";
import { containerRegistry } from "./container-registry.ts";
import { blob } from "./blob.ts";
import { cosmos } from "./cosmos.ts";
import { dataLake } from "./data-lake.ts";
import { files } from "./files.ts";
import { foundry } from "./foundry.ts";
import { eventHubs } from "./event-hubs.ts";
import { graph } from "./graph.ts";
import { keyVault } from "./key-vault.ts";
import { logIngestion } from "./log-ingestion.ts";
import { logQuery } from "./log-query.ts";
import { managedHsm } from "./managed-hsm.ts";
import { openai } from "./openai.ts";
import {
  azureDevOps,
  communication,
  databricks,
  deviceProvisioning,
  digitalTwins,
  eventGrid,
  iotHub,
  kusto,
  maps,
  purview,
  signalr,
  synapse,
  webPubSub,
} from "./single-probes.ts";
import { serviceBus } from "./service-bus.ts";
import { queue } from "./queue.ts";
import { table } from "./table.ts";

/** The services behind the lab's data-plane server, by name. */
export const labServices = {
  arm,
  "key-vault": keyVault,
  "app-configuration": appConfiguration,
  cosmos,
  openai,
  foundry,
  "ai-search": aiSearch,
  kusto,
  signalr,
  "web-pubsub": webPubSub,
  databricks,
  "azure-devops": azureDevOps,
  "digital-twins": digitalTwins,
  "event-grid": eventGrid,
  "iot-hub": iotHub,
  "device-provisioning": deviceProvisioning,
  synapse,
  maps,
  communication,
  purview,
  "service-bus": serviceBus,
  "event-hubs": eventHubs,
  "log-query": logQuery,
  "log-ingestion": logIngestion,
  graph,
  "managed-hsm": managedHsm,
  "container-registry": containerRegistry,
  blob,
  queue,
  table,
  files,
  "data-lake": dataLake,
} as const satisfies Record<string, LabService>;

export type LabServiceName = keyof typeof labServices;
