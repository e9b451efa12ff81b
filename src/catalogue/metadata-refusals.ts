import { ARC_REFUSALS } from "./arc-errors.ts";
import { METADATA_PATTERNS } from "./metadata-errors.ts";

/** An answer of an identity endpoint that is no token. */
export interface Refusal {
  readonly link: string;
  readonly source: string;
  readonly status: number;
  readonly code: string | undefined;
  readonly text: string;
}

interface RefusalRow {
  readonly finding:
    | "metadata-request-changed"
    | "audience-not-served"
    | "taken-for-cloud-shell"
    | "pod-identity-not-bound"
    | "identity-not-set-up"
    | "fabric-identity-not-mapped"
    | "arc-agent-replaced"
    | "arc-key-elsewhere"
    | "arc-key-refused"
    | "endpoint-secret-refused"
    | "metadata-refused-request";
  fits(refusal: Refusal): boolean;
}

/** What the SDK has its own finding for, or refuses after the agent's challenge because of what that names. */
const NO_CHALLENGE: readonly (string | undefined)[] = [
  "www_authenticate_header_missing",
  "www_authenticate_header_unsupported_format",
];

function isDenied({ status }: Refusal): boolean {
  return status === 401 || status === 403;
}

/** Who refused, and how (failures.md sections b.1 to b.5). First that fits; the last one always does. */
export const REFUSALS: readonly RefusalRow[] = [
  {
    finding: "metadata-request-changed",
    fits: ({ code, text, source }) =>
      (source === "Imds" && METADATA_PATTERNS.forwarded.test(text)) ||
      code === "bad_request_102" ||
      code === "SecretHeaderNotFound",
  },
  { finding: "audience-not-served", fits: ({ code }) => code === "AudienceNotSupported" },
  { finding: "taken-for-cloud-shell", fits: ({ status }) => status === 405 },
  {
    finding: "pod-identity-not-bound",
    fits: ({ text, source }) => source === "Imds" && METADATA_PATTERNS.podIdentity.test(text),
  },
  {
    finding: "fabric-identity-not-mapped",
    fits: ({ code, source }) => source === "ServiceFabric" && code === "ManagedIdentityNotFound",
  },
  { finding: "identity-not-set-up", fits: (refusal) => isDenied(refusal) && refusal.source === "Imds" },
  {
    finding: "arc-agent-replaced",
    fits: ({ code, source }) => source === "AzureArc" && NO_CHALLENGE.includes(code),
  },
  {
    finding: "arc-key-elsewhere",
    fits: ({ code, source }) =>
      source === "AzureArc" && code !== undefined && Object.hasOwn(ARC_REFUSALS, code),
  },
  { finding: "arc-key-refused", fits: (refusal) => isDenied(refusal) && refusal.source === "AzureArc" },
  { finding: "endpoint-secret-refused", fits: isDenied },
  { finding: "metadata-refused-request", fits: () => true },
];

/** Statuses are asked again before they count; these say what is wrong all the same. */
export function refusalOf(refusal: Refusal): RefusalRow["finding"] {
  return REFUSALS.find(({ fits }) => fits(refusal))?.finding ?? "metadata-refused-request";
}
