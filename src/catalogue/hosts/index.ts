import { azureVm } from "./azure-vm.ts";
import type { HostKind } from "./host-kind.ts";

export const hostKinds: readonly HostKind[] = [azureVm];
