import { appService, shows } from "./app-service.ts";
import { namesIdentity } from "./identities.ts";
import type { Platform } from "./platform.ts";

/** The token endpoint of Machine Learning compute: the older App Service protocol, with seconds for `expires_on`. */
export const machineLearning: Platform = {
  ...appService,
  admit: shows("secret"),
  // A compute instance with single sign-on (azure-sdk-for-python issue 31032).
  select: (identities, ids) =>
    namesIdentity(ids) || identities.signedIn === undefined
      ? appService.select(identities, ids)
      : identities.signedIn,
  versions: ["2017-09-01"],
  // MSAL for Go sends `clientid=` when neither an id nor DEFAULT_IDENTITY_CLIENT_ID is given.
  ids: { clientId: ["clientid"], objectId: [], resourceId: [], emptyIsNone: true },
};
