import type { IncomingMessage } from "node:http";
import type { LabIdentity, Scenario } from "../scenario.ts";
import { namedIdentity, namesIdentity, type NamedIds } from "./identities.ts";
import type { Platform, PlatformError, Proof } from "./platform.ts";

/**
 * The token endpoint of App Service, Functions and Container Apps, protocol 2019-08-01 (Microsoft, "How to use managed
 * identities for App Service", REST endpoint reference). Its error texts: failures.md section b.2.
 */
export const appService: Platform = {
  method: "GET",
  admit: shows("x-identity-header"),
  versions: ["2019-08-01"],
  ids: { clientId: ["client_id"], objectId: ["principal_id", "object_id"], resourceId: ["mi_res_id"] },
  select: namedOrSystem,
  errors: {
    wrongMethod: error(405, "The requested resource does not support this http method."),
    wrongVersion: unsupportedVersion,
    noResource: error(400, "Required query variable 'resource' is missing."),
    unknownResource,
    trouble: { code: "", message: "An unexpected error occurred while fetching the AAD Token." },
  },
  errorBody: appServiceErrorBody,
};

/** A rule that the caller shows the endpoint's secret in a header. What a wrong one is answered is not documented. */
export function shows(header: string) {
  return (request: IncomingMessage, { secret }: Proof): PlatformError | undefined =>
    secret !== undefined && request.headers[header] === secret
      ? undefined
      : error(401, `The '${header}' header is missing or has a wrong value.`);
}

/** Unlike a VM's metadata service, it never takes a user-assigned identity that the request does not name. */
function namedOrSystem(identities: Scenario["identities"], ids: NamedIds): LabIdentity | PlatformError {
  if (namesIdentity(ids)) return namedIdentity(identities, ids) ?? NOT_ATTACHED;
  return identities.systemAssigned ?? NO_SYSTEM_IDENTITY;
}

const NOT_ATTACHED = error(
  400,
  "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
);
const NO_SYSTEM_IDENTITY = error(
  400,
  "No Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
);

function unsupportedVersion(version: string): PlatformError {
  return error(
    400,
    `The HTTP resource that matches the request URI does not support the API version '${version}'.`,
  );
}

/** Entra's refusal comes through as a fault of the server. */
function unknownResource(resource: string): PlatformError {
  return error(500, `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`);
}

function appServiceErrorBody({ status, message }: PlatformError, correlationId: string) {
  return { statusCode: status, message, correlationId };
}

/** This platform has no error codes besides the status. */
function error(status: number, message: string): PlatformError {
  return { status, code: "", message };
}
