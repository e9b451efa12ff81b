import { action, dataAction, type Permission } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "../lab-service.ts";

interface Index {
  /** Name of the field that is the key. */
  readonly key: string;
  readonly documents: Record<string, Record<string, unknown>>;
}

const SERVICES = "Microsoft.Search/searchServices";

/**
 * AI Search's data plane (dataplane.md section 17). `settings.authFailureMode` is `http403`, or by default
 * `http401WithBearerChallenge`.
 */
export const aiSearch: LabService = {
  armType: SERVICES,
  hosts: ({ name }) => [`${name}.search.windows.net`],
  audiences: () => ["https://search.azure.com", "880da380-985e-4198-81b9-e05b1cc53158"],
  permissions: (request) => [permissionOf(request)],
  part: (request) => pathOf(request).index,
  refuse,
  act,
};

function pathOf({ url }: LabRequest) {
  const [, index, docs, document] =
    /^\/indexes(?:\/([^/]+))?(?:\/(docs)(?:\/([^/]+))?)?$/.exec(url.pathname) ?? [];
  return { index, isDocuments: docs !== undefined, document };
}

function permissionOf(request: LabRequest): Permission {
  const { isDocuments, document } = pathOf(request);
  if (!isDocuments) return action(`${SERVICES}/indexes/${request.method === "GET" ? "read" : "write"}`);
  const writes = request.method === "POST" && document === "index";
  return dataAction(`${SERVICES}/indexes/documents/${writes ? "write" : "read"}`);
}

function refuse(why: Refusal, call: LabCall): LabReply {
  switch (why) {
    case "network":
    case "entra-disabled":
      // "A generic 403 Forbidden response is returned with no other details" (learn.microsoft.com, IP firewall).
      return { status: 403, headers: { "request-id": call.requestId } };
    case "throttled":
      return { status: 503, headers: { "request-id": call.requestId, "Retry-After": "1" } };
    case "role":
      return failed(call, { error: { code: "", message: "Authorization failed." } });
    case "no-token":
    case "malformed":
    case "bad-signature":
    case "wrong-audience":
    case "wrong-tenant":
    case "expired":
    case "needs-claims":
      return failed(call);
  }
}

function failed({ resource, requestId }: LabCall, body?: object): LabReply {
  // The setting is one of services that take tokens at all.
  const is403 = resource.entraDisabled === true || resource.settings?.["authFailureMode"] === "http403";
  return {
    status: is403 ? 403 : 401,
    headers: { "request-id": requestId, ...(is403 ? {} : { "WWW-Authenticate": "Bearer" }) },
    ...(body === undefined ? {} : { body }),
  };
}

function error({ requestId }: LabCall, status: number, code: string, message: string): LabReply {
  return { status, headers: { "request-id": requestId }, body: { error: { code, message } } };
}

function act(call: LabCall, state: LabState): LabReply {
  const { request, resource } = call;
  const { index: name, isDocuments, document } = pathOf(request);
  if (!request.url.searchParams.has("api-version"))
    return error(call, 400, "", "The request must specify an api-version.");
  const indexes = (state["indexes"] ??= {}) as Record<string, Index>;
  if (name === undefined)
    return { status: 200, body: { value: Object.keys(indexes).map((one) => ({ name: one })) } };
  const index = indexes[name];
  if (!isDocuments) {
    return index === undefined
      ? error(call, 404, "", `No index with the name '${name}' was found in the service '${resource.name}'.`)
      : { status: 200, body: { name } };
  }
  if (index === undefined)
    return error(call, 404, "", `The index '${name}' for service '${resource.name}' was not found.`);
  if (request.method === "POST") return document === "index" ? change(call, index) : { status: 404 };
  const found = index.documents[document ?? ""];
  // Without a body (Azure/azure-sdk-for-js, recording "getdocument throws error").
  return found === undefined ? { status: 404 } : { status: 200, body: found };
}

/** Uploads, merges and deletes documents; an action that is not named is an upload. */
function change(call: LabCall, { key, documents }: Index): LabReply {
  const actions = actionsIn(call.request.body);
  if (actions.length === 0)
    return error(
      call,
      400,
      "",
      "The request is invalid. Details: actions : No indexing actions found in the request.",
    );
  for (const [position, one] of actions.entries()) {
    const id = one[key];
    if (typeof id !== "string")
      return error(
        call,
        400,
        "MissingKeyField",
        `${position}: Document key cannot be missing or empty. Parameters: actions`,
      );
    const { "@search.action": verb = "upload", ...document } = one;
    if (verb === "delete") delete documents[id];
    else if (verb !== "merge" || id in documents) documents[id] = { ...documents[id], ...document };
  }
  return { status: 207, body: { value: actions.map(() => ({ status: false, statusCode: 404 })) } };
}

function actionsIn(body: string): Record<string, unknown>[] {
  try {
    return (JSON.parse(body) as { value?: Record<string, unknown>[] }).value ?? [];
  } catch {
    return [];
  }
}
