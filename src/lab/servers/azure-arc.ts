import type { IncomingMessage } from "node:http";
import type { LabIdentity, Scenario } from "../scenario.ts";
import { namedIdentity, namesIdentity, type NamedIds } from "./identities.ts";
import type { Platform, PlatformError, Proof } from "./platform.ts";

const IDENTITY_NOT_FOUND: PlatformError = {
  status: 400,
  code: "invalid_request",
  message: "Identity not found",
};

/**
 * The agent of an Arc server. Only who may read the agent's key file gets a token: the first answer names the file,
 * the second request shows its content (Microsoft, "Authenticate against Azure resources with Azure Arc-enabled
 * servers"; chain.md section 3.2).
 */
export const azureArc: Platform = {
  path: /^\/metadata\/identity\/oauth2\/token\/?$/,
  method: "GET",
  admit: challenge,
  versions: ["2019-08-15", "2019-11-01", "2020-06-01", "2021-02-01"],
  ids: { clientId: ["client_id"], objectId: ["object_id"], resourceId: ["msi_res_id"] },
  select: namedOrMachine,
  errors: {
    wrongPath: { status: 404, code: "not_found", message: "Not found" },
    wrongMethod: { status: 405, code: "method_not_allowed", message: "Method not allowed" },
    wrongVersion: (version) => ({
      status: 400,
      code: "invalid_request",
      message: `The api-version '${version}' is not supported`,
    }),
    noResource: {
      status: 400,
      code: "invalid_request",
      message: "Required query variable 'resource' is missing",
    },
    unknownResource: (resource) => ({
      status: 400,
      code: "invalid_resource",
      message: `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`,
    }),
    trouble: { code: "unknown", message: "The agent could not get a token" },
  },
  errorBody: ({ code, message }) => ({ error: code, error_description: message }),
  reply: (reply, identity, ids) =>
    "clientId" in identity && namesIdentity(ids)
      ? { ...reply, object_id: identity.objectId, msi_res_id: identity.resourceId }
      : reply,
};

function challenge({ headers }: IncomingMessage, { secret, keyFile }: Proof): PlatformError | undefined {
  if (headers["metadata"]?.toString().toLowerCase() !== "true") {
    return { status: 400, code: "bad_request_102", message: "Required metadata header not specified" };
  }
  if (secret !== undefined && headers.authorization === `Basic ${secret}`) return undefined;
  return {
    status: 401,
    code: "unauthorized_client",
    message: "Missing Basic Authorization header",
    headers: { "WWW-Authenticate": `Basic realm=${keyFile}` },
  };
}

/** An agent that knows no such identity gives the machine's own, and does not say so: the SDK has to notice. */
function namedOrMachine(identities: Scenario["identities"], ids: NamedIds): LabIdentity | PlatformError {
  const named = namesIdentity(ids) ? namedIdentity(identities, ids) : undefined;
  return named ?? identities.systemAssigned ?? IDENTITY_NOT_FOUND;
}
