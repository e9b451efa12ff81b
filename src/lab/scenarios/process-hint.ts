import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  JOBS_IDENTITY,
  LINUX_ENVIRONMENT,
  STORAGE,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

const WWW_DATA = { uid: 33, gid: 33, groups: [33] } as const;
const SERVICE = {
  LANG: "C.UTF-8",
  AZURE_TENANT_ID: TENANT_ID,
  AZURE_CLIENT_ID: APP.clientId,
  AZURE_CLIENT_SECRET: VALID_SECRET,
} as const;

export const processHint = defineScenario({
  name: "process-hint",
  title: "The app's service has variables that the shell lacks",
  story:
    "The service principal's variables stand in the unit file of the app's service, which runs as www-data. root's " +
    "shell has none of them and finds no identity: the report says which process has them, and names its user.",
  env: { ...LINUX_ENVIRONMENT, USER: "root", LOGNAME: "root" },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  user: { uid: 0, gid: 0, groups: [0] },
  processes: [
    { pid: 1, uid: 0, gid: 0, groups: [0], command: "/sbin/init", env: { LANG: "C.UTF-8" }, listens: [] },
    { pid: 812, ...WWW_DATA, command: "/usr/bin/gunicorn app:server", env: SERVICE, listens: [8000] },
    { pid: 813, ...WWW_DATA, command: "/usr/bin/gunicorn app:server", env: SERVICE, listens: [8000] },
    {
      ...{ pid: 930, ...WWW_DATA, command: "/usr/bin/celery worker --broker=redis://:lab-fake@cache" },
      env: { LANG: "C.UTF-8", AZURE_CLIENT_ID: JOBS_IDENTITY.clientId },
      listens: [],
    },
    // A shell that has them just as little.
    { pid: 1440, uid: 1000, gid: 1000, groups: [1000], command: "-bash", env: {}, listens: [] },
  ],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "failed" },
    findings: ["app-has-other-variables", "other-user"],
  },
});
