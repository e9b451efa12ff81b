import { LINUX_SITE, ROOT, SITE_IDENTITY_VARIABLES, SITE_PROCESSES, SSH_SHELL } from "../app-service-site.ts";
import { INVOICES_URL, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceSshNoVariables = defineScenario({
  name: "app-service-ssh-no-variables",
  title: "An SSH shell of the app's container, without its variables",
  story:
    "sshd starts its shells without the app's variables, and this image does not copy them. The identity works in the app," +
    " and this shell cannot tell.",
  env: SSH_SHELL,
  files: {
    "/proc/1/environ": Object.entries({ ...LINUX_SITE, ...SITE_IDENTITY_VARIABLES })
      .map(([name, value]) => `${name}=${value}\0`)
      .join(""),
  },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "refused",
  user: ROOT,
  processes: SITE_PROCESSES,
  expect: {
    exitCode: 4,
    host: "app-service-ssh",
    winner: { state: "unknown", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "unavailable" },
    findings: ["shell-without-variables"],
  },
});
