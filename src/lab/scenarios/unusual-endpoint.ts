import { LINUX_SITE, SITE_IDENTITY_HEADER } from "../app-service-site.ts";
import { INVOICES_URL, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const unusualEndpoint = defineScenario({
  name: "unusual-endpoint",
  title: "IDENTITY_ENDPOINT points to a public host name",
  story:
    "A settings file was copied from a test set-up: the identity endpoint is a name on the Internet, which does not even exist.",
  env: {
    ...LINUX_SITE,
    IDENTITY_ENDPOINT: "http://identity.contoso.example/msi/token",
    IDENTITY_HEADER: SITE_IDENTITY_HEADER,
  },
  args: ["--timeout", "2"],
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "refused",
  expect: {
    exitCode: 5,
    host: "app-service-linux",
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "unavailable" },
    findings: ["endpoint-unusual"],
    chains: { javascript: "none", python: "none", java: "none", go: "none" },
  },
});
