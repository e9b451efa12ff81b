import type { AfterRow } from "./sdk-model.ts";

const WHY =
  "the SDK for JavaScript refuses this AZURE_AUTHORITY_HOST at once; what this one makes of it was not observed";
const PROXY_WHY =
  "the SDK for JavaScript cannot use such a proxy variable; what this one makes of it was not observed";
const TENANT_WHY =
  "the SDK for JavaScript refuses this AZURE_TENANT_ID for an app; what this one makes of it was not observed";

const ASKING = ["environment", "workload-identity", "managed-identity"] as const;

/** For the other SDKs: what JavaScript alone is known to refuse, or to misread, before it asks anybody. */
export const REFUSED_BY_JAVASCRIPT: readonly AfterRow[] = [
  ...ASKING.flatMap((member): AfterRow[] => [
    { member, when: ["constructor-error", "proxy-unusable"], effect: "unknown", why: PROXY_WHY },
    { member, when: ["no-answer", "proxy-unusable"], effect: "unknown", why: PROXY_WHY },
  ]),
  ...(["environment", "workload-identity"] as const).map((member): AfterRow => ({
    member,
    when: ["nothing-sent", "no-token", "tenant-shared"],
    effect: "unknown",
    why: TENANT_WHY,
  })),
];

/** For SDKs that ask where JavaScript's constructor refuses: the login host without https, even for a managed identity. */
export const REFUSED_AUTHORITY: readonly AfterRow[] = [
  ...ASKING.map((member): AfterRow => ({
    member,
    when: ["constructor-error", "authority-not-https"],
    effect: "unknown",
    why: WHY,
  })),
  ...REFUSED_BY_JAVASCRIPT,
];

/** For SDKs that put the tenant behind whatever path the login host has (measured with Python 1.27 and Go 1.15). */
export const AUTHORITY_WITH_PATH: readonly AfterRow[] = (["environment", "workload-identity"] as const).map(
  (member): AfterRow => ({
    member,
    when: ["authority-with-path", "succeeded"],
    effect: "stopped",
    why: "AZURE_AUTHORITY_HOST has a path, behind which this SDK puts the tenant: the login host does not know that address",
  }),
);
