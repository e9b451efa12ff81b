/** An error answer of the metadata service's token endpoint. */
export interface MetadataError {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

/**
 * The error bodies of the VM's metadata service (chain.md section 3.3; Microsoft's "How to use managed identities
 * on an Azure VM to acquire an access token", section on error handling).
 */
export const METADATA_ERRORS = {
  headerMissing: {
    status: 400,
    error: "bad_request_102",
    description: "Required metadata header not specified",
  },
  identityNotFound: { status: 400, error: "invalid_request", description: "Identity not found" },
  severalIdentities: {
    status: 400,
    error: "invalid_request",
    description:
      "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the " +
      "token request",
  },
  resourceMissing: {
    status: 400,
    error: "invalid_request",
    description: "Required query variable 'resource' is missing",
  },
  versionMissing: {
    status: 400,
    error: "invalid_request",
    description: "Required query variable 'api-version' is missing",
  },
  versionUnknown: {
    status: 400,
    error: "invalid_request",
    description: "The given value of query variable 'api-version' is not supported",
  },
  // A guard against requests that somebody was talked into forwarding.
  forwarded: {
    status: 400,
    error: "invalid_request",
    description: "Request contains 'X-Forwarded-For' header",
  },
  unknownSource: {
    status: 401,
    error: "unknown_source",
    description: "Unknown Source /metadata/identity/oauth2",
  },
  methodNotAllowed: { status: 405, error: "method_not_allowed", description: "Method not allowed" },
} as const satisfies Record<string, MetadataError>;

/** Answers of a service in trouble. Their statuses are documented, their exact texts are not. */
const TROUBLE: Readonly<Record<number, Omit<MetadataError, "status">>> = {
  401: { error: "unauthorized_client", description: "The managed identity is not configured correctly" },
  404: { error: "not_found", description: "IMDS endpoint is updating" },
  410: { error: "gone", description: "IMDS is going through updates" },
  429: { error: "too_many_requests", description: "IMDS throttle limit reached" },
  500: {
    error: "unknown",
    description: "Failed to retrieve token from the Active directory. For details see logs in <file path>",
  },
};

/** The error that goes with a status out of a scenario's sequence. */
export function troubleOf(status: number): MetadataError {
  return { status, ...(TROUBLE[status] ?? { error: "unknown", description: "Service is in trouble" }) };
}
