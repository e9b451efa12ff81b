import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

const FILE = "/etc/contoso/web.env";

export const envFromFile = defineScenario({
  name: "env-from-file",
  title: "The app's variables stand in a file, not in the shell",
  story:
    "A unit file names an EnvironmentFile. The shell, which has the managed identity alone, would find another " +
    "identity than the app: with --env-from FILE the variables of the file are the environment.",
  env: LINUX_ENVIRONMENT,
  files: {
    ...AZURE_VM_FILES,
    [FILE]: [
      "# of the service contoso-web",
      `AZURE_TENANT_ID=${TENANT_ID}`,
      `export AZURE_CLIENT_ID='${APP.clientId}'`,
      "",
      `AZURE_CLIENT_SECRET="${VALID_SECRET}"  # rotated in March`,
      "",
    ].join("\n"),
  },
  args: ["--env-from", FILE],
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: ["identity-shadowed"],
  },
});
