import { json, type Platform } from "./platform.ts";

/** The endpoint of a Machine Learning compute (failures.md section b.5, M1 to M3); client ids only. */
export const machineLearning: Platform = {
  byDefault: "only-one",
  ids: (fields) => ({ clientId: fields.get("clientid"), objectId: null, resourceId: null }),
  refuse({ method, headers, secret }) {
    if (method !== "GET") return json(405, { error: { code: "MethodNotAllowed", message: "Use GET." } });
    return headers["secret"] === secret
      ? undefined
      : json(401, { error: { code: "Unauthorized", message: "The secret is missing or wrong." } });
  },
  // Seen as plain text: the SDK calls it a network error (azure-sdk-for-python issue 31071).
  fail: () => ({ status: 404, headers: { "Content-Type": "text/plain" }, body: "InternalError" }),
  inTrouble: (status) => json(status, { error: { code: "InternalError", message: "In trouble." } }),
  grant: ({ token, expiresOn }, resource, clientId) => ({
    access_token: token,
    client_id: clientId,
    expires_on: String(expiresOn),
    resource,
    token_type: "Bearer",
  }),
};
