import type { HostKind } from "./host-kind.ts";

/** Comes last, and always fits. */
export const unknown: HostKind = {
  kind: "unknown",
  title: "Unknown",
  signs: [[]],
  shows: [],
  isHosted: false,
};
