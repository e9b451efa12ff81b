import type { HostKind } from "./host-kind.ts";
import { SITE_VARIABLES } from "./site-variables.ts";

/** The app's own container, but sshd's processes: they have the app's variables only where the image copies them. */
export const appServiceSsh: HostKind = {
  kind: "app-service-ssh",
  title: "SSH into App Service on Linux",
  signs: [
    [{ variable: "WEBSITE_SITE_NAME" }, { variable: "SSH_CONNECTION" }],
    // sshd does not hand the app's variables on; process 1 has them.
    [
      { variable: "SSH_CONNECTION" },
      {
        file: "/proc/1/environ",
        holds: /(?:^|\0)WEBSITE_SITE_NAME=([^\0]*)/,
        what: "WEBSITE_SITE_NAME of process 1",
      },
    ],
    [{ variable: "SSH_CONNECTION" }, { file: "/home/site/wwwroot" }, { file: "/home/LogFiles" }],
  ],
  shows: SITE_VARIABLES,
  isHosted: true,
  console: "ssh",
  tellsOfIdentity: true,
  nameVariable: "WEBSITE_SITE_NAME",
  hidesIdentity: "without-variables",
  sources: ["AppService", "MachineLearning"],
};
