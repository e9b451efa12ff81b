import { aks } from "./aks.ts";
import { appServiceLinux } from "./app-service-linux.ts";
import { appServiceSsh } from "./app-service-ssh.ts";
import { appServiceWindows } from "./app-service-windows.ts";
import { azureArc } from "./azure-arc.ts";
import { azurePipelines } from "./azure-pipelines.ts";
import { azureVm } from "./azure-vm.ts";
import { cloudShell } from "./cloud-shell.ts";
import { containerApps } from "./container-apps.ts";
import { containerInstances } from "./container-instances.ts";
import { developerMachine } from "./developer-machine.ts";
import { functions } from "./functions.ts";
import { githubActions } from "./github-actions.ts";
import type { HostKind } from "./host-kind.ts";
import { kuduLinux } from "./kudu-linux.ts";
import { kuduWindows } from "./kudu-windows.ts";
import { machineLearning } from "./machine-learning.ts";
import { serviceFabric } from "./service-fabric.ts";
import { unknown } from "./unknown.ts";
import { vmScaleSet } from "./vm-scale-set.ts";

/** The first that fits is taken: what is special stands before what it runs on. */
export const hostKinds: readonly HostKind[] = [
  cloudShell,
  githubActions,
  azurePipelines,
  kuduLinux,
  kuduWindows,
  appServiceSsh,
  containerApps,
  functions,
  appServiceWindows,
  appServiceLinux,
  machineLearning,
  containerInstances,
  serviceFabric,
  aks,
  azureArc,
  vmScaleSet,
  azureVm,
  developerMachine,
  unknown,
];

/** A kind by its name; `unknown` for a name that a newer version wrote into a report. */
export function hostKind(kind: string): HostKind {
  return hostKinds.find((one) => one.kind === kind) ?? unknown;
}
