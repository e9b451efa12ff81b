import { allowStorageNetwork, assignRole } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { HostForm, ServiceDefinition, VerdictRow } from "../service-definition.ts";

/** What the endpoints of a storage account have in common (dataplane.md sections 4 to 8). */

/**
 * 2019-12-12 or newer makes the server challenge an anonymous call; older emulators refuse versions newer than they
 * know (dataplane.md sections 4 and 21).
 */
export const API_VERSION = { "x-ms-version": "2021-12-02" } as const;

const ACCOUNT = /^([a-z0-9]{3,24})(?:-secondary)?$/;
/** Accounts with DNS zone endpoints (dataplane.md section 2). */
const ZONED_ACCOUNT = /^([a-z0-9]{3,24})(?:-secondary)?\.z[0-5][0-9]$/;

type Endpoint = "blob" | "queue" | "table" | "file" | "dfs";

function hostsOf(endpoint: Endpoint): ServiceDefinition["hosts"] {
  const zoned: HostForm = { suffix: `${endpoint}.storage.azure.net`, label: ZONED_ACCOUNT };
  return {
    public: [...below(ACCOUNT, `${endpoint}.core.windows.net`), zoned],
    usgov: below(ACCOUNT, `${endpoint}.core.usgovcloudapi.net`),
    china: below(ACCOUNT, `${endpoint}.core.chinacloudapi.cn`),
  };
}

/** Answers that mean the same for every probe of every storage endpoint. */
export const STORAGE_REFUSALS: readonly VerdictRow[] = [
  {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    named: true,
    verdict: "denied-rbac",
    confidence: "observed",
  },
  // A random part stands for the whole account: a role on a named one would not show here.
  {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    named: false,
    verdict: "inconclusive",
    confidence: "observed",
  },
  { status: 403, code: "AuthorizationFailure", verdict: "denied-network", confidence: "observed" },
  {
    status: 401,
    code: "InvalidAuthenticationInfo",
    body: /Audience validation failed/,
    verdict: "wrong-audience",
    confidence: "observed",
  },
  {
    status: 401,
    code: "InvalidAuthenticationInfo",
    body: /Issuer validation failed/,
    verdict: "wrong-tenant",
    confidence: "inferred",
  },
  {
    status: 401,
    code: "InvalidAuthenticationInfo",
    body: /Lifetime validation failed/,
    verdict: "token-expired",
    confidence: "inferred",
  },
  { status: 401, code: "InvalidAuthenticationInfo", verdict: "token-rejected", confidence: "documented" },
  { status: 503, code: "ServerBusy", verdict: "throttled", confidence: "documented" },
  { status: 500, code: "OperationTimedOut", verdict: "throttled", confidence: "documented" },
];

type Common =
  | "hosts"
  | "audience"
  | "sendsToken"
  | "armType"
  | "challengeTenant"
  | "errorCode"
  | "requestId"
  | "grant"
  | "openNetwork";

/** One endpoint of a storage account. */
export function storageService(
  endpoint: Endpoint,
  special: Omit<ServiceDefinition, Common>,
): ServiceDefinition {
  return {
    ...special,
    hosts: hostsOf(endpoint),
    // The same in all clouds, in every SDK (dataplane.md section 2).
    audience: {
      public: "https://storage.azure.com",
      usgov: "https://storage.azure.com",
      china: "https://storage.azure.com",
    },
    sendsToken: "https",
    armType: "Microsoft.Storage/storageAccounts",
    challengeTenant: /authorization_uri="?https:\/\/[^/\s"]+\/([0-9a-f-]{36})\//i,
    errorCode: [{ header: "x-ms-error-code" }],
    requestId: ["x-ms-request-id"],
    grant: assignRole,
    openNetwork: allowStorageNetwork,
  };
}
