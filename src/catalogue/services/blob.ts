import type { ProbeDefinition, ServiceDefinition, VerdictRow } from "../service-definition.ts";

/**
 * 2019-12-12 or newer makes the server challenge an anonymous call; older emulators refuse versions newer than they
 * know (dataplane.md sections 4 and 21).
 */
const API_VERSION = { "x-ms-version": "2021-12-02" } as const;

const DATA_READER = { name: "Storage Blob Data Reader", id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" } as const;
const DATA_CONTRIBUTOR = {
  name: "Storage Blob Data Contributor",
  id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
} as const;
const DATA_OWNER = { name: "Storage Blob Data Owner", id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b" } as const;

/** Answers that mean the same for every probe (dataplane.md section 4). */
const REFUSALS: readonly VerdictRow[] = [
  {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    named: true,
    verdict: "denied-rbac",
    confidence: "observed",
  },
  // A random container stands for the whole account: a role on a named container would not show here.
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

/** GET of a blob that does not exist: the role is evaluated before the blob is looked up (.NET SDK issue 53993). */
const read: ProbeDefinition = {
  level: "read",
  action: "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
  roles: [DATA_READER, DATA_CONTRIBUTOR, DATA_OWNER],
  request: (scope, random) => ({ method: "GET", path: `/${scope.name}/${random}`, headers: API_VERSION }),
  verdicts: [
    { status: 404, code: "BlobNotFound", verdict: "allowed", confidence: "observed" },
    // The order of look-up and role on an absent container is not documented.
    { status: 404, code: "ContainerNotFound", named: false, verdict: "allowed", confidence: "inferred" },
    { status: 404, code: "ContainerNotFound", named: true, verdict: "not-found", confidence: "documented" },
    ...REFUSALS,
  ],
};

export const blob: ServiceDefinition = {
  name: "blob",
  title: "Blob storage",
  hosts: {
    public: ["blob.core.windows.net"],
    usgov: ["blob.core.usgovcloudapi.net"],
    china: ["blob.core.chinacloudapi.cn"],
  },
  label: /^([a-z0-9]{3,24})(?:-secondary)?$/,
  audience: {
    public: "https://storage.azure.com",
    usgov: "https://storage.azure.com",
    china: "https://storage.azure.com",
  },
  armType: "Microsoft.Storage/storageAccounts",
  challenge: { method: "GET", path: "/?comp=list&maxresults=1", headers: API_VERSION },
  challengeTenant: /authorization_uri="?https:\/\/[^/\s"]+\/([0-9a-f-]{36})\//i,
  testedScope(path, random) {
    const container = path.split("/").find((part) => part !== "");
    return container === undefined
      ? { kind: "account", name: random, named: false }
      : {
          kind: "container",
          name: container,
          armSuffix: `/blobServices/default/containers/${container}`,
          named: true,
        };
  },
  errorCodeHeader: "x-ms-error-code",
  requestIdHeader: "x-ms-request-id",
  probes: [read],
};
