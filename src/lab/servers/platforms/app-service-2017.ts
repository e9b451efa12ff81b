import { appService } from "./app-service.ts";
import { json, type Platform } from "./platform.ts";

/** The old protocol, 2017-09-01: another header, another name of the id, and a date where a number belongs (W5, W11). */
export const appService2017: Platform = {
  ...appService,
  ids: (fields) => ({ clientId: fields.get("clientid"), objectId: null, resourceId: null }),
  refuse({ method, headers, fields, secret }) {
    if (method !== "GET") return json(405, { StatusCode: 405, Message: "Method Not Allowed" });
    if (headers["secret"] !== secret) return json(401, { StatusCode: 401, Message: "The secret is wrong." });
    return fields.get("api-version") === "2017-09-01"
      ? undefined
      : json(400, { StatusCode: 400, Message: "Unsupported api-version." });
  },
  fail: () => json(400, { StatusCode: 400, Message: "No MSI found for specified ClientId/ResourceId." }),
  grant: ({ token, expiresOn }, resource) => ({
    access_token: token,
    expires_on: dateText(new Date(expiresOn * 1000)),
    resource,
    token_type: "Bearer",
  }),
};

/** `9/13/2021 5:13:49 PM +00:00`, as the endpoint writes it. */
function dateText(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = date.getUTCHours();
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  const time = `${hours % 12 || 12}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
  return `${day} ${time} ${hours < 12 ? "AM" : "PM"} +00:00`;
}
