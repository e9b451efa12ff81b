import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  STORAGE,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const azurePipelines = defineScenario({
  name: "azure-pipelines",
  title: "An Azure Pipelines agent with a service principal",
  story:
    "The pipeline hands a service principal to the job; the hosted agent is an Azure VM without an identity.",
  env: {
    TF_BUILD: "True",
    AGENT_NAME: "Azure Pipelines 2",
    AGENT_OS: "Linux",
    BUILD_BUILDID: "4711",
    LANG: "C.UTF-8",
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 0,
    host: "azure-pipelines",
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded", "managed-identity-system": "failed" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: [],
  },
});
