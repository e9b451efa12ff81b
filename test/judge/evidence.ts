import type { Evidence, LinkEvidence, TargetEvidence, TokenEvidence } from "../../src/model/report.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { LINK_IDS, type LinkId, type Outcome } from "../../src/model/words.ts";

export const SCOPE = "https://storage.azure.com/.default";

/** Evidence in which nothing is configured; `special` says what differs. */
export function evidence(special: Partial<Evidence> = {}): Evidence {
  return {
    schemaVersion: 1,
    tool: {
      name: "credprobe",
      version: "0.0.0",
      sdk: { identity: "4.13.1", msal: "5.6.0", logger: "1.3.0" },
      node: "v20.20.2",
      platform: "linux x64",
    },
    startedAt: "2026-11-01T08:00:00.000Z",
    finishedAt: "2026-11-01T08:00:02.000Z",
    complete: true,
    invocation: {
      targets: [],
      options: NO_OPTIONS,
      cut: [],
    },
    host: {
      kind: "azure-vm",
      evidence: [],
      console: { kind: "local", isTTY: false },
      process: {},
      proxy: {},
      clock: {},
    },
    environment: [],
    links: links({}),
    targets: [],
    ...special,
  };
}

/** All links, not configured unless `outcomes` says otherwise; those that succeed have a token with `oid` of the link's name. */
export function links(
  outcomes: Partial<Record<LinkId, Outcome>>,
  special: Partial<Record<LinkId, Partial<LinkEvidence>>> = {},
): LinkEvidence[] {
  return LINK_IDS.map((id) => {
    const outcome = outcomes[id] ?? "not-configured";
    return {
      id,
      title: id,
      outcome,
      reason: outcome,
      inputs: [],
      durationMs: 1,
      exchanges: [],
      tokens: outcome === "succeeded" ? [token({ oid: id })] : [],
      ...special[id],
    };
  });
}

export function token(claims: TokenEvidence["claims"]): TokenEvidence {
  return { scope: SCOPE, outcome: "succeeded", claims };
}

export function variable(name: string, value: string): Evidence["environment"][number] {
  return { name, state: "set", secret: false, value, shape: [], from: "process", usedBy: [] };
}

/** A blob target that one link asked, with the answer it got. */
export function blobTarget(answer: {
  status: number;
  code?: string;
  body?: string;
  named?: boolean;
  link?: LinkId;
}): TargetEvidence {
  const { status, code, body, named = true, link = "managed-identity-system" } = answer;
  return {
    url: "https://acct.blob.core.windows.net/c",
    service: "blob",
    resource: "acct",
    cloud: "public",
    scope: SCOPE,
    stages: [],
    access: [
      {
        link,
        level: "read",
        action: "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
        testedScope: { kind: "container", name: "c", named },
        exchange: {
          method: "GET",
          url: "https://acct.blob.core.windows.net/c/azcredprobe-0",
          startedAt: "2026-11-01T08:00:01.000Z",
          status,
          durationMs: 5,
          requestHeaders: {},
          responseHeaders: {},
          ...(body === undefined ? {} : { errorBody: body }),
        },
        status,
        ...(code === undefined ? {} : { errorCode: code }),
        roles: [],
      },
    ],
  };
}
