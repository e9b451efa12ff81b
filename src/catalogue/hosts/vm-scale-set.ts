import type { HostKind } from "./host-kind.ts";

export const vmScaleSet: HostKind = {
  kind: "vm-scale-set",
  title: "Virtual machine scale set",
  signs: [[{ instance: "scaleSet" }]],
  shows: [],
  isHosted: true,
  hasMetadataService: true,
  sources: ["Imds"],
};
