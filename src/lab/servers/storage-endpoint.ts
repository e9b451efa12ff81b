import type { LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "./lab-service.ts";
import { leaveTrace, TRACES } from "./leave-trace.ts";

/** What is special about one endpoint of a storage account (dataplane.md sections 4 to 8). */
export interface StorageEndpoint extends Pick<LabService, "permissions" | "part" | "attributes" | "act"> {
  /** As host names say it. */
  readonly label: "blob" | "queue" | "table" | "file" | "dfs";
  /** What its own servers call themselves. */
  readonly server: string;
  /** How it writes an error. */
  readonly errors: "xml" | "json" | "odata";
  /** It answers a bad token by 403 and no challenge, as recorded of Azure Files. */
  readonly refusesWithoutChallenge?: true;
}

export interface StorageError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The front end of all services speaks, not the service itself. */
  readonly byFrontEnd?: true;
  /** Why a token was refused. */
  readonly detail?: string;
}

const FRONT_END = "Microsoft-HTTPAPI/2.0";
/** First version whose servers challenge an anonymous call. */
const FIRST_CHALLENGING_VERSION = "2019-12-12";
const ASK_AGAIN =
  "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.";
const MALFORMED_SIGNATURE =
  "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.";

export function storageEndpoint(endpoint: StorageEndpoint): LabService {
  const { label, permissions, part, attributes, act } = endpoint;
  return {
    armType: "Microsoft.Storage/storageAccounts",
    hosts: ({ name }) => [`${name}.${label}.core.windows.net`],
    audiences: ({ name }) => [
      "https://storage.azure.com",
      "e406a681-f3d4-42a8-90b6-c2b029497af1",
      `https://${name}.${label}.core.windows.net`,
    ],
    permissions,
    part,
    ...(attributes === undefined ? {} : { attributes }),
    refuse: (why, call) => storageFailure(endpoint, call, refusalOf(endpoint, why, call)),
    act(call, state) {
      const { status, headers = {}, body } = act(call, state);
      return {
        status,
        headers: { ...commonHeaders(call), Server: `${endpoint.server} ${FRONT_END}`, ...headers },
        ...(body === undefined ? {} : { body }),
      };
    },
  };
}

/** An error as an endpoint writes it. */
export function storageFailure(
  { server, errors }: Pick<StorageEndpoint, "server" | "errors">,
  call: LabCall,
  { status, code, message, headers = {}, byFrontEnd, detail }: StorageError,
): LabReply {
  const text = `${message}\nRequestId:${call.requestId}\nTime:${new Date(call.now).toISOString()}`;
  const common = { ...commonHeaders(call), Server: byFrontEnd ? FRONT_END : `${server} ${FRONT_END}` };
  if (errors === "odata") {
    // Recorded: neither an `x-ms-error-code` header nor a detail.
    const type = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
    const error = { code, message: { lang: "en-US", value: text } };
    return {
      status,
      headers: { ...common, "Content-Type": type, ...headers },
      body: { "odata.error": error },
    };
  }
  const named = { ...common, "x-ms-error-code": code, ...headers };
  if (errors === "json") {
    const more = detail === undefined ? {} : { detail: { AuthenticationErrorDetail: detail } };
    const type = "application/json;charset=utf-8";
    const body = { error: { code, message: text, ...more } };
    return { status, headers: { ...named, "Content-Type": type }, body };
  }
  const more = detail === undefined ? "" : `<AuthenticationErrorDetail>${detail}</AuthenticationErrorDetail>`;
  // The real service puts a byte-order mark in front.
  const body = `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${text}</Message>${more}</Error>`;
  return { status, headers: { ...named, "Content-Type": "application/xml" }, body };
}

function refusalOf(endpoint: StorageEndpoint, why: Refusal, call: LabCall): StorageError {
  switch (why) {
    case "network":
      return {
        status: 403,
        code: "AuthorizationFailure",
        message: "This request is not authorized to perform this operation.",
        byFrontEnd: true,
      };
    case "throttled":
      return {
        status: 503,
        code: "ServerBusy",
        message: "The server is currently unable to receive requests. Please retry your request.",
        byFrontEnd: true,
      };
    case "no-token":
      return noToken(endpoint, call);
    case "malformed":
      return {
        status: 400,
        code: "InvalidAuthenticationInfo",
        message:
          "Authentication information is not given in the correct format. Check the value of Authorization header.",
        byFrontEnd: true,
      };
    case "bad-signature":
      return badToken(endpoint, call, "Signature validation failed.");
    case "wrong-audience":
      return badToken(endpoint, call, "Audience validation failed. Audience did not match.");
    case "wrong-tenant":
      return badToken(endpoint, call, "Issuer validation failed. Issuer did not match.");
    case "expired":
      return badToken(endpoint, call, `Lifetime validation failed. The token is ${lateOrEarly(call)}.`);
    case "role":
      return {
        status: 403,
        code: "AuthorizationPermissionMismatch",
        message: "This request is not authorized to perform this operation using this permission.",
      };
    case "entra-disabled":
    case "needs-claims":
      throw new Error(`not known of storage: ${why}`);
  }
}

function lateOrEarly({ claims = {}, now }: LabCall): string {
  return Number(claims["nbf"]) * 1000 > now ? "not yet valid" : "expired";
}

function noToken({ label }: StorageEndpoint, call: LabCall): StorageError {
  if (versionOf(call.request) >= FIRST_CHALLENGING_VERSION) {
    const code = "NoAuthenticationInformation";
    return { status: 401, code, message: ASK_AGAIN, headers: challenge(call), byFrontEnd: true };
  }
  return label === "blob"
    ? {
        status: 409,
        code: "PublicAccessNotPermitted",
        message: "Public access is not permitted on this storage account.",
      }
    : { status: 403, code: "AuthenticationFailed", message: MALFORMED_SIGNATURE, byFrontEnd: true };
}

function badToken(endpoint: StorageEndpoint, call: LabCall, detail: string): StorageError {
  return endpoint.refusesWithoutChallenge
    ? { status: 403, code: "AuthenticationFailed", message: MALFORMED_SIGNATURE, detail, byFrontEnd: true }
    : {
        status: 401,
        code: "InvalidAuthenticationInfo",
        message: ASK_AGAIN,
        headers: challenge(call),
        detail,
        byFrontEnd: true,
      };
}

/** Parameters are neither quoted nor separated by commas, unlike what RFC 6750 asks for. */
function challenge({ tenantId }: LabCall): Record<string, string> {
  return {
    "WWW-Authenticate":
      `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize ` +
      "resource_id=https://storage.azure.com",
  };
}

function versionOf({ headers }: LabRequest): string {
  return headers["x-ms-version"]?.toString() ?? "";
}

function commonHeaders({ request, requestId }: LabCall): Record<string, string> {
  const clientId = request.headers["x-ms-client-request-id"]?.toString();
  return {
    "x-ms-request-id": requestId,
    "x-ms-version": versionOf(request) || "2021-12-02",
    ...(clientId === undefined ? {} : { "x-ms-client-request-id": clientId }),
  };
}

/** What an endpoint holds: by container, queue, table, share or file system, then by name. */
export type Parts = Record<string, Record<string, string>>;

/** The parts, without the traces of what could not be played. */
export function partsOf(state: LabState): [string, Record<string, string>][] {
  return Object.entries(state as Parts).filter(([name]) => name !== TRACES);
}

/** Answers a request that only Azurite could play. */
export function notPlayed(
  endpoint: Pick<StorageEndpoint, "server" | "errors">,
  call: LabCall,
  state: LabState,
): LabReply {
  leaveTrace(state, call.request);
  const message = "The lab's gate does not play this operation, and no Azurite is running behind it.";
  return storageFailure(endpoint, call, { status: 501, code: "NotImplemented", message });
}

export function isRead({ method }: LabRequest): boolean {
  return method === "GET" || method === "HEAD";
}
