import { allowStorageNetwork, assignRole } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { HostForm, ServiceDefinition, VerdictRow } from "../service-definition.ts";

/** What the endpoints of a storage account have in common (dataplane.md sections 4 to 8). */

/**
 * 2019-12-12 or newer makes the server challenge an anonymous call; older emulators refuse versions newer than they
 * know (dataplane.md sections 4 and 21).
 */
export const API_VERSION = { "x-ms-version": "2021-12-02" } as const;

/** Names of an account's other endpoints end in what they are for (dataplane.md section 2). */
const ENDPOINT = "([a-z0-9]{3,24})(?:-(?:secondary|internetrouting|microsoftrouting))?";
const ACCOUNT = new RegExp(`^${ENDPOINT}$`);
/** Accounts with DNS zone endpoints: zones 01 to 50 (dataplane.md section 2). */
const ZONED_ACCOUNT = new RegExp(String.raw`^${ENDPOINT}\.z(?:0[1-9]|[1-4][0-9]|50)$`);

type Endpoint = "blob" | "queue" | "table" | "file" | "dfs";
export const STORAGE = "Microsoft.Storage/storageAccounts";

function hostsOf(endpoint: Endpoint): ServiceDefinition["hosts"] {
  const suffix = `${endpoint}.storage.azure.net`;
  const zoned: HostForm = { suffix, label: ZONED_ACCOUNT, shown: "<name>.z<zone>" };
  return {
    public: [...below(ACCOUNT, `${endpoint}.core.windows.net`), zoned],
    usgov: below(ACCOUNT, `${endpoint}.core.usgovcloudapi.net`),
    china: below(ACCOUNT, `${endpoint}.core.chinacloudapi.cn`),
  };
}

/** What is said of a token that is not taken; the text is the same in all services (dataplane.md section 4). */
function tokenRefusals(status: number, code: string): VerdictRow[] {
  const row = { status, code } as const;
  return [
    { ...row, body: /Audience validation failed/, verdict: "wrong-audience", confidence: "observed" },
    { ...row, body: /Issuer validation failed/, verdict: "wrong-tenant", confidence: "inferred" },
    { ...row, body: /Lifetime validation failed/, verdict: "token-expired", confidence: "inferred" },
  ];
}

/** The answer to a caller without the role. A random part stands for the whole account: a role on a named one would not show. */
export function roleMissing(confidence: VerdictRow["confidence"] = "observed"): VerdictRow[] {
  const row = { status: 403, code: "AuthorizationPermissionMismatch" } as const;
  return [
    { ...row, named: true, verdict: "denied-rbac", confidence },
    { ...row, named: false, verdict: "inconclusive", confidence },
  ];
}

/** Refusals for other reasons; they mean the same for every probe of every storage endpoint. */
export const OTHER_REFUSALS: readonly VerdictRow[] = [
  { status: 403, code: "AuthorizationFailure", verdict: "denied-network", confidence: "observed" },
  ...tokenRefusals(401, "InvalidAuthenticationInfo"),
  { status: 401, code: "InvalidAuthenticationInfo", verdict: "token-rejected", confidence: "documented" },
  // Azure Files in recordings, and all of them in older ones (failures.md section d). Without a detail the request is at fault.
  ...tokenRefusals(403, "AuthenticationFailed"),
  { status: 503, code: "ServerBusy", verdict: "throttled", confidence: "documented" },
  { status: 500, code: "OperationTimedOut", verdict: "throttled", confidence: "documented" },
];

export const STORAGE_REFUSALS: readonly VerdictRow[] = [...roleMissing(), ...OTHER_REFUSALS];

/**
 * Answers about something that does not exist in a part that may not exist either. `confidence` is how well it is known
 * that the role is looked at first; in what order an absent part and its role are looked at is documented nowhere.
 */
export function absentIn(
  part: string,
  item: string,
  confidence: VerdictRow["confidence"] = "inferred",
): VerdictRow[] {
  return [{ status: 404, code: item, verdict: "allowed", confidence }, ...absentPart(part)];
}

export function absentPart(code: string): VerdictRow[] {
  return [
    { status: 404, code, named: false, verdict: "allowed", confidence: "inferred" },
    { status: 404, code, named: true, verdict: "not-found", confidence: "documented" },
  ];
}

/** The first part of a path is what roles can be given on; `random` stands for one that was not named. */
export function firstPart(kind: string, armFolder: string): ServiceDefinition["part"]["parse"] {
  return (path, random) => {
    const name = path.split("/").find((part) => part !== "");
    return name === undefined
      ? { kind: "account", name: random, named: false }
      : { kind, name, armSuffix: `${armFolder}/${name}`, named: true };
  };
}

type Common =
  "hosts" | "audience" | "sendsToken" | "armType" | "challengeTenant" | "requestId" | "grant" | "openNetwork";

/** One endpoint of a storage account. */
export function storageService(
  endpoint: Endpoint,
  special: Omit<ServiceDefinition, Common | "errorCode"> & Partial<Pick<ServiceDefinition, "errorCode">>,
): ServiceDefinition {
  return {
    errorCode: [{ header: "x-ms-error-code" }],
    ...special,
    hosts: hostsOf(endpoint),
    // The same in all clouds, in every SDK (dataplane.md section 2).
    audience: {
      public: "https://storage.azure.com",
      usgov: "https://storage.azure.com",
      china: "https://storage.azure.com",
    },
    sendsToken: "https",
    armType: STORAGE,
    challengeTenant: /authorization_uri="?https:\/\/[^/\s"]+\/([0-9a-f-]{36})\//i,
    requestId: ["x-ms-request-id"],
    grant: assignRole,
    openNetwork: allowStorageNetwork,
  };
}
