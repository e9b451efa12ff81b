import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const containerFromHost = defineScenario({
  name: "container-from-host",
  title: "The app runs in a container, credprobe on its host",
  story:
    "root of a virtual machine takes the environment of a process in a container. Its endpoint is at a loopback address " +
    "of the container's own network; the machine's metadata service would answer, but for the machine. Nothing is asked " +
    "in its place, so nothing is known, and the report says where to ask.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  user: { uid: 0, gid: 0, groups: [0] },
  args: ["--env-from", "pid:4021"],
  processes: [
    { pid: 1, uid: 0, gid: 0, groups: [0], command: "/sbin/init", env: { LANG: "C.UTF-8" }, listens: [] },
    {
      ...{ pid: 4021, uid: 0, gid: 0, groups: [0], command: "node server.js", listens: [8080] },
      env: {
        LANG: "C.UTF-8",
        IDENTITY_ENDPOINT: "http://localhost:42356/msi/token",
        IDENTITY_HEADER: "lab-fake-header-of-the-container~ZqVxKtBw",
      },
      ownNetwork: true,
    },
  ],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "skipped" },
    findings: ["other-network"],
  },
});
