import type { HostKind } from "./host-kind.ts";
import { SITE_VARIABLES } from "./site-variables.ts";

/** It runs beside the app, with the app's settings and an identity endpoint of its own (failures.md section c.6). */
export const kuduWindows: HostKind = {
  kind: "kudu-windows",
  title: "Kudu console of App Service on Windows",
  signs: [
    // The site's second web site, which Kudu runs in, has the app's name behind "~1" or "~2".
    [{ variable: "WEBSITE_IIS_SITE_NAME", holds: /^~\d/ }],
    [{ variable: "APP_POOL_ID", holds: /^~\d/ }, { variable: "WEBSITE_SITE_NAME" }],
    // What Kudu sets for the shell of its debug console (Kudu, PersistentCommandController).
    [
      { variable: "DIRCMD", holds: /^\/OG \/ON$/ },
      { variable: "PROMPT", holds: /^\$P\$G$/ },
      { variable: "WEBSITE_SITE_NAME" },
    ],
  ],
  shows: SITE_VARIABLES,
  isWindows: true,
  // Debug console, CMD or PowerShell; the sandbox has no Azure CLI.
  commandsElsewhere: {
    azure: "where Azure CLI is: this console has none",
    else: "in the debug console of PowerShell, not in that of CMD",
  },
  isHosted: true,
  console: "kudu",
  tellsOfIdentity: true,
  nameVariable: "WEBSITE_SITE_NAME",
  sources: ["AppService", "MachineLearning"],
};
