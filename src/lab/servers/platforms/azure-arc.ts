import { json, noIds, type Platform, type PlatformAnswer } from "./platform.ts";

/** Path of the key file when a scenario names none. */
export const ARC_KEY_FILE = "/var/opt/azcmagent/tokens/8b5a7d2e-53b0-4b9a-a0a5-1d9c1e4d6f70.key";

/**
 * The agent of an Arc server: it answers 401 with the path of a key file, and gives a token to who shows its content
 * (failures.md section b.4). The key is `secret`; the server names the file.
 */
export function azureArc(keyFile: string): Platform {
  return {
    byDefault: "system-only",
    // Ids are taken and left aside: the reply tells whose token it is.
    ids: () => noIds,
    refuse({ method, headers, secret }) {
      if (method !== "GET") return failure(405, "method_not_allowed", "Use GET.");
      if (headers["metadata"] !== "true") {
        return failure(400, "bad_request_102", "Required metadata header not specified");
      }
      if (headers.authorization === `Basic ${secret}`) return undefined;
      const challenge = { "WWW-Authenticate": `Basic realm=${keyFile}` };
      return headers.authorization === undefined
        ? { ...failure(401, "unauthorized", "Present the content of the key file."), headers: challenge }
        : failure(403, "forbidden", "The content of the key file does not match.");
    },
    fail: (trouble, resource) =>
      trouble === "resource-unknown"
        ? failure(
            400,
            "invalid_resource",
            `AADSTS500011: The resource principal named ${resource} was not found.`,
          )
        : failure(400, "invalid_request", "Identity not found"),
    inTrouble: (status) => failure(status, "internal_server_error", "The machine is not connected."),
    grant: ({ token, expiresOn, expiresIn, notBefore }, resource, clientId) => ({
      access_token: token,
      client_id: clientId,
      expires_in: String(expiresIn),
      expires_on: String(expiresOn),
      not_before: String(notBefore),
      resource,
      token_type: "Bearer",
    }),
  };
}

function failure(status: number, error: string, description: string): PlatformAnswer {
  return json(status, { error, error_description: description });
}
