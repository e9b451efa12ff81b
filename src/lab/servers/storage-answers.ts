import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { TENANT_ID } from "../contoso.ts";
import { send } from "./listen.ts";

/** Who of Azure's servers speaks: the front end in front of all services, or the blob service itself. */
const FRONT_END = "Microsoft-HTTPAPI/2.0";
const BLOB_SERVICE = "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0";

/** Parameters are neither quoted nor separated by commas, unlike what RFC 6750 asks for. */
const CHALLENGE =
  `Bearer authorization_uri=https://login.microsoftonline.com/${TENANT_ID}/oauth2/authorize ` +
  "resource_id=https://storage.azure.com";

const ASK_AGAIN =
  "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.";

export interface StorageError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly server: string;
  readonly challenge?: true;
  /** Why a token was refused. */
  readonly detail?: string;
}

/** The error answers of Blob storage (dataplane.md section 4). */
export const STORAGE_ERRORS = {
  noToken: {
    status: 401,
    code: "NoAuthenticationInformation",
    message: ASK_AGAIN,
    server: FRONT_END,
    challenge: true,
  },
  /** Anonymous calls in versions that know no challenge. */
  noPublicAccess: {
    status: 409,
    code: "PublicAccessNotPermitted",
    message: "Public access is not permitted on this storage account.",
    server: BLOB_SERVICE,
  },
  badToken: {
    status: 401,
    code: "InvalidAuthenticationInfo",
    message: ASK_AGAIN,
    server: FRONT_END,
    challenge: true,
  },
  malformedHeader: {
    status: 400,
    code: "InvalidAuthenticationInfo",
    message:
      "Authentication information is not given in the correct format. Check the value of Authorization header.",
    server: FRONT_END,
  },
  networkRefuses: {
    status: 403,
    code: "AuthorizationFailure",
    message: "This request is not authorized to perform this operation.",
    server: FRONT_END,
  },
  roleMissing: {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    message: "This request is not authorized to perform this operation using this permission.",
    server: BLOB_SERVICE,
  },
  unknownHost: {
    status: 400,
    code: "InvalidUri",
    message: "The requested URI does not represent any resource on the server.",
    server: FRONT_END,
  },
  containerNotFound: {
    status: 404,
    code: "ContainerNotFound",
    message: "The specified container does not exist.",
    server: BLOB_SERVICE,
  },
  blobNotFound: {
    status: 404,
    code: "BlobNotFound",
    message: "The specified blob does not exist.",
    server: BLOB_SERVICE,
  },
  conditionNotMet: {
    status: 412,
    code: "ConditionNotMet",
    message: "The condition specified using HTTP conditional header(s) is not met.",
    server: BLOB_SERVICE,
  },
  /** The gate keeps no data of its own. */
  notStored: {
    status: 501,
    code: "NotImplemented",
    message: "The lab's gate does not store anything; Azurite is not running.",
    server: BLOB_SERVICE,
  },
} as const satisfies Record<string, StorageError>;

export function sendStorageError(
  request: IncomingMessage,
  response: ServerResponse,
  error: StorageError,
  now: number,
): void {
  const requestId = randomUUID();
  const headers = {
    ...commonHeaders(request, requestId),
    Server: error.server,
    "Content-Type": "application/xml",
    "x-ms-error-code": error.code,
    ...(error.challenge ? { "WWW-Authenticate": CHALLENGE } : {}),
  };
  const body = request.method === "HEAD" ? "" : errorBody(error, requestId, now);
  send(response, error.status, headers, body);
}

/** An answer of the gate alone to an authorised request. */
export function sendStorageData(
  request: IncomingMessage,
  response: ServerResponse,
  contentType: string,
  body: string,
): void {
  const headers = {
    ...commonHeaders(request, randomUUID()),
    Server: BLOB_SERVICE,
    "Content-Type": contentType,
  };
  send(response, 200, headers, request.method === "HEAD" ? "" : body);
}

function commonHeaders(request: IncomingMessage, requestId: string): Record<string, string> {
  const clientId = request.headers["x-ms-client-request-id"]?.toString();
  return {
    "x-ms-request-id": requestId,
    "x-ms-version": request.headers["x-ms-version"]?.toString() ?? "2021-12-02",
    ...(clientId === undefined ? {} : { "x-ms-client-request-id": clientId }),
  };
}

function errorBody({ code, message, detail }: StorageError, requestId: string, now: number): string {
  const time = new Date(now).toISOString();
  const more = detail === undefined ? "" : `<AuthenticationErrorDetail>${detail}</AuthenticationErrorDetail>`;
  // The real service puts a byte-order mark in front.
  return (
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>' +
    `<Error><Code>${code}</Code><Message>${message}\nRequestId:${requestId}\nTime:${time}</Message>${more}</Error>`
  );
}

/** What a blob of a scenario holds. */
export function blobContent(name: string): string {
  return `lab-fake content of ${name}\n`;
}
