import type { MessageRow } from "./message-row.ts";
import { IDENTITY_ENDPOINT, METADATA } from "./network-messages.ts";

const status = (code: number, title: string) =>
  new RegExp(
    `(?:RESPONSE|status code:?|statusCode[=:]|HTTP/1\\.1|Status:) ?${code}\\b|${code} \\(?${title}`,
    "i",
  );

/** What the endpoints of managed identities answer, beside the identity that is missing (failures.md section b). */
export const endpointMessages: readonly MessageRow[] = [
  {
    pattern:
      /Required metadata header not specified|bad_request_102|Request contains 'X-Forwarded-For' header|SecretHeaderNotFound/,
    link: "managed-identity",
    causes: ["metadata-request-changed"],
    means: "The request did not arrive as the SDK sent it: something on the way added or took a header.",
  },
  {
    pattern: /AudienceNotSupported|is not a supported MSI token audience/,
    link: "managed-identity",
    causes: ["audience-not-served"],
    means: "The endpoint gives tokens for the audiences of its own list only, and this is none of them.",
  },
  {
    pattern: status(429, "Too Many Requests"),
    beside: IDENTITY_ENDPOINT,
    link: "managed-identity",
    causes: ["identity-endpoint-throttles"],
    means: "The identity endpoint is asked too often: too many processes, or tokens that nobody keeps.",
  },
  {
    pattern: status(410, "Gone"),
    beside: METADATA,
    link: "managed-identity",
    causes: ["metadata-updating"],
    means: "The metadata service is being updated, and is back within 70 seconds.",
  },
  {
    pattern: status(404, "Not Found"),
    beside: IDENTITY_ENDPOINT,
    apart: /no azure identity found/,
    link: "managed-identity",
    causes: ["identity-endpoint-not-found", "endpoint-unusual"],
    means: "Something answers at the identity endpoint's address, and knows no such path.",
  },
  {
    pattern: status(405, "Method Not Allowed"),
    beside: IDENTITY_ENDPOINT,
    link: "managed-identity",
    causes: ["taken-for-cloud-shell"],
    means: "The endpoint was asked as Cloud Shell's is: MSI_ENDPOINT is set, and its secret is not.",
  },
  {
    pattern: /Failed to retrieve token from the Active directory/i,
    link: "managed-identity",
    causes: ["identity-endpoint-broken"],
    means:
      "The metadata service has the identity and gets no token for it: it was deleted, the subscription moved, or Azure has a problem.",
  },
  {
    pattern: /ManagedIdentityNotFound/,
    link: "managed-identity",
    causes: ["fabric-identity-not-mapped"],
    means: "Service Fabric has no identity that is mapped to this service.",
  },
  {
    pattern: /www_authenticate_header_(?:missing|unsupported_format)/,
    link: "managed-identity",
    causes: ["arc-agent-replaced"],
    means: "What answers in place of the Azure Arc agent names no key file as the agent does.",
  },
  {
    pattern: /\b(?:invalid_file_extension|invalid_file_path|invalid_secret)\b/,
    link: "managed-identity",
    causes: ["arc-key-elsewhere"],
    means: "The Azure Arc agent names a key file that the SDK does not read, by its rules.",
  },
  {
    pattern: /user_assigned_managed_identity_not_confirmed/,
    link: "managed-identity",
    causes: ["arc-id-not-confirmed"],
    means: "The Azure Arc agent gave a token that does not name the identity which was asked for.",
  },
];
