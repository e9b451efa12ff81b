import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { JWTPayload } from "jose";
import type { Certificates } from "../certificates.ts";
import { TENANT } from "../contoso.ts";
import { PERMISSIONS, roleGrants, type Permission } from "../roles.ts";
import type { LabStorageAccount, Scenario } from "../scenario.ts";
import type { TokenIssuer } from "../tokens.ts";
import type { StorageBackend } from "./storage-backend.ts";
import { sendStorageError } from "./storage-error.ts";
import { startServer, type LabServer, type SeenRequest } from "./lab-server.ts";

const SERVICE = { Server: "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0" } as const;
/** What the front end refuses, the blob service has never seen (dataplane.md section 4). */
const FRONT_END = { Server: "Microsoft-HTTPAPI/2.0" } as const;
const AUDIENCE = "https://storage.azure.com";
const CHALLENGE = `Bearer authorization_uri=https://login.microsoftonline.com/${TENANT}/oauth2/authorize resource_id=${AUDIENCE}`;

interface Gate {
  readonly scenario: Scenario;
  readonly tokens: TokenIssuer;
  readonly backend: StorageBackend;
  readonly now: () => number;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Plays what Azure decides before a blob is looked at: network rules, token, role. The rest is the backend's. */
export async function startStorage(
  gate: Gate,
  certificates: Certificates,
  seen: SeenRequest[],
): Promise<LabServer> {
  return await startServer({
    name: "storage",
    certificates,
    seen,
    async handler(request, response) {
      const name = (request.headers.host ?? "").split(".")[0] ?? "";
      const account = gate.scenario.storage.find((one) => one.name === name);
      if (account === undefined) return (request.socket.destroy(), undefined);
      const refusal = await judge(gate, account, request);
      if (refusal !== undefined) return refuse(request, response, refusal);
      await gate.backend.answer(account, request, response, answerHeaders(request));
    },
  });
}

/** The first refusal in Azure's own order: network, then token, then role. */
async function judge(
  gate: Gate,
  account: LabStorageAccount,
  request: IncomingMessage,
): Promise<Refusal | undefined> {
  if (account.firewall === "deny") {
    return {
      status: 403,
      code: "AuthorizationFailure",
      message: "This request is not authorized to perform this operation.",
      headers: FRONT_END,
    };
  }
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (bearer === undefined) {
    return {
      status: 401,
      code: "NoAuthenticationInformation",
      message:
        "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
      headers: { ...SERVICE, "WWW-Authenticate": CHALLENGE },
    };
  }
  const claims = await gate.tokens.read(bearer);
  const problem = tokenProblem(claims, gate.now());
  if (claims === undefined || problem !== undefined) {
    return {
      status: 401,
      code: "InvalidAuthenticationInfo",
      message:
        "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
      detail: problem ?? "Signature validation failed.",
      headers: { ...SERVICE, "WWW-Authenticate": CHALLENGE },
    };
  }
  return isAllowed(gate.scenario, account, claims, request)
    ? undefined
    : {
        status: 403,
        code: "AuthorizationPermissionMismatch",
        message: "This request is not authorized to perform this operation using this permission.",
        headers: SERVICE,
      };
}

function tokenProblem(claims: JWTPayload | undefined, now: number): string | undefined {
  if (claims === undefined) return undefined;
  if (String(claims.aud).replace(/\/$/, "") !== AUDIENCE)
    return "Audience validation failed. Audience did not match.";
  if (claims.iss !== `https://sts.windows.net/${TENANT}/`)
    return "Issuer validation failed. Issuer did not match.";
  const seconds = now / 1000;
  const isAlive = seconds <= (claims.exp ?? 0) && seconds >= (claims.nbf ?? 0);
  return isAlive ? undefined : "Lifetime validation failed. The token is expired.";
}

function isAllowed(
  { assignments }: Scenario,
  account: LabStorageAccount,
  claims: JWTPayload,
  request: IncomingMessage,
): boolean {
  const { pathname, searchParams } = new URL(request.url ?? "/", "https://storage");
  const container = pathname.split("/")[1] ?? "";
  const permission = permissionOf(request.method ?? "", container, searchParams);
  return assignments.some(
    (assignment) =>
      assignment.principalId === claims["oid"] &&
      assignment.account === account.name &&
      (assignment.container === undefined || assignment.container === container) &&
      roleGrants(assignment.role, permission),
  );
}

/** The permission a call needs (dataplane.md section 4). */
function permissionOf(method: string, container: string, query: URLSearchParams): Permission {
  const isRead = method === "GET" || method === "HEAD";
  if (container === "") {
    return query.get("restype") === "account" ? PERMISSIONS.accountInformation : PERMISSIONS.readContainer;
  }
  if (query.get("comp") === "tags") return isRead ? PERMISSIONS.readTags : PERMISSIONS.writeTags;
  if (query.get("restype") === "container" && query.get("comp") !== "list") {
    if (method === "DELETE") return PERMISSIONS.deleteContainer;
    return isRead ? PERMISSIONS.readContainer : PERMISSIONS.writeContainer;
  }
  if (isRead) return PERMISSIONS.readBlob;
  return method === "DELETE" ? PERMISSIONS.deleteBlob : PERMISSIONS.writeBlob;
}

function answerHeaders(request: IncomingMessage): Record<string, string> {
  const clientRequest = request.headers["x-ms-client-request-id"];
  const version = request.headers["x-ms-version"];
  return {
    ...SERVICE,
    "x-ms-request-id": randomUUID(),
    ...(typeof version === "string" ? { "x-ms-version": version } : {}),
    ...(typeof clientRequest === "string" ? { "x-ms-client-request-id": clientRequest } : {}),
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const headers = { ...answerHeaders(request), ...refusal.headers };
  sendStorageError(response, refusal.status, refusal.code, refusal.message, headers, refusal.detail);
}
