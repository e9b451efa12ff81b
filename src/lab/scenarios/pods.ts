import {
  AZURE_VM_FILES,
  COLLEAGUE,
  FEDERATED_IDENTITY,
  FEDERATED_TOKEN_FILE,
  INVOICES_URL,
  JOBS_IDENTITY,
  POD_ENVIRONMENT,
  SERVICE_ACCOUNT,
  STORAGE,
  TENANT_ID,
  WEB_IDENTITY,
  WORKLOAD_IDENTITY_ENVIRONMENT,
  readsAccount,
} from "../contoso.ts";
import { defineScenario, type LabFile, type Scenario } from "../scenario.ts";

type Special = Pick<Scenario, "name" | "title" | "story" | "expect"> &
  Partial<Pick<Scenario, "names" | "args" | "entraAnswers">>;

/** A pod of which everything is right but its token, or the way from it. */
function pod(special: Special, token: LabFile): Scenario {
  return defineScenario({
    env: { ...POD_ENVIRONMENT, ...WORKLOAD_IDENTITY_ENVIRONMENT },
    files: { ...AZURE_VM_FILES, [FEDERATED_TOKEN_FILE]: token },
    targets: [INVOICES_URL],
    identities: { userAssigned: [JOBS_IDENTITY], elsewhere: [FEDERATED_IDENTITY] },
    storage: [STORAGE],
    assignments: [readsAccount(WEB_IDENTITY.objectId)],
    ...special,
  });
}

/** Pods of a cluster, and what their federated tokens lack. */
export const podScenarios: readonly Scenario[] = [
  pod(
    {
      name: "workload-identity-token-empty",
      title: "Workload identity with an empty token file",
      story: "An init container was to copy the token, and left an empty file.",
      expect: {
        exitCode: 5,
        host: "aks",
        winner: { state: "none", link: null },
        outcomes: { "workload-identity": "not-configured" },
        findings: ["federated-token-unusable"],
      },
    },
    "",
  ),
  pod(
    {
      name: "workload-identity-other-audience",
      title: "Workload identity with a token for another audience",
      story:
        "The volume asks for a token of the audience that the cloud for the US government has; the credential trusts the public one's.",
      expect: {
        exitCode: 5,
        host: "aks",
        winner: { state: "none", link: null },
        outcomes: { "workload-identity": "failed" },
        findings: ["federation-missing"],
      },
    },
    {
      kind: "federated-token",
      ...SERVICE_ACCOUNT,
      audience: "api://AzureADTokenExchangeUSGov",
      validity: "valid",
    },
  ),
  pod(
    {
      name: "workload-identity-expired-offline",
      title: "Workload identity: the token has ended, and Entra is not reached",
      story:
        "A network policy keeps the pod from the login host, so nobody has refused the token yet; it is past its end all the same.",
      args: ["--timeout", "3"],
      names: { "login.microsoftonline.com": { error: "ENOTFOUND" } },
      expect: {
        exitCode: 5,
        host: "aks",
        winner: { state: "none", link: null },
        outcomes: { "workload-identity": "unavailable" },
        findings: ["login-name-unknown", "federated-token-expired"],
      },
    },
    { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "expired" },
  ),
  pod(
    {
      name: "workload-identity-older-token",
      title: "Workload identity: an older token than the file has",
      story:
        "The cluster renews the token in the file, and what reached Entra was outside its time all the same.",
      entraAnswers: {
        ...{ code: 700024, error: "invalid_client", status: 401 },
        text: "Client assertion is not within its valid time range.",
      },
      expect: {
        exitCode: 5,
        host: "aks",
        winner: { state: "none", link: null },
        outcomes: { "workload-identity": "failed" },
        findings: ["assertion-expired"],
      },
    },
    { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "valid" },
  ),
  pod(
    {
      name: "entra-federation-issuer-unreachable",
      title: "Entra cannot fetch the keys of the token's issuer",
      story:
        "The cluster's issuer is not published to the internet, or is gone: Entra cannot check the token's signature.",
      entraAnswers: {
        ...{ code: 90061, error: "invalid_request", status: 400 },
        text: "Request to External OIDC endpoint failed.",
      },
      expect: {
        exitCode: 5,
        host: "aks",
        winner: { state: "none", link: null },
        outcomes: { "workload-identity": "failed" },
        findings: ["federation-issuer-unreachable"],
      },
    },
    { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "valid" },
  ),
  pod(
    {
      name: "entra-federation-needs-app-token",
      title: "A person's token as the federated token",
      story:
        "Somebody wrote a token of their own, from az, into the file that the federated token is read from.",
      entraAnswers: {
        ...{ code: 700229, error: "invalid_client", status: 401 },
        text: "Only app-only tokens can be used as Federated Identity Credentials for AAD issuer.",
      },
      expect: {
        exitCode: 5,
        host: "aks",
        winner: { state: "none", link: null },
        outcomes: { "workload-identity": "failed" },
        findings: ["federation-needs-app-token"],
      },
    },
    {
      ...{ kind: "federated-token", ...SERVICE_ACCOUNT, validity: "valid" },
      ...{ issuer: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`, subject: COLLEAGUE.objectId },
    },
  ),
  defineScenario({
    name: "aks-metadata-blocked",
    title: "A pod whose network policy drops the metadata address",
    story: "The pod has no workload identity, and a network policy lets it reach the Internet only.",
    env: POD_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [INVOICES_URL],
    metadata: "silent",
    identities: { userAssigned: [JOBS_IDENTITY] },
    storage: [STORAGE],
    assignments: [readsAccount(JOBS_IDENTITY.objectId)],
    expect: {
      exitCode: 5,
      host: "aks",
      winner: { state: "none", link: null },
      outcomes: { "managed-identity-system": "unavailable" },
      findings: ["pods-kept-from-metadata"],
    },
  }),
];
