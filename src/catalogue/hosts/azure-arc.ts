import { ARC_AGENT_FILES } from "../managed-identity-sources.ts";
import type { HostKind } from "./host-kind.ts";

export const azureArc: HostKind = {
  kind: "azure-arc",
  title: "Azure Arc server",
  signs: [
    ...Object.values(ARC_AGENT_FILES).map((file) => [{ file }]),
    [{ variable: "IMDS_ENDPOINT" }, { variable: "IDENTITY_ENDPOINT", holds: /\/metadata\/identity\// }],
  ],
  shows: [],
  isHosted: true,
  sources: ["AzureArc"],
  addresses: ["loopback"],
};
