import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { RESOURCE_GROUP, SCALE_SET, SUBSCRIPTION_ID, TENANT_NAME, VM } from "../contoso.ts";
import { isKnownResource } from "../resources.ts";
import type { LabIdentity, Scenario } from "../scenario.ts";
import type { TokenSigner } from "../tokens.ts";
import { describeEntraError, ENTRA_ERRORS, traceOf } from "./entra-errors.ts";
import { behaving } from "./behaving.ts";
import { idsIn, namedIdentity, namesIdentity } from "./identities.ts";
import { send, type NoteRequest } from "./listen.ts";
import { METADATA_ERRORS, troubleOf, type MetadataError } from "./metadata-errors.ts";
import { tokenReply } from "./token-reply.ts";

export interface MetadataSettings {
  readonly scenario: Scenario;
  readonly signer: TokenSigner;
  readonly now: () => number;
  readonly note: NoteRequest;
}

const TOKEN_PATH = /^\/metadata\/identity\/oauth2\/token\/?$/;
const INSTANCE_PATH = /^\/metadata\/instance(\/compute)?\/?$/;
/** Dates of API versions; the token endpoint exists since this one. */
const API_VERSION = /^\d{4}-\d{2}-\d{2}(-preview)?$/;
const FIRST_TOKEN_VERSION = "2018-02-01";
const ID_PARAMETERS = {
  clientId: ["client_id"],
  objectId: ["object_id", "principal_id"],
  resourceId: ["msi_res_id", "mi_res_id"],
} as const;
/** As the real service writes it. */
const HEADERS = {
  "Content-Type": "application/json; charset=utf-8",
  Server: "IMDS/150.870.65.1854",
} as const;

/** The metadata service of the virtual machine: tokens for its identities, and what the machine is. */
export function metadataServer(settings: MetadataSettings): Server {
  const { scenario, note } = settings;
  return createServer(
    behaving("metadata", scenario.metadata, note, async (request, response, nextTrouble) => {
      const url = new URL(request.url ?? "/", "http://metadata");
      const isToken = TOKEN_PATH.test(url.pathname);
      if (isToken) return await answerToken(settings, request, response, url, nextTrouble);
      if (INSTANCE_PATH.test(url.pathname)) return answerInstance(scenario, request, response, url);
      return fail(response, METADATA_ERRORS.unknownSource);
    }),
  );
}

async function answerToken(
  { scenario, signer, now }: MetadataSettings,
  request: IncomingMessage,
  response: ServerResponse,
  { searchParams }: URL,
  nextTrouble: () => number | undefined,
): Promise<void> {
  // Before the sequence: the probe of DefaultAzureCredential, which sends no header, must not use it up.
  const rejected = rejectRequest(request);
  if (rejected !== undefined) return fail(response, rejected);
  const trouble = nextTrouble();
  if (trouble !== undefined) return fail(response, troubleOf(trouble));
  const resource = searchParams.get("resource");
  const version = checkVersion(searchParams.get("api-version"));
  if (version !== undefined) return fail(response, version);
  if (!resource) return fail(response, METADATA_ERRORS.resourceMissing);
  const identity = selectIdentity(scenario.identities, searchParams);
  if ("error" in identity) return fail(response, identity);
  if (!isKnownResource(resource)) return fail(response, unknownResource(resource, now()));
  const signed = await signer.forManagedIdentity(identity, resource);
  send(response, 200, HEADERS, JSON.stringify(tokenReply(signed, resource, identity.clientId)));
}

function rejectRequest({ headers, method }: IncomingMessage): MetadataError | undefined {
  if (headers["x-forwarded-for"] !== undefined) return METADATA_ERRORS.forwarded;
  if (headers["metadata"]?.toString().toLowerCase() !== "true") return METADATA_ERRORS.headerMissing;
  return method === "GET" ? undefined : METADATA_ERRORS.methodNotAllowed;
}

function checkVersion(version: string | null): MetadataError | undefined {
  if (!version) return METADATA_ERRORS.versionMissing;
  const isKnown = API_VERSION.test(version) && version >= FIRST_TOKEN_VERSION;
  return isKnown ? undefined : METADATA_ERRORS.versionUnknown;
}

/** The identity that a request names; without a name the system-assigned one, or else the only other one. */
function selectIdentity(
  identities: Scenario["identities"],
  query: URLSearchParams,
): LabIdentity | MetadataError {
  const ids = idsIn(query, ID_PARAMETERS);
  if (namesIdentity(ids)) return namedIdentity(identities, ids) ?? METADATA_ERRORS.identityNotFound;
  const { systemAssigned, userAssigned } = identities;
  if (systemAssigned !== undefined) return systemAssigned;
  if (userAssigned.length > 1) return METADATA_ERRORS.severalIdentities;
  return userAssigned[0] ?? METADATA_ERRORS.identityNotFound;
}

function unknownResource(resource: string, now: number): MetadataError {
  const error = ENTRA_ERRORS.unknownResource(resource, TENANT_NAME);
  return { status: 400, error: error.error, description: describeEntraError(error, traceOf(now)) };
}

function fail(response: ServerResponse, { status, error, description }: MetadataError): void {
  send(response, status, HEADERS, JSON.stringify({ error, error_description: description }));
}

/** The instance endpoint has a shape of errors of its own. */
function answerInstance(
  { scaleSet }: Scenario,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  if (rejectRequest(request) !== undefined) {
    const error = "Bad request. Required metadata header not specified";
    return send(response, 400, HEADERS, JSON.stringify({ error }));
  }
  if (!API_VERSION.test(url.searchParams.get("api-version") ?? "")) {
    const error = "Bad request. api-version is invalid or was not specified in the request.";
    return send(
      response,
      400,
      HEADERS,
      JSON.stringify({ error, "newest-versions": ["2021-02-01", "2020-09-01"] }),
    );
  }
  const compute = {
    azEnvironment: "AzurePublicCloud",
    location: VM.location,
    name: scaleSet === undefined ? VM.name : `${scaleSet}_0`,
    osType: "Linux",
    resourceGroupName: RESOURCE_GROUP,
    resourceId: scaleSet === undefined ? VM.resourceId : `${SCALE_SET.resourceId}/virtualMachines/0`,
    subscriptionId: SUBSCRIPTION_ID,
    vmId: VM.vmId,
    vmScaleSetName: scaleSet ?? "",
  };
  const isWhole = !url.pathname.includes("/compute");
  send(response, 200, HEADERS, JSON.stringify(isWhole ? { compute, network: { interface: [] } } : compute));
}
