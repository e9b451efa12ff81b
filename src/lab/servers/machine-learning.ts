import { appService, shows } from "./app-service.ts";
import type { Platform } from "./platform.ts";

/** The token endpoint of Machine Learning compute: the older App Service protocol, with seconds for `expires_on`. */
export const machineLearning: Platform = {
  ...appService,
  admit: shows("secret"),
  versions: ["2017-09-01"],
  // MSAL for Go sends `clientid=` when neither an id nor DEFAULT_IDENTITY_CLIENT_ID is given.
  ids: { clientId: ["clientid"], objectId: [], resourceId: [], emptyIsNone: true },
};
