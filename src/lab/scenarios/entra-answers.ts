import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

/** An answer of Entra to an app with a secret, and what the report must say of it. */
interface AnswerCase {
  readonly code: number;
  readonly error: string;
  readonly status: number;
  /** Entra's words, behind the number. */
  readonly text: string;
  readonly title: string;
  readonly finding: string;
  /** Of the scenario; default: the finding's. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Titles and words: Microsoft Entra error reference; shapes: failures.md section 0.3. */
const CASES: readonly AnswerCase[] = [
  {
    ...{ code: 7000218, error: "invalid_client", status: 401 },
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    title: "Entra got no secret",
    finding: "secret-not-sent",
  },
  {
    ...{ code: 7000229, error: "unauthorized_client", status: 400 },
    text: `The client application '${APP.clientId}' is missing service principal in the tenant '${TENANT_ID}'.`,
    title: "The app has no service principal in the tenant",
    finding: "app-without-principal",
  },
  {
    ...{ code: 7000112, error: "unauthorized_client", status: 401 },
    text: `Application '${APP.clientId}'(contoso-web) is disabled.`,
    title: "The enterprise application is switched off",
    finding: "app-disabled",
  },
  {
    ...{ code: 700025, error: "invalid_client", status: 401 },
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    title: "The app is registered as a public client",
    finding: "app-registered-otherwise",
  },
  {
    ...{ code: 90112, error: "invalid_request", status: 400 },
    text: "Application identifier is expected to be a GUID.",
    title: "The client id is a name",
    // What the machine itself can see comes first.
    ...{ name: "client-id-is-name", finding: "variable-damaged" },
    env: { AZURE_CLIENT_ID: "contoso-web" },
  },
  {
    ...{ code: 50059, error: "invalid_request", status: 400 },
    text: "No tenant-identifying information found in either the request or implied by any provided credentials.",
    title: "The request names no tenant",
    finding: "tenant-not-named",
  },
  {
    ...{ code: 900382, error: "invalid_client", status: 400 },
    text: "Confidential Client is not supported in Cross Cloud request.",
    title: "A tenant of the US Government cloud at the public login host",
    finding: "tenant-in-other-cloud",
  },
  {
    ...{ code: 500021, error: "access_denied", status: 400 },
    text: "Access to 'Contoso' tenant is denied.",
    title: "The company's proxy lets only its own tenants in",
    finding: "tenant-restricted",
  },
  {
    ...{ code: 90051, error: "invalid_instance", status: 400 },
    text: "Invalid Delegation Token. Invalid national Cloud ID (contoso) is specified.",
    title: "The login host is not one that Entra knows",
    finding: "authority-not-known",
  },
  {
    ...{ code: 100007, error: "invalid_request", status: 400 },
    text: "AAD Regional ONLY supports auth either for MSIs OR for requests from MSAL using SN+I for 1P apps or 3P apps in Microsoft infrastructure tenants.",
    title: "A regional login host for an ordinary app",
    finding: "regional-host-refused",
  },
  {
    ...{ code: 700030, error: "invalid_client", status: 401 },
    text: "Invalid certificate - subject name in certificate isn't authorized.",
    title: "The certificate's chain was not sent",
    finding: "assertion-refused",
  },
  {
    ...{ code: 9002313, error: "invalid_request", status: 400 },
    text: "Invalid request. Request is malformed or invalid.",
    title: "A secret with signs that were not encoded",
    finding: "request-malformed",
  },
  {
    ...{ code: 501051, error: "invalid_grant", status: 400 },
    text: `Application '${APP.clientId}'(contoso-web) is not assigned to a role for the application 'https://orders.contoso.example'.`,
    title: "The resource wants an assignment of every caller",
    finding: "permission-missing",
  },
  {
    ...{ code: 53003, error: "access_denied", status: 400 },
    text: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    title: "Conditional Access blocks the app's network",
    finding: "policy-blocks-login",
  },
  {
    ...{ code: 90033, error: "temporarily_unavailable", status: 503 },
    text: "A transient error has occurred. Please try again.",
    title: "Entra has a problem of its own",
    finding: "entra-has-a-problem",
  },
  {
    ...{ code: 9999999, error: "invalid_request", status: 400 },
    text: "An error of which nobody has heard yet.",
    title: "A number that is in no table",
    finding: "entra-refused",
  },
];

/** One scenario for each kind of answer: an app with a secret on a machine whose identity would be allowed. */
export const entraAnswers: readonly Scenario[] = CASES.map(
  ({ title, finding, name = finding, env = {}, code, error, status, text }) =>
    defineScenario({
      name: `entra-${name.replace(/^entra-/, "")}`,
      title,
      story: `Entra answers AADSTS${code} to the app's request for a token. The machine's own identity would be allowed.`,
      env: {
        ...LINUX_ENVIRONMENT,
        AZURE_TENANT_ID: TENANT_ID,
        AZURE_CLIENT_ID: APP.clientId,
        AZURE_CLIENT_SECRET: VALID_SECRET,
        ...env,
      },
      files: AZURE_VM_FILES,
      targets: [INVOICES_URL],
      identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
      applications: [APP],
      entraAnswers: { code, error, status, text },
      storage: [STORAGE],
      assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
      expect: {
        exitCode: 5,
        winner: { state: "none", link: null },
        outcomes: { environment: "failed", "managed-identity-system": "succeeded" },
        findings: [finding],
      },
    }),
);
