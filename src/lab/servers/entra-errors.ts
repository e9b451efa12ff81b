import { randomUUID } from "node:crypto";

/** An error as Entra tells it. */
export interface EntraError {
  readonly code: number;
  /** The OAuth error word. */
  readonly error: string;
  readonly status: number;
  readonly text: string;
}

type Describe = (...parts: readonly string[]) => EntraError;

const CERTIFICATE_PAGE = "https://learn.microsoft.com/entra/identity-platform/certificate-credentials";
const FEDERATION_PAGE = "https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

/** A part of a federated token that no federated credential has; each has a code of its own. */
function noFederation(code: number, what: string, value: string): EntraError {
  return {
    code,
    error: "invalid_client",
    status: 401,
    text:
      `No matching federated identity record found for presented assertion ${what} '${value}'. Check your federated ` +
      `identity credential Subject, Audience and Issuer against the presented assertion. ${FEDERATION_PAGE}`,
  };
}

/** A certificate that the application does not take, with the reason that Entra gives. */
function badKey(state: string, reason: string, id: string): EntraError {
  return {
    code: 700027,
    error: "invalid_client",
    status: 401,
    text:
      `The certificate with identifier used to sign the client assertion is ${state} on application. ` +
      `[Reason - ${reason}, Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured ` +
      `keys for app Id '${id}'.]`,
  };
}

/**
 * The errors that the lab's authority can give, worded as the real one words them (failures.md section a; for
 * assertions microsoft-authentication-library-for-js issue 8339, Azure/login issues 482 and 372,
 * azure-workload-identity issue 1200).
 */
export const ENTRA_ERRORS = {
  unknownTenant: (tenant = "") => ({
    code: 90002,
    error: "invalid_request",
    status: 400,
    text:
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the ` +
      "correct cloud. Check with your subscription administrator, this may happen if there are no active " +
      "subscriptions for the tenant.",
  }),
  unknownApplication: (id = "", directory = "") => ({
    code: 700016,
    error: "unauthorized_client",
    status: 400,
    text:
      `Application with identifier '${id}' was not found in the directory '${directory}'. This can happen if the ` +
      "application has not been installed by the administrator of the tenant or consented to by any user in the " +
      "tenant. You may have sent your authentication request to the wrong tenant.",
  }),
  wrongSecret: (id = "") => ({
    code: 7000215,
    error: "invalid_client",
    status: 401,
    text:
      "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, " +
      `not the client secret ID, for a secret added to app '${id}'.`,
  }),
  expiredSecret: (id = "") => ({
    code: 7000222,
    error: "invalid_client",
    status: 401,
    text:
      `The provided client secret keys for app '${id}' are expired. Visit the Azure portal to create new keys for ` +
      "your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: " +
      "https://aka.ms/certCreds.",
  }),
  missingSecret: () => ({
    code: 7000218,
    error: "invalid_client",
    status: 401,
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  }),
  unregisteredCertificate: (thumbprint = "", id = "") =>
    badKey("not registered", `The key was not found., Thumbprint of key used by client: '${thumbprint}'`, id),
  expiredCertificate: (thumbprint = "", id = "") =>
    badKey("expired", `The key used is expired., Thumbprint of key used by client: '${thumbprint}'`, id),
  badSignature: () => ({
    code: 700027,
    error: "invalid_client",
    status: 401,
    text: "Client assertion failed signature validation.",
  }),
  malformedAssertion: () => ({
    code: 50027,
    error: "invalid_request",
    status: 400,
    text: "JWT token is invalid or malformed.",
  }),
  assertionTime: (now = "", from = "", until = "") => ({
    code: 700024,
    error: "invalid_client",
    status: 401,
    text:
      `Client assertion is not within its valid time range. Current time: ${now}, assertion valid from ${from}, ` +
      `expiry time of assertion ${until}. Review the documentation at ${CERTIFICATE_PAGE} .`,
  }),
  assertionSubject: (id = "") => ({
    code: 700021,
    error: "invalid_client",
    status: 401,
    text: `Client assertion application identifier doesn't match 'client_id' parameter '${id}'.`,
  }),
  assertionAudience: () => ({
    code: 700023,
    error: "invalid_client",
    status: 401,
    text: `Client assertion audience claim does not match Realm issuer. Review the documentation at ${CERTIFICATE_PAGE} .`,
  }),
  noFederatedCredential: (id = "") => ({
    code: 70025,
    error: "invalid_client",
    status: 401,
    text: `The client '${id}' has no configured federated identity credentials.`,
  }),
  federatedIssuer: (issuer = "") => noFederation(700211, "issuer", issuer),
  federatedAudience: (audience = "") => noFederation(700212, "audience", audience),
  federatedSubject: (subject = "") => noFederation(700213, "subject", subject),
  secondFactor: (resource = "") => ({
    code: 50076,
    error: "invalid_grant",
    status: 400,
    text:
      "Due to a configuration change made by your administrator, or because you moved to a new location, you must " +
      `use multi-factor authentication to access '${resource}'.`,
  }),
  wrongPassword: () => ({
    code: 50126,
    error: "invalid_grant",
    status: 400,
    text: "Error validating credentials due to invalid username or password.",
  }),
  missingParameter: (name = "") => ({
    code: 900144,
    error: "invalid_request",
    status: 400,
    text: `The request body must contain the following parameter: '${name}'.`,
  }),
  unsupportedGrant: (grant = "") => ({
    code: 70003,
    error: "unsupported_grant_type",
    status: 400,
    text: `The app requested an unsupported grant type '${grant}'.`,
  }),
  wrongScope: (scope = "") => ({
    code: 1002012,
    error: "invalid_scope",
    status: 400,
    text:
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with ` +
      "/.default suffixed to the resource identifier (application ID URI).",
  }),
  unknownResource: (resource = "", directory = "") => ({
    code: 500011,
    error: "invalid_resource",
    status: 400,
    text:
      `The resource principal named ${resource} was not found in the tenant named ${directory}. This can happen ` +
      "if the application has not been installed by the administrator of the tenant or consented to by any user " +
      "in the tenant. You might have sent your authentication request to the wrong tenant.",
  }),
} as const satisfies Record<string, Describe>;

/** The ids that Entra gives one answer, with its time. */
export interface EntraTrace {
  readonly traceId: string;
  readonly correlationId: string;
  readonly timestamp: string;
}

export function traceOf(now: number, correlationId: string = randomUUID()): EntraTrace {
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
  return { traceId: randomUUID(), correlationId, timestamp };
}

/** The sentence with everything that support asks for; the metadata service passes it on as it is. */
export function describeEntraError({ code, text }: EntraError, trace: EntraTrace): string {
  return (
    `AADSTS${code}: ${text} Trace ID: ${trace.traceId} Correlation ID: ${trace.correlationId} ` +
    `Timestamp: ${trace.timestamp}`
  );
}

/** The JSON body of an error. */
export function entraErrorBody(error: EntraError, trace: EntraTrace): string {
  return JSON.stringify({
    error: error.error,
    error_description: describeEntraError(error, trace),
    error_codes: [error.code],
    timestamp: trace.timestamp,
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
  });
}
