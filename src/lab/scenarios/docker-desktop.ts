import { LINUX_ENVIRONMENT } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const dockerDesktop = defineScenario({
  name: "docker-desktop",
  title: "Docker Desktop answers at the metadata address",
  story:
    "A container on a developer's machine. Docker Desktop's own proxy answers for the metadata address, which does not " +
    "exist there: that is no metadata service.",
  env: LINUX_ENVIRONMENT,
  metadata: {
    always: {
      status: 403,
      headers: { "Content-Type": "text/plain" },
      // azure-sdk-for-js issue 26898
      body: "connecting to 169.254.169.254:80: connecting to 169.254.169.254:80: dial tcp 169.254.169.254:80: connectex: A socket operation was attempted to an unreachable network.",
    },
  },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["metadata-stranger"],
  },
});
