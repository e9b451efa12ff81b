import type { HostKind } from "./host-kind.ts";

/** Before the machine it runs on: hosted agents are Azure VMs, without an identity. */
export const azurePipelines: HostKind = {
  kind: "azure-pipelines",
  title: "Azure Pipelines agent",
  signs: [[{ variable: "TF_BUILD", holds: /^true$/i }]],
  shows: ["AGENT_OS"],
  isHosted: false,
};
