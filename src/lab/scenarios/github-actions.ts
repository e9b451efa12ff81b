import { AZURE_VM_FILES, INVOICES_URL, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const githubActions = defineScenario({
  name: "github-actions",
  title: "A hosted GitHub Actions runner",
  story:
    "The job runs on a hosted runner: that is an Azure VM, with a metadata service and without any identity.",
  env: {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: "contoso/web",
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_OS: "Linux",
    LANG: "C.UTF-8",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  storage: [STORAGE],
  expect: {
    exitCode: 5,
    host: "github-actions",
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "failed" },
    findings: ["no-identity-attached"],
  },
});
