import type { AfterRow } from "./sdk-model.ts";

/** For SDKs that understand AutoDiscoverRegion, of which JavaScript makes the name of a host (chain.md section 2). */
export const REGION_AUTO: readonly AfterRow[] = (["environment", "workload-identity"] as const).map(
  (member) => ({
    member,
    when: ["region-auto", "no-token"],
    effect: "unknown",
    why: "it finds the region out by itself, and asks the login host of the cloud where it cannot: that was not observed",
  }),
);
