import type { LabCall, LabReply, Refusal } from "../lab-service.ts";
import { NEVER, pathOf } from "./cosmos-request.ts";

export function refuse(why: Refusal, call: LabCall): LabReply {
  const { resource, tenantId, claims = {} } = call;
  switch (why) {
    case "network":
      return reply(
        call,
        403,
        0,
        "Request originated from IP 203.0.113.7 through public internet. This is blocked by your Cosmos DB account firewall settings. More info: https://aka.ms/cosmosdb-tsg-forbidden",
      );
    case "throttled":
      return reply(call, 429, 3200, "Request rate is large. More Request Units may be needed.");
    case "role":
      return noRole(call);
    case "no-token":
      return reply(
        call,
        401,
        5000,
        "Required Header authorization is missing. Ensure a valid Authorization token is passed.",
      );
    case "malformed":
      return reply(
        call,
        401,
        5001,
        "Authorization header doesn't confirm to the required format. Please verify and try again.",
      );
    case "bad-signature":
      return reply(call, 401, 5004, "The signature of the provided AAD token is invalid.");
    case "wrong-audience":
      return blocked(
        call,
        401,
        5008,
        `Provided AAD token is intended for [${String(claims["aud"])}]. This database account accepts tokens intended for [https://${resource.name}.documents.azure.com, https://${resource.name}.sql.cosmos.azure.com, https://${resource.name}.sqlx.cosmos.azure.com, https://cosmos.azure.com].`,
      );
    case "wrong-tenant":
      return blocked(
        call,
        401,
        5007,
        `Provided AAD token was issued by the authority [${String(claims["tid"])}] which is not trusted by this database account. Please ensure the token has been issued by the AAD tenant(s) [${tenantId}].`,
      );
    case "expired":
      return blocked(call, 401, 5006, "The provided AAD token has expired.");
    case "entra-disabled":
      return blocked(call, 401, 5002, "AAD authentication is disabled for this database account.");
    case "needs-claims":
      return blocked(call, 401, 5013, "The provided AAD token was revoked.");
  }
}

function noRole(call: LabCall): LabReply {
  const { request, claims = {}, permission } = call;
  const action = permission?.name ?? "";
  if (action === NEVER) {
    const what = `${request.method} ${request.url.pathname}`;
    return blocked(
      call,
      403,
      5300,
      `The given request [${what}] cannot be authorized by AAD token in data plane. Learn more: https://aka.ms/cosmos-native-rbac.`,
    );
  }
  const { database, container } = pathOf(request);
  const at = [database && `dbs/${database}`, container && `colls/${container}`].filter(Boolean).join("/");
  return blocked(
    call,
    403,
    action.endsWith("/readMetadata") ? 5301 : 5302,
    `Request is blocked because principal [${String(claims["oid"])}] does not have required RBAC permissions to perform action [${action}] on resource [${at === "" ? "/" : at}]. Learn more: https://aka.ms/cosmos-native-rbac.`,
  );
}

function blocked(call: LabCall, status: number, substatus: number, text: string): LabReply {
  return reply(call, status, substatus, `Request blocked by Auth ${call.resource.name} : ${text}`);
}

const CODES: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  412: "PreconditionFailed",
  429: "429",
};

/** An answer in the shape that the service gives its errors: the sub-status stands in a header. */
export function reply(
  { requestId, resource }: LabCall,
  status: number,
  substatus: number,
  text: string,
): LabReply {
  return {
    status,
    headers: {
      "x-ms-activity-id": requestId,
      "x-ms-substatus": String(substatus),
      ...(status === 429 ? { "x-ms-retry-after-ms": resource.settings?.["retryAfterMs"] ?? "1000" } : {}),
    },
    body: {
      code: CODES[status] ?? "",
      message: `${text}\r\nActivityId: ${requestId}, Microsoft.Azure.Documents.Common/2.14.0`,
    },
  };
}
