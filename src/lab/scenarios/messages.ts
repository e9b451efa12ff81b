import {
  AZURE_VM_FILES,
  INVOICES_URL,
  JOBS_IDENTITY,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  UNKNOWN_CLIENT_ID,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

/** The machine of `user-assigned-by-env`. */
const TWO_IDENTITIES = {
  env: { ...LINUX_ENVIRONMENT, AZURE_CLIENT_ID: WEB_IDENTITY.clientId },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
};

const BY_VARIABLE = {
  exitCode: 0,
  winner: { state: "won", link: "managed-identity-env" },
  outcomes: { "managed-identity-env": "succeeded", "managed-identity-system": "failed" },
  verdicts: [{ link: "managed-identity-env", verdict: "allowed" }],
} as const;

/** The machine of `system-assigned-allowed`. */
const ONE_IDENTITY = {
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
};

const ALLOWED = {
  exitCode: 0,
  winner: { state: "won", link: "managed-identity-system" },
  outcomes: { "managed-identity-system": "succeeded" },
  verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
} as const;

/** What the SDK for Python shows of Storage's refusal. */
const NO_ROLE =
  "azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation using this permission.\n" +
  "RequestId:2f1f8d1c-0e1e-4b7a-8d53-6c1f0a2b9e11\n" +
  "ErrorCode:AuthorizationPermissionMismatch";

/** The app's own error text, judged together with what is seen. */
export const messageScenarios: readonly Scenario[] = [
  defineScenario({
    ...TWO_IDENTITIES,
    name: "message-of-bare-credential",
    title: "The app's error names one credential; the chain here works",
    story:
      "AZURE_CLIENT_ID names an attached identity, and the chain takes it. The app's code makes a ManagedIdentityCredential" +
      " itself, which does not read that variable.",
    args: [
      "--message",
      "azure.core.exceptions.ClientAuthenticationError: ManagedIdentityCredential: no response from the IMDS endpoint." +
        " Token request error: (invalid_request) Multiple user assigned identities exist, please specify the clientId /" +
        " resourceId of the identity in the token request",
    ],
    expect: {
      ...BY_VARIABLE,
      findings: ["message-names-bare-credential"],
      warnings: ["message-names-bare-credential"],
    },
  }),
  defineScenario({
    ...TWO_IDENTITIES,
    name: "message-from-elsewhere",
    title: "The app's error is about another identity",
    story:
      "What the app shows is about a client id that nothing on this machine names: the app runs with other variables.",
    args: [
      "--message",
      "com.azure.core.exception.ClientAuthenticationException: AADSTS700016: Application with identifier" +
        ` '${UNKNOWN_CLIENT_ID}' was not found in the directory '${TENANT_ID}'.`,
    ],
    expect: {
      ...BY_VARIABLE,
      findings: ["message-of-another-identity"],
      warnings: ["message-of-another-identity"],
    },
  }),
  defineScenario({
    ...ONE_IDENTITY,
    name: "message-of-older-sdk",
    title: "The app's error is of an older SDK, with a shorter wait",
    story:
      "The identity works here. The app's release of the SDK gives the metadata service 0.3 s, and does not look again.",
    assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
    args: [
      "--message",
      "User-Agent: azsdk-python-identity/1.12.0 Python/3.10.12\n" +
        "DefaultAzureCredential failed to retrieve a token from the included credentials.\n" +
        "Attempted credentials:\n" +
        "\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n" +
        "\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.",
    ],
    expect: { ...ALLOWED, findings: ["message-of-older-sdk"], warnings: ["message-of-older-sdk"] },
  }),
  defineScenario({
    ...ONE_IDENTITY,
    name: "message-not-reproduced",
    title: "What the app's error tells does not happen here",
    story:
      "The role was given since, and the identity is the expected one: the app has to be looked at again.",
    assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
    args: ["--expect-client-id", SYSTEM_IDENTITY.clientId, "--message", NO_ROLE],
    expect: { ...ALLOWED, findings: ["message-not-reproduced"], warnings: ["message-not-reproduced"] },
  }),
  defineScenario({
    ...ONE_IDENTITY,
    name: "message-agrees",
    title: "The app's error is what happens here, too",
    story: "The system-assigned identity has no role, and the app's error says the same.",
    args: ["--message", NO_ROLE],
    expect: {
      exitCode: 3,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
      findings: ["role-missing", "message-agrees"],
    },
  }),
];
