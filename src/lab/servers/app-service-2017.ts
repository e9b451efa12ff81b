import { appService, shows } from "./app-service.ts";
import type { Platform } from "./platform.ts";

/**
 * The older protocol of App Service, 2017-09-01, the only one of Linux Consumption plans: another header, another
 * spelling of the client id, and a date for `expires_on` (Microsoft, "How to use managed identities for App Service").
 */
export const appService2017: Platform = {
  ...appService,
  admit: shows("secret"),
  versions: ["2017-09-01"],
  // MSAL for Go sends `clientid=` when no id is given.
  ids: { clientId: ["clientid"], objectId: [], resourceId: [], emptyIsNone: true },
  reply: ({ access_token = "", expires_on = "", resource = "", token_type = "" }) => ({
    access_token,
    expires_on: linuxDate(Number(expires_on)),
    resource,
    token_type,
  }),
};

/** `06/20/2019 02:57:58 +00:00`; Windows plans write it otherwise (azure-identity for Python, azure_ml.py). */
function linuxDate(seconds: number): string {
  const [year, month, day, time] = new Date(seconds * 1000).toISOString().split(/[-T.]/);
  return `${month}/${day}/${year} ${time} +00:00`;
}
