import type { HostKind } from "./host-kind.ts";
import { SITE_VARIABLES } from "./site-variables.ts";

export const appServiceWindows: HostKind = {
  kind: "app-service-windows",
  title: "App Service on Windows",
  signs: [[{ variable: "WEBSITE_SITE_NAME" }, { variable: "SystemRoot" }]],
  shows: SITE_VARIABLES,
  isWindows: true,
  isHosted: true,
  tellsOfIdentity: true,
  nameVariable: "WEBSITE_SITE_NAME",
  sources: ["AppService", "MachineLearning"],
};
