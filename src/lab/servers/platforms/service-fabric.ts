import { json, noIds, type Platform, type PlatformAnswer } from "./platform.ts";

/** Service Fabric's token service: TLS, a secret header, and one identity per service (failures.md b.5, S1 to S4). */
export const serviceFabric: Platform = {
  isTls: true,
  byDefault: "only-one",
  ids: () => noIds,
  refuse({ method, headers, fields, secret }) {
    if (method !== "GET") return failure(405, "MethodNotAllowed", "Use GET.");
    if (headers["secret"] !== secret) {
      return failure(400, "SecretHeaderNotFound", "Secret is not found in the request headers.");
    }
    return fields.has("api-version")
      ? undefined
      : failure(400, "InvalidApiVersion", "The api-version is missing.");
  },
  fail: (trouble) =>
    trouble === "identity-not-found"
      ? failure(
          404,
          "ManagedIdentityNotFound",
          "Managed identity not found for the specified application host.",
        )
      : failure(400, "ArgumentNullOrEmpty", "The parameter 'resource' is missing or not known."),
  inTrouble: (status) => failure(status, "InternalError", "In trouble."),
  grant: ({ token, expiresOn }, resource) => ({
    token_type: "Bearer",
    access_token: token,
    expires_on: expiresOn,
    resource,
  }),
};

function failure(status: number, code: string, message: string): PlatformAnswer {
  return json(status, { error: { code, message, correlationId: "7f30f4d3-0f3a-41e0-a417-527f21b3848f" } });
}
