import type { HostKind } from "./host-kind.ts";

/** Service Fabric environment variables reference; Functions and Container Instances run on it and come first. */
export const serviceFabric: HostKind = {
  kind: "service-fabric",
  title: "Service Fabric",
  signs: [
    [{ variable: "Fabric_ApplicationName" }],
    [{ variable: "Fabric_NodeName" }],
    [{ variable: "IDENTITY_SERVER_THUMBPRINT" }, { variable: "IDENTITY_ENDPOINT" }],
  ],
  shows: ["Fabric_ServiceName", "Fabric_NodeName"],
  isHosted: true,
  sources: ["ServiceFabric", "Imds"],
};
