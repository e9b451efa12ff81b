import { json, noIds, type Platform, type PlatformAnswer } from "./platform.ts";

/** Cloud Shell's token broker: POST, the signed-in user's token, a short list of audiences (failures.md b.5, H1, H2). */
export const cloudShell: Platform = {
  isUser: true,
  byDefault: "only-one",
  ids: () => noIds,
  refuse({ method, headers }) {
    if (method !== "POST") return failure(405, "MethodNotAllowed", "Only POST is supported.");
    return headers["metadata"] === "true"
      ? undefined
      : failure(400, "MissingHeader", "The Metadata header is missing.");
  },
  fail: (_, resource) =>
    failure(
      400,
      "AudienceNotSupported",
      `Audience ${resource} is not a supported MSI token audience. Supported audiences: https://management.core.windows.net/,https://management.azure.com/,https://graph.windows.net/,https://vault.azure.net,https://storage.azure.com/`,
    ),
  inTrouble: (status) => failure(status, "InternalServerError", "In trouble."),
  grant: ({ token, expiresOn, expiresIn, notBefore }, resource) => ({
    access_token: token,
    refresh_token: "",
    expires_in: String(expiresIn),
    expires_on: String(expiresOn),
    not_before: String(notBefore),
    resource,
    token_type: "Bearer",
  }),
};

function failure(status: number, code: string, message: string): PlatformAnswer {
  return json(status, { error: { code, message } });
}
