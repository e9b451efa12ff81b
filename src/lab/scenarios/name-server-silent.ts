import { APP_SECRET, CONTAINER_URL, VM_FILES, account, app, servicePrincipal } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const nameServerSilent = defineScenario({
  name: "name-server-silent",
  title: "The name server never answers",
  story: "Every name look-up hangs; nothing can be said about the app, and the run still ends.",
  files: VM_FILES,
  args: ["--timeout", "3"],
  env: servicePrincipal(APP_SECRET),
  names: {
    "*": "silent",
    "login.microsoftonline.com": "silent",
    "contosodata.blob.core.windows.net": "silent",
  },
  metadata: "refused",
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "timed-out", "managed-identity-system": "unavailable" },
    findings: ["login-unreachable", "target-unreachable"],
  },
});
