import type { HostKind } from "./host-kind.ts";
import { SITE_VARIABLES } from "./site-variables.ts";

export const functions: HostKind = {
  kind: "functions",
  title: "Azure Functions",
  signs: [
    // The tools of a developer's machine set the runtime's variables too, but no site name.
    [{ variable: "FUNCTIONS_EXTENSION_VERSION" }, { variable: "WEBSITE_SITE_NAME" }],
    [{ variable: "FUNCTIONS_WORKER_RUNTIME" }, { variable: "WEBSITE_SITE_NAME" }],
  ],
  shows: ["FUNCTIONS_WORKER_RUNTIME", ...SITE_VARIABLES],
  isHosted: true,
  tellsOfIdentity: true,
  nameVariable: "WEBSITE_SITE_NAME",
  sources: ["AppService", "MachineLearning"],
};
