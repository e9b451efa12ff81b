import { APP, INVOICES_URL, STORAGE, TENANT_ID, VALID_SECRET, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

const ROOT = { uid: 0, gid: 0, groups: [0] } as const;

/** What the platform gives every process of the container, but not those that sshd starts. */
const SITE = {
  WEBSITE_SITE_NAME: "contoso-web",
  WEBSITE_INSTANCE_ID: "8f3a1c52d7e94b6f",
  PORT: "8080",
  AZURE_TENANT_ID: TENANT_ID,
  AZURE_CLIENT_ID: APP.clientId,
  AZURE_CLIENT_SECRET: VALID_SECRET,
} as const;

export const appServiceSshEnvFromApp = defineScenario({
  name: "app-service-ssh-env-from-app",
  title: "SSH into App Service: be the app, whose variables sshd lacks",
  story:
    "The shell that SSH gives in the app's container has none of the app's variables. With --env-from app the " +
    "environment of the process that listens on the site's port is taken, and that one's identity is found.",
  env: { LANG: "C.UTF-8", SSH_CONNECTION: "169.254.130.1 50000 169.254.130.2 2222" },
  args: ["--env-from", "app"],
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  // App Service has no metadata service (failures.md c.6).
  metadata: "refused",
  user: ROOT,
  processes: [
    { pid: 1, ...ROOT, command: "/bin/sh /opt/startup/startup.sh", env: SITE, listens: [] },
    {
      ...{ pid: 23, ...ROOT },
      command: "node /home/site/wwwroot/server.js --session-key=lab-fake-session-key",
      env: { ...SITE, NODE_ENV: "production" },
      listens: [8080],
    },
    { pid: 61, ...ROOT, command: "sshd: /usr/sbin/sshd [listener]", env: {}, listens: [2222] },
  ],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded", "managed-identity-system": "unavailable" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: [],
  },
});
