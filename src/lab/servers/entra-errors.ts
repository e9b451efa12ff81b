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

/**
 * The errors that the lab's authority can give, worded as the real one words them (failures.md sections a.1, a.4
 * and a.5).
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
