import type { AfterRow } from "./sdk-model.ts";

/** For SDKs that wait 10 s for a developer tool: one that took that long in its attempt is passed over. */
export const GIVES_UP_ON_TOOLS: readonly AfterRow[] = (
  ["azure-cli", "azure-powershell", "azure-developer-cli"] as const
).map((member) => ({
  member,
  when: ["timed-out", "after-10s"],
  effect: "passed",
  why: "it waits 10 s for a tool and goes on",
}));
