import type { HostKind } from "./host-kind.ts";

/** It runs on Service Fabric, whose variables show through (msal-dotnet issue 5272). */
export const containerInstances: HostKind = {
  kind: "container-instances",
  title: "Container Instances",
  signs: [
    [{ variable: "Fabric_ApplicationName", holds: /^(fabric:\/)?caas-/ }],
    [{ variable: "HOSTNAME", holds: /^(SandboxHost-\d+|wk-caas-[0-9a-f-]+)$/i }],
  ],
  shows: ["Fabric_CodePackageName"],
  isHosted: true,
  console: "container",
  sources: ["Imds", "ServiceFabric", "AppService"],
};
