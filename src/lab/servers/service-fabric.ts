import type { IncomingMessage } from "node:http";
import type { Platform, PlatformError, Proof } from "./platform.ts";

/** MSAL for .NET asks in the second version (chain.md section 3.2, failures.md section 0.2). */
const VERSIONS = ["2019-07-01-preview", "2020-05-01"];

const NOT_FOUND: PlatformError = {
  status: 404,
  code: "ManagedIdentityNotFound",
  message: "Managed identity not found for the specified application host.",
};

/**
 * The token endpoint of Service Fabric nodes. The application manifest says which identity it gives; codes and texts
 * are those of Microsoft's "How to leverage a Service Fabric application's managed identity", error handling.
 */
export const serviceFabric: Platform = {
  tls: true,
  method: "GET",
  admit: ({ headers }: IncomingMessage, { secret }: Proof) => {
    if (headers["secret"] === undefined) {
      const message = "Secret is not found in the request headers.";
      return { status: 400, code: "SecretHeaderNotFound", message };
    }
    return headers["secret"] === secret ? undefined : NOT_FOUND;
  },
  versions: VERSIONS,
  ids: { clientId: [], objectId: [], resourceId: [] },
  select: ({ systemAssigned, userAssigned }) => systemAssigned ?? userAssigned[0] ?? NOT_FOUND,
  errors: {
    wrongMethod: { status: 405, code: "MethodNotAllowed", message: "The method is not allowed." },
    wrongVersion: (version) => ({
      status: 400,
      code: "InvalidApiVersion",
      message: `The api-version '${version}' is not supported. Supported version is '${VERSIONS[0]}'.`,
    }),
    noResource: {
      status: 400,
      code: "ArgumentNullOrEmpty",
      message: "The parameter 'resource' should not be null or empty string.",
    },
    unknownResource: () => ({ status: 500, code: "InternalServerError", message: "An error occurred." }),
    trouble: { code: "InternalServerError", message: "An error occurred." },
  },
  errorBody: ({ code, message }, correlationId) => ({ error: { correlationId, code, message } }),
  // A number, unlike elsewhere: MSAL for Python calculates with it.
  reply: (reply) => ({ ...reply, expires_on: Number(reply["expires_on"]) }),
};
