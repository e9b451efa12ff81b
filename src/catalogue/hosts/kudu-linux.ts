import type { HostKind } from "./host-kind.ts";
import { MASK } from "../kudu.ts";
import { SITE_VARIABLES } from "./site-variables.ts";

/** Another container than the app's: it shares no more than /home with it (failures.md section c.6). */
export const kuduLinux: HostKind = {
  kind: "kudu-linux",
  title: "Kudu container of App Service on Linux",
  signs: [
    [{ variable: "KUDU_APPPATH", holds: /^\/opt\/Kudu$/ }],
    [{ variable: "KUDU_RUN_USER" }],
    [{ variable: "IDENTITY_ENDPOINT", holds: MASK }],
    [{ variable: "MSI_ENDPOINT", holds: MASK }],
  ],
  shows: SITE_VARIABLES,
  isHosted: true,
  console: "kudu",
  nameVariable: "WEBSITE_SITE_NAME",
  hidesIdentity: "always",
  sources: ["AppService", "MachineLearning"],
};
