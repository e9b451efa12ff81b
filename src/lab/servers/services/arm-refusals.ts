import type { LabCall, LabReply, Refusal } from "../lab-service.ts";

/** What Azure Resource Manager says to those whom it refuses (dataplane.md section 19.2). */
export function refuse(why: Refusal, call: LabCall): LabReply {
  switch (why) {
    case "no-token":
    case "malformed":
      return unauthorized(
        call,
        "AuthenticationFailed",
        "Authentication failed. The 'Authorization' header is missing.",
      );
    case "wrong-audience":
      return unauthorized(
        call,
        "InvalidAuthenticationTokenAudience",
        "The access token has been obtained for wrong audience or resource.",
      );
    case "wrong-tenant":
      return unauthorized(
        call,
        "InvalidAuthenticationTokenTenant",
        `The access token is from the wrong issuer. It must match the tenant '${call.tenantId}' associated with this subscription.`,
      );
    case "expired":
      return unauthorized(
        call,
        "ExpiredAuthenticationToken",
        "The access token expiry UTC time is earlier than current UTC time.",
      );
    case "throttled":
      return failure(429, "TooManyRequests", "The request is being throttled.", { "Retry-After": "1" });
    case "needs-claims":
      return {
        ...unauthorized(
          call,
          "AuthenticationFailed",
          "Continuous access evaluation resulted in claims challenge.",
        ),
        headers: {
          "WWW-Authenticate":
            'Bearer authorization_uri="https://login.windows.net/", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
        },
      };
    case "bad-signature":
    case "network":
    case "role":
    case "entra-disabled":
      return unauthorized(call, "InvalidAuthenticationToken", "The access token is invalid.");
  }
}

function unauthorized({ tenantId }: LabCall, code: string, message: string): LabReply {
  return failure(401, code, message, {
    "WWW-Authenticate": `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", error_description="${message}"`,
  });
}

export function failure(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): LabReply {
  return { status, headers, body: { error: { code, message } } };
}

export function denied({ claims }: LabCall, name: string, scope: string): LabReply {
  return failure(
    403,
    "AuthorizationFailed",
    `The client '${String(claims?.["appid"])}' with object id '${String(claims?.["oid"])}' does not have authorization to perform action '${name}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}
