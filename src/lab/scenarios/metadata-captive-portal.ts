import { LINUX_ENVIRONMENT } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataCaptivePortal = defineScenario({
  name: "metadata-captive-portal",
  title: "A login page answers at the metadata address",
  story:
    "A guest network catches every request over plain http and shows its login page, with status 200. That is no " +
    "metadata service.",
  env: LINUX_ENVIRONMENT,
  metadata: {
    always: {
      status: 200,
      headers: { "Content-Type": "text/html; charset=utf-8", Server: "captive-portal" },
      body: "<!doctype html><title>Welcome</title><p>Please sign in to this network.",
    },
  },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["metadata-stranger"],
  },
});
