import type { AfterRow } from "./sdk-model.ts";

const WHY =
  "the SDK for JavaScript refuses this AZURE_AUTHORITY_HOST at once; what this one makes of it was not observed";

/** For the other SDKs: JavaScript alone wants https of the login host even for a managed identity (chain.md section 4.7). */
export const REFUSED_AUTHORITY: readonly AfterRow[] = (
  ["environment", "workload-identity", "managed-identity"] as const
).map((member) => ({
  member,
  when: ["constructor-error", "authority-not-https"],
  effect: "unknown",
  why: WHY,
}));
