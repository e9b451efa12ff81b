import {
  APP,
  AZURE_VM_FILES,
  DESKTOP_ENVIRONMENT,
  DEVELOPER,
  LINUX_ENVIRONMENT,
  TENANT_ID,
  USER_PASSWORD,
} from "../contoso.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

/** People whom Entra does not let in, and tools that cannot ask for them. */
export const peopleScenarios: readonly Scenario[] = [
  defineScenario({
    name: "user-account-locked",
    title: "A user's name and password, and the account is locked",
    story: "Old jobs repeat an old password of this person; Entra has locked the account.",
    env: {
      ...LINUX_ENVIRONMENT,
      AZURE_TENANT_ID: TENANT_ID,
      AZURE_CLIENT_ID: APP.clientId,
      AZURE_USERNAME: DEVELOPER.name,
      AZURE_PASSWORD: USER_PASSWORD,
    },
    files: AZURE_VM_FILES,
    applications: [APP],
    entraAnswers: {
      code: 50053,
      error: "invalid_grant",
      status: 400,
      text: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
    },
    expect: {
      exitCode: 5,
      winner: { state: "none", link: null },
      outcomes: { environment: "failed" },
      findings: ["user-sign-in-refused", "password-login-deprecated"],
    },
  }),
  defineScenario({
    name: "developer-other-tenant",
    title: "The Azure CLI is signed in to another tenant",
    story: "az was logged in with an account that the tenant of the app does not know.",
    env: DESKTOP_ENVIRONMENT,
    metadata: "refused",
    tools: {
      az: {
        state: "refused",
        text: "AADSTS50020: User account 'avery@fabrikam.example' from identity provider 'https://sts.windows.net/9a4b7a52-6c0e-4a0e-9d4e-1b2c3d4e5f60/' does not exist in tenant 'Contoso'.",
      },
    },
    expect: {
      exitCode: 5,
      host: "developer-machine",
      winner: { state: "none", link: null },
      outcomes: { "azure-cli": "failed" },
      findings: ["user-sign-in-refused"],
    },
  }),
  defineScenario({
    name: "developer-powershell-without-module",
    title: "PowerShell is installed, its Az module is not",
    story:
      "Somebody installed PowerShell for another purpose. The chain finds it, and it has no Azure module.",
    env: DESKTOP_ENVIRONMENT,
    metadata: "refused",
    tools: {
      pwsh: {
        state: "refused",
        text: "Import-Module: The specified module 'Az.Accounts' with version '2.2.0' was not loaded because no valid module file was found in any module directory.",
      },
    },
    expect: {
      exitCode: 5,
      host: "developer-machine",
      winner: { state: "none", link: null },
      outcomes: { "azure-powershell": "not-configured" },
      findings: ["tool-unusable"],
    },
  }),
  defineScenario({
    name: "tool-behind-refused-identity",
    title: "az is signed in, and the chain of one SDK ends before it",
    story:
      "A build agent that is a virtual machine: AZURE_CLIENT_ID names no identity of it, and the pipeline signed in to the Azure CLI.",
    env: { ...LINUX_ENVIRONMENT, AZURE_CLIENT_ID: APP.clientId },
    files: AZURE_VM_FILES,
    args: ["--all-links"],
    tools: { az: { state: "logged-in", user: DEVELOPER } },
    expect: {
      exitCode: 4,
      winner: { state: "split", link: null },
      outcomes: { "managed-identity-env": "failed", "azure-cli": "succeeded" },
      findings: ["client-id-not-attached", "sdks-disagree"],
    },
  }),
];
