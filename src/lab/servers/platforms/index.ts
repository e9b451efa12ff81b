import type { LabEndpoint, PlatformSource } from "../../scenario.ts";
import { appService2017 } from "./app-service-2017.ts";
import { appService } from "./app-service.ts";
import { ARC_KEY_FILE, azureArc } from "./azure-arc.ts";
import { cloudShell } from "./cloud-shell.ts";
import { machineLearning } from "./machine-learning.ts";
import type { Platform } from "./platform.ts";
import { serviceFabric } from "./service-fabric.ts";

const platforms: Readonly<Record<PlatformSource, (endpoint: LabEndpoint) => Platform>> = {
  "app-service": () => appService,
  "app-service-2017": () => appService2017,
  "machine-learning": () => machineLearning,
  "cloud-shell": () => cloudShell,
  "service-fabric": () => serviceFabric,
  "azure-arc": ({ keyFile = ARC_KEY_FILE }) => azureArc(keyFile),
};

export function platformOf(endpoint: LabEndpoint): Platform {
  return platforms[endpoint.source](endpoint);
}
