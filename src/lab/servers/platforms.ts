import type { PlatformSource } from "../scenario.ts";
import { appService2017 } from "./app-service-2017.ts";
import { appService } from "./app-service.ts";
import { azureArc } from "./azure-arc.ts";
import { cloudShell } from "./cloud-shell.ts";
import { machineLearning } from "./machine-learning.ts";
import type { Platform } from "./platform.ts";
import { serviceFabric } from "./service-fabric.ts";

/** How each platform hands out tokens. */
export const platforms: Readonly<Record<PlatformSource, Platform>> = {
  "app-service": appService,
  "app-service-2017": appService2017,
  "machine-learning": machineLearning,
  "cloud-shell": cloudShell,
  "service-fabric": serviceFabric,
  "azure-arc": azureArc,
};
