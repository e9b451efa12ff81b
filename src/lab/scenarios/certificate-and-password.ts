import {
  APP,
  AZURE_VM_FILES,
  CERTIFICATE,
  CERTIFICATE_ENVIRONMENT,
  CERTIFICATE_FILE,
  DEVELOPER,
  LINUX_ENVIRONMENT,
  USER_PASSWORD,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const certificateAndPassword = defineScenario({
  name: "certificate-and-password",
  title: "A certificate and a password of a user",
  story: "The app has a certificate, and a name and a password stayed behind from older days.",
  env: {
    ...LINUX_ENVIRONMENT,
    ...CERTIFICATE_ENVIRONMENT,
    AZURE_USERNAME: DEVELOPER.name,
    AZURE_PASSWORD: USER_PASSWORD,
  },
  files: { ...AZURE_VM_FILES, [CERTIFICATE_FILE]: CERTIFICATE },
  applications: [APP],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded" },
    findings: [],
    chains: {
      javascript: "environment",
      python: "environment",
      java: "environment",
      go: "environment",
      dotnet: "unknown",
    },
  },
});
