import type { HostKind } from "./host-kind.ts";
import { SITE_VARIABLES } from "./site-variables.ts";

export const appServiceLinux: HostKind = {
  kind: "app-service-linux",
  title: "App Service on Linux",
  signs: [[{ variable: "WEBSITE_SITE_NAME" }]],
  shows: SITE_VARIABLES,
  isHosted: true,
  tellsOfIdentity: true,
  nameVariable: "WEBSITE_SITE_NAME",
  sources: ["AppService", "MachineLearning"],
};
