import { json, type Platform, type PlatformAnswer } from "./platform.ts";

/**
 * App Service, Functions and Container Apps, protocol 2019-08-01 (Microsoft's "How to use managed identities for App
 * Service and Azure Functions"; failures.md section b.2). The texts of its 401 and 5xx answers are not documented.
 */
export const appService: Platform = {
  byDefault: "system-only",
  ids: (fields) => ({
    clientId: fields.get("client_id"),
    objectId: fields.get("principal_id") ?? fields.get("object_id"),
    resourceId: fields.get("mi_res_id"),
  }),
  refuse({ method, headers, fields, secret }) {
    if (method !== "GET") return refusal(405, "Method Not Allowed");
    if (headers["x-identity-header"] !== secret)
      return refusal(401, "The X-IDENTITY-HEADER is missing or wrong.");
    return fields.get("api-version") === "2019-08-01" ? undefined : refusal(400, "Unsupported api-version.");
  },
  fail: (trouble, resource) => refusal(400, TEXTS[trouble].replace("{}", resource)),
  inTrouble: (status) => refusal(status, "The token service is in trouble."),
  grant: ({ token, expiresOn, notBefore }, resource, clientId) => ({
    access_token: token,
    client_id: clientId,
    expires_on: String(expiresOn),
    not_before: String(notBefore),
    resource,
    token_type: "Bearer",
  }),
};

const TEXTS = {
  "identity-not-found":
    "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
  "several-identities":
    "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
  "resource-unknown": "AADSTS500011: The resource principal named {} was not found in the tenant.",
  "resource-missing": "The resource parameter is required.",
} as const;

function refusal(statusCode: number, message: string): PlatformAnswer {
  return json(statusCode, { statusCode, message });
}
