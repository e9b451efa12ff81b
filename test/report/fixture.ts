import { NO_OPTIONS } from "../support/options.ts";
import * as z from "zod/mini";
import { reportSchema, type Access, type Chain, type Link, type Report } from "../../src/model/report.ts";
import type { LinkId } from "../../src/model/words.ts";

export const TENANT = "11111111-1111-4111-8111-111111111111";
export const APP_CLIENT_ID = "22222222-2222-4222-8222-222222222222";
export const APP_OBJECT_ID = "33333333-3333-4333-8333-333333333333";
export const VM_CLIENT_ID = "44444444-4444-4444-8444-444444444444";
export const VM_OBJECT_ID = "55555555-5555-4555-8555-555555555555";
export const CORRELATION_ID = "66666666-6666-4666-8666-666666666666";
export const SUBSCRIPTION = "77777777-7777-4777-8777-777777777777";
export const VM_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-orders/providers/Microsoft.Compute/virtualMachines/vm-orders`;
export const TARGET_URL = "https://contosodata.blob.core.windows.net/invoices";
const STORAGE_ID =
  "/subscriptions/<subscription-id>/resourceGroups/<resource-group>/providers/Microsoft.Storage/storageAccounts/contosodata";

const STARTED = "2026-11-23T09:00:00.000Z";

/** A link that was not configured, unless said otherwise. */
export function buildLink(id: LinkId, changes: Partial<Link> = {}): Link {
  return {
    id,
    title: id,
    outcome: "not-configured",
    reason: "nothing configures it",
    inputs: [],
    durationMs: 0,
    exchanges: [],
    tokens: [],
    ...changes,
  };
}

function tokenOf(ids: { clientId: string; objectId: string; resourceId?: string }): Link["tokens"][number] {
  const { clientId, objectId, resourceId } = ids;
  return {
    scope: "https://storage.azure.com/.default",
    outcome: "succeeded",
    audience: "https://storage.azure.com",
    issuer: `https://sts.windows.net/${TENANT}/`,
    tenantId: TENANT,
    issuedAt: "2026-11-23T08:55:00.000Z",
    expiresAt: "2026-11-24T08:55:00.000Z",
    version: "1.0",
    claims: {
      aud: "https://storage.azure.com",
      tid: TENANT,
      oid: objectId,
      appid: clientId,
      appidacr: resourceId === undefined ? "1" : "2",
      idtyp: "app",
      ver: "1.0",
      iat: 1795424100,
    },
    identity: {
      kind: resourceId === undefined ? "service-principal" : "system-assigned",
      clientId,
      objectId,
      ...(resourceId === undefined ? {} : { resourceId }),
      why:
        resourceId === undefined
          ? "appidacr is 1 and there is no xms_mirid"
          : "xms_mirid is a virtual machine",
    },
  };
}

function links(): Link[] {
  return [
    buildLink("environment", {
      outcome: "succeeded",
      reason: "Entra gave a token for the client id in AZURE_CLIENT_ID",
      durationMs: 312,
      inputs: [{ name: "AZURE_CLIENT_SECRET", from: "environment", state: "set" }],
      tokens: [tokenOf({ clientId: APP_CLIENT_ID, objectId: APP_OBJECT_ID })],
    }),
    buildLink("workload-identity", { reason: "AZURE_FEDERATED_TOKEN_FILE is not set" }),
    buildLink("managed-identity-option", { reason: "no --managed-identity-client-id was given" }),
    buildLink("managed-identity-env", {
      outcome: "failed",
      reason: "400 invalid_request: Identity not found",
      durationMs: 41,
      exchanges: [
        {
          method: "GET",
          url: "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01",
          startedAt: STARTED,
          status: 400,
          durationMs: 38,
          requestHeaders: { metadata: "true" },
          responseHeaders: { server: "IMDS/150.870.65.1854", "content-type": "application/json" },
          errorBody: '{"error":"invalid_request","error_description":"Identity not found"}',
        },
      ],
      error: {
        name: "CredentialUnavailableError",
        status: 400,
        entra: [{ code: 700016, correlationId: CORRELATION_ID, timestamp: "2026-11-23 09:00:01Z" }],
        text: "ManagedIdentityCredential: Authentication failed. Message invalid_request",
      },
    }),
    buildLink("managed-identity-system", {
      outcome: "succeeded",
      reason: "the metadata service gave a token",
      durationMs: 38,
      tokens: [tokenOf({ clientId: VM_CLIENT_ID, objectId: VM_OBJECT_ID, resourceId: VM_ID })],
    }),
    buildLink("visual-studio-code", { reason: "needs a plugin package" }),
    buildLink("azure-cli", { outcome: "skipped", reason: "hosted machine, and a link already won" }),
    buildLink("azure-powershell", { outcome: "skipped", reason: "hosted machine, and a link already won" }),
    buildLink("azure-developer-cli", {
      outcome: "skipped",
      reason: "hosted machine, and a link already won",
    }),
    buildLink("broker", { reason: "needs a plugin package" }),
  ];
}

/** A probe of the fixture's container; refused for its role unless said otherwise. */
export function buildAccess(link: LinkId, changes: Partial<Access> = {}): Access {
  return {
    link,
    level: "read",
    action: "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
    testedScope: {
      kind: "container",
      name: "invoices",
      armSuffix: "/blobServices/default/containers/invoices",
      named: true,
    },
    status: 403,
    errorCode: "AuthorizationPermissionMismatch",
    requestId: "88888888-8888-4888-8888-888888888888",
    roles: [{ name: "Storage Blob Data Reader", id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" }],
    verdict: "denied-rbac",
    confidence: "documented",
    ...changes,
  };
}

function chain(sdk: Chain["sdk"], version: string): Chain {
  return {
    sdk,
    credential: "DefaultAzureCredential",
    version,
    state: "won",
    winner: "environment",
    steps: [
      {
        link: "environment",
        effect: "won",
        basis: "observed",
        why: "first link of the chain that gives a token",
      },
      {
        link: "workload-identity",
        effect: "not-reached",
        basis: "modelled",
        why: "environment wins before it",
      },
      {
        link: "managed-identity-system",
        effect: "not-reached",
        basis: "modelled",
        why: "environment wins before it",
      },
    ],
    shadowed: ["managed-identity-system"],
  };
}

function bareChain(): Chain {
  return {
    sdk: "javascript",
    credential: "ManagedIdentityCredential",
    version: "4.13.1",
    state: "won",
    winner: "managed-identity-system",
    steps: [{ link: "managed-identity-system", effect: "won", basis: "observed", why: "asks without an id" }],
    shadowed: [],
  };
}

function judgement(): Pick<Report, "chains" | "winner" | "findings" | "verdict"> {
  return {
    chains: [chain("python", "1.25.0"), chain("javascript", "4.13.1"), bareChain()],
    winner: { state: "won", link: "environment" },
    findings: [
      {
        slug: "environment-shadows-managed-identity",
        level: "error",
        title: "Leftover variables win over the managed identity",
        cause: `The app gets the service principal of the app ${APP_CLIENT_ID}, because its variables are set and come first in the chain.`,
        evidence: ["/links/0"],
        fixes: [
          {
            what: "If the managed identity is meant: remove the variables.",
            commands: ["unset AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_CLIENT_SECRET"],
          },
          {
            what: "Give this identity the role Storage Blob Data Reader:",
            commands: [
              `az role assignment create --assignee-object-id ${APP_OBJECT_ID} --assignee-principal-type ServicePrincipal --role 'Storage Blob Data Reader' --scope '${STORAGE_ID}'`,
            ],
          },
        ],
        help: "findings/environment-shadows-managed-identity.md",
      },
      {
        slug: "clock-skew",
        level: "info",
        title: "The clock is off",
        cause: "This machine's clock is 3 s behind.",
        evidence: ["/host/clock"],
        fixes: [],
        help: "findings/clock-skew.md",
      },
    ],
    verdict: {
      exitCode: 3,
      headline: `The app gets the service principal of the app ${APP_CLIENT_ID} (environment); read contosodata/invoices: denied-rbac.`,
      detail: "Leftover variables win over the managed identity.",
    },
  };
}

function surroundings(): Pick<Report, "host" | "environment" | "invocation" | "tool"> {
  return {
    tool: {
      name: "credprobe",
      version: "0.1.0",
      sdk: { identity: "4.13.1", msal: "3.8.4", logger: "1.3.0" },
      node: "20.20.2",
      platform: "linux x64",
    },
    invocation: {
      targets: [TARGET_URL],
      options: NO_OPTIONS,
      cut: [],
    },
    host: {
      kind: "azure-vm",
      evidence: [{ what: "/sys/class/dmi/id/chassis_asset_tag", value: "7783-7084-3265-9085-8269-3286-77" }],
      region: "westeurope",
      resourceId: VM_ID,
      console: { kind: "ssh", isTTY: true },
      process: { uid: 1000, gid: 1000, groups: [1000] },
      proxy: {},
      clock: { skewSeconds: -3, source: "contosodata.blob.core.windows.net" },
    },
    environment: [
      {
        name: "AZURE_CLIENT_ID",
        state: "set",
        secret: false,
        value: APP_CLIENT_ID,
        shape: ["guid", "36 characters"],
        from: "process",
        usedBy: ["environment"],
      },
      {
        name: "AZURE_CLIENT_SECRET",
        state: "set",
        secret: true,
        shape: ["40 characters"],
        from: "process",
        usedBy: ["environment"],
      },
      {
        name: "AZURE_TENANT_ID",
        state: "empty",
        secret: false,
        value: "",
        shape: [],
        from: "pid",
        usedBy: [],
      },
      { name: "AZURE_USERNAME", state: "unset", secret: false, shape: [], from: "process", usedBy: [] },
    ],
  };
}

/**
 * A whole report, valid by its schema: a VM whose leftover variables win over its system-assigned identity.
 */
export function buildReport(changes: Partial<Report> = {}): Report {
  const report: Report = {
    schemaVersion: 1,
    ...surroundings(),
    startedAt: STARTED,
    finishedAt: "2026-11-23T09:00:04.250Z",
    complete: true,
    links: links(),
    targets: [
      {
        url: TARGET_URL,
        service: "blob",
        resource: "contosodata",
        cloud: "public",
        scope: "https://storage.azure.com/.default",
        stages: [
          { stage: "dns", outcome: "ok", detail: "20.60.0.10", durationMs: 2 },
          { stage: "tcp", outcome: "ok", detail: "20.60.0.10:443", durationMs: 3 },
          { stage: "tls", outcome: "ok", detail: "certificate issued by FAKE CA", durationMs: 9 },
          { stage: "challenge", outcome: "ok", detail: `asks for tenant ${TENANT}`, durationMs: 7 },
        ],
        addresses: ["20.60.0.10"],
        tenantFromChallenge: TENANT,
        access: [
          buildAccess("environment"),
          buildAccess("managed-identity-system", {
            status: 404,
            errorCode: "BlobNotFound",
            verdict: "allowed",
          }),
        ],
      },
    ],
    ...judgement(),
    redactions: [],
    ...changes,
  };
  return z.parse(reportSchema, report);
}
