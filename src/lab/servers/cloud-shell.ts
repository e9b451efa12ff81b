import { SIGNED_IN_USER } from "../contoso-hosts.ts";
import type { Platform, PlatformError } from "./platform.ts";

/** As the endpoint itself listed them (Azure/CloudShell, issues 155 and 351). */
const AUDIENCES = [
  "https://management.core.windows.net/",
  "https://management.azure.com/",
  "https://graph.windows.net/",
  "https://vault.azure.net",
  "https://datalake.azure.net/",
  "https://outlook.office365.com/",
  "https://graph.microsoft.com/",
  "https://batch.core.windows.net/",
  "https://analysis.windows.net/powerbi/api",
  "https://storage.azure.com/",
  "https://rest.media.azure.net",
  "https://api.loganalytics.io",
  "https://ossrdbms-aad.database.windows.net",
  "https://www.yammer.com",
  "https://digitaltwins.azure.net",
  "https://dev.azuresynapse.net",
  "https://database.windows.net",
  "https://quantum.microsoft.com",
  "https://iothubs.azure.net",
  "https://azuredatabricks.net/",
  "https://azure-devices-provisioning.net",
];

/**
 * The token endpoint of Cloud Shell: a form is posted, and the token is that of the person who is signed in, whatever
 * id the request names (azure-sdk-for-net issue 26714).
 */
export const cloudShell: Platform = {
  method: "POST",
  // Body of the refusal: Azure/go-autorest issue 612.
  admit: ({ headers }) =>
    headers["metadata"]?.toString().toLowerCase() === "true"
      ? undefined
      : { status: 400, code: "bad_request_102", message: "Required metadata header not specified" },
  ids: { clientId: [], objectId: [], resourceId: [] },
  select: () => SIGNED_IN_USER,
  knows: (resource) => AUDIENCES.some((audience) => withoutSlash(audience) === withoutSlash(resource)),
  errors: {
    wrongMethod: { status: 405, code: "MethodNotAllowed", message: "Only POST is supported." },
    noResource: { status: 400, code: "InvalidRequest", message: "The resource is missing." },
    unknownResource,
    trouble: { code: "InternalError", message: "The token could not be fetched." },
  },
  errorBody: ({ code, message }) => ({ error: { code, message } }),
};

function unknownResource(resource: string): PlatformError {
  const supported = `Supported audiences: ${AUDIENCES.join(",")}`;
  const message = `Audience ${resource} is not a supported MSI token audience. ${supported}`;
  return { status: 400, code: "AudienceNotSupported", message };
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}
