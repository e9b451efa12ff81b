import { MORE, SAMPLES } from "../support/message-texts.ts";
import { SERVICE_TEXTS } from "../support/service-message-texts.ts";

/** Texts as endpoints, Entra, developer tools and SDKs gave them; ids and names are the lab's. */
export const RECORDED: readonly string[] = [
  // The metadata service and its kin (chain.md section 3.3; failures.md section b).
  "Identity not found",
  "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
  "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
  "Only client id is supported for user-assigned managed identity in MachineLearning.",
  "no azure identity found for request clientID",
  "Request contains 'X-Forwarded-For' header",
  "connecting to 169.254.169.254:80: connecting to 169.254.169.254:80: dial tcp 169.254.169.254:80: connectex: A socket operation was attempted to an unreachable network.",
  "[Managed identity has been configured. This value is not viewable in Kudu but is exposed to the app.]",
  // Entra.
  "AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. Trace ID: 5a3d1f0e-0f62-4c1b-9f0a-2f1f6a4b0e00 Correlation ID: 1b0c9f5e-4a2b-4c55-8f5b-7d9f3b7c2a11 Timestamp: 2026-11-25 21:26:36Z",
  '{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}',
  // Developer tools (azure-cli, azure-dev, Az.Accounts, and what @azure/identity 4.13.1 makes of them).
  "requests.exceptions.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed",
  "/bin/sh: 1: az: Permission denied",
  "PermissionError: [Errno 13] Permission denied: '/home/app/.azure/az.json'",
  "Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions",
  "Az.Account module >= 2.2.0 is not installed",
  "The 'Az.Accounts' module >= 2.2.0 is not installed.",
  "Please run 'az login' from a command prompt to authenticate before using this credential.",
  "Please run 'azd auth login' from a command prompt to authenticate before using this credential.",
  "Please run 'Connect-AzAccount' from PowerShell to authenticate before using this credential.",
  "To re-authenticate, run the following command: azd auth login",
  "Your Azure credentials have not been set up or have expired, please run Connect-AzAccount",
  "Unexpected token W in JSON at position 0",
  // SDKs, whole messages.
  ...SAMPLES.map(([, , , text]) => text),
  ...MORE,
  ...SERVICE_TEXTS.map(({ text }) => text),
];
