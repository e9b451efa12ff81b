import { RESOURCE_GROUP, SUBSCRIPTION_ID } from "./contoso.ts";
import type { LabIdentity, LabProcess } from "./scenario.ts";

/** The web app of Contoso, and what its platform tells each kind of console. */
const NAME = "contoso-web";
const HEADER = "lab-fake-identity-header-of-contoso-web~ZqVxKtBw";

/** What every process of the site has (Azure App Service, app settings reference). */
const EVERYWHERE = {
  WEBSITE_SITE_NAME: NAME,
  WEBSITE_HOSTNAME: `${NAME}-hdb4e9gqfrcbd8ge.westeurope-01.azurewebsites.net`,
  WEBSITE_RESOURCE_GROUP: RESOURCE_GROUP,
  WEBSITE_OWNER_NAME: `${SUBSCRIPTION_ID}+${RESOURCE_GROUP}-WestEuropewebspace`,
  WEBSITE_SKU: "Basic",
  WEBSITE_INSTANCE_ID: "6988dec20f7c9bb73c739ef04db98faf5f49e2286cba471b5935203f8f415c4a",
  REGION_NAME: "West Europe",
} as const;

export const LINUX_SITE = {
  ...EVERYWHERE,
  WEBSITE_STACK: "PYTHON",
  HOSTNAME: "0d0d470b360f",
  PORT: "8000",
  LANG: "C.UTF-8",
} as const;

/** Where an identity is enabled, each process is told where to ask; older protocols have other names for it. */
export const SITE_IDENTITY_ENDPOINT = "127.0.0.1:41042";
export const SITE_IDENTITY_HEADER = HEADER;
export const SITE_IDENTITY_VARIABLES = {
  IDENTITY_ENDPOINT: `http://${SITE_IDENTITY_ENDPOINT}/msi/token/`,
  IDENTITY_HEADER: HEADER,
  MSI_ENDPOINT: `http://${SITE_IDENTITY_ENDPOINT}/msi/token/`,
  MSI_SECRET: HEADER,
} as const;

/** What the Kudu container has instead (azure-functions-host issue 7344). */
const MASK =
  "[Managed identity has been configured. This value is not viewable in Kudu but is exposed to the app.]";
export const LINUX_KUDU = {
  ...EVERYWHERE,
  KUDU_APPPATH: "/opt/Kudu",
  KUDU_RUN_USER: "u3d7b8dd6d29ff55fbdda9c",
  KUDU_WEBSSH_PORT: "3000",
  SCM_DO_BUILD_DURING_DEPLOYMENT: "true",
  HOSTNAME: "f447f2887d21",
} as const;
export const MASKED_IDENTITY_VARIABLES = {
  IDENTITY_ENDPOINT: MASK,
  IDENTITY_HEADER: MASK,
  MSI_ENDPOINT: MASK,
  MSI_SECRET: MASK,
} as const;

/** The app's own process on Windows. */
export const WINDOWS_SITE = {
  ...EVERYWHERE,
  WEBSITE_IIS_SITE_NAME: NAME,
  APP_POOL_ID: NAME,
  SystemRoot: "C:\\Windows",
} as const;

/** Kudu on Windows: the site's second web site, whose name begins with a tilde. */
export const WINDOWS_KUDU = {
  ...EVERYWHERE,
  WEBSITE_IIS_SITE_NAME: `~1${NAME}`,
  APP_POOL_ID: `~1${NAME}`,
  SystemRoot: "C:\\Windows",
  DIRCMD: "/OG /ON",
  PROMPT: "$P$G",
} as const;

export const SITE_IDENTITY: LabIdentity = {
  clientId: "9f1f4b8e-2d0f-4f2c-8f0a-6f3a3c8f8f11",
  objectId: "5a6d2c3e-7b61-4d0e-9d57-3d4f9c1e2b22",
  resourceId: `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/${RESOURCE_GROUP}/providers/Microsoft.Web/sites/${NAME}`,
};

/** A shell that sshd has started: nothing of the app's own. */
export const SSH_SHELL = {
  SSH_CONNECTION: "172.16.0.1 51122 172.16.0.4 2222",
  SSH_CLIENT: "172.16.0.1 51122 2222",
  SSH_TTY: "/dev/pts/0",
  USER: "root",
  LOGNAME: "root",
  SHELL: "/bin/bash",
  LANG: "C.UTF-8",
} as const;

/** SSH into App Service is root's, and so is what built-in images run. */
export const ROOT = { uid: 0, gid: 0, groups: [0] } as const;

const SITE_VARIABLES = { ...LINUX_SITE, ...SITE_IDENTITY_VARIABLES };

/** The site's container: its start script, the app, and sshd. */
export const SITE_PROCESSES: readonly LabProcess[] = [
  { pid: 1, ...ROOT, command: "/bin/sh /opt/startup/startup.sh", env: SITE_VARIABLES, listens: [] },
  {
    ...{ pid: 23, ...ROOT },
    command: "node /home/site/wwwroot/server.js --session-key=lab-fake-session-key",
    env: { ...SITE_VARIABLES, NODE_ENV: "production" },
    listens: [Number(LINUX_SITE.PORT)],
  },
  { pid: 61, ...ROOT, command: "sshd: /usr/sbin/sshd [listener]", env: {}, listens: [2222] },
];
