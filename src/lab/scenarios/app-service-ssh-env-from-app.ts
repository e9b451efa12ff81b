import {
  LINUX_SITE,
  ROOT,
  SITE_IDENTITY,
  SITE_IDENTITY_ENDPOINT,
  SITE_IDENTITY_HEADER,
  SITE_PROCESSES,
  SSH_SHELL,
} from "../app-service-site.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceSshEnvFromApp = defineScenario({
  name: "app-service-ssh-env-from-app",
  title: "SSH into App Service: be the app, whose variables sshd lacks",
  story:
    "The shell that SSH gives in the app's container has none of the app's variables. With --env-from app the " +
    "environment of the process that listens on the site's port is taken, and that one's identity is found.",
  env: SSH_SHELL,
  args: ["--env-from", "app"],
  targets: [INVOICES_URL],
  identities: { systemAssigned: SITE_IDENTITY, userAssigned: [] },
  endpoints: [{ source: "app-service", at: SITE_IDENTITY_ENDPOINT, secret: SITE_IDENTITY_HEADER }],
  storage: [STORAGE],
  assignments: [readsAccount(SITE_IDENTITY.objectId)],
  // App Service has no metadata service (failures.md c.6).
  metadata: "refused",
  user: ROOT,
  processes: [
    ...SITE_PROCESSES,
    // The platform's own, on another port.
    { pid: 40, ...ROOT, command: "/opt/site/helper", env: { ...LINUX_SITE, PORT: "4000" }, listens: [4000] },
  ],
  expect: {
    exitCode: 0,
    host: "app-service-linux",
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { environment: "not-configured", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
