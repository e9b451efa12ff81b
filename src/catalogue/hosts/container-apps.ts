import type { HostKind } from "./host-kind.ts";

export const containerApps: HostKind = {
  kind: "container-apps",
  title: "Container Apps",
  signs: [[{ variable: "CONTAINER_APP_NAME" }], [{ variable: "CONTAINER_APP_JOB_NAME" }]],
  shows: [
    "CONTAINER_APP_NAME",
    "CONTAINER_APP_REVISION",
    "CONTAINER_APP_REPLICA_NAME",
    "CONTAINER_APP_JOB_EXECUTION_NAME",
  ],
  isHosted: true,
  console: "container",
  tellsOfIdentity: true,
  nameVariable: "CONTAINER_APP_NAME",
  sources: ["AppService", "MachineLearning"],
};
