import { dataAction } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "../lab-service.ts";

/** Key-values by key, as a store of the lab holds them; labels are left out. */
type KeyValues = Record<string, { value: string; locked?: boolean }>;

const STORES = "Microsoft.AppConfiguration/configurationStores";
const ERRORS = "https://azconfig.io/errors";

/** App Configuration's data plane (dataplane.md section 10). */
export const appConfiguration: LabService = {
  armType: STORES,
  hosts: ({ name }) => [`${name}.azconfig.io`, `${name}.appconfig.azure.com`],
  audiences: ({ name }) => [
    "https://appconfig.azure.com",
    "https://azconfig.io",
    `https://${name}.azconfig.io`,
    "35ffadb3-7fc1-497e-b61b-381d28e744cc",
  ],
  permissions: ({ method, url }) => [dataAction(`${STORES}/keyValues/${verbOf(method, url)}`)],
  // Roles are given on whole stores.
  part: () => undefined,
  refuse,
  act,
};

function verbOf(method: string, { pathname }: URL): "read" | "write" | "delete" {
  if (method === "GET" || method === "HEAD") return "read";
  return method === "DELETE" && !pathname.startsWith("/locks/") ? "delete" : "write";
}

function refuse(why: Refusal, { resource, requestId }: LabCall): LabReply {
  const headers = { "x-ms-correlation-request-id": requestId };
  switch (why) {
    case "network":
      // There are no rules for single addresses: public access is off, or a perimeter stands around the store.
      return problem(403, {
        type: `${ERRORS}/${resource.settings?.["perimeter"] === "on" ? "nsp-rejected" : "ip-address-rejected"}`,
        title:
          "Access to this resource is governed by a network access policy. The client IP address fails to meet the criteria for access. See https://aka.ms/appconfig/network-access-errors for more information.",
        status: 403,
      });
    case "throttled":
      return {
        status: 429,
        headers: { ...headers, "retry-after-ms": resource.settings?.["retryAfterMs"] ?? "1000" },
      };
    case "role":
      return { status: 403, headers };
    case "no-token":
      return { status: 401, headers: { ...headers, "WWW-Authenticate": "HMAC-SHA256, Bearer" } };
    case "wrong-tenant":
      return unauthorized(
        headers,
        "The access token is from the wrong issuer. It must match the AD tenant associated with the subscription, to which the configuration store belongs. If you just transferred your subscription and see this error message, please try back later.",
      );
    // Azure/AppConfiguration issue 429
    case "expired":
      return unauthorized(headers, "The access token has expired");
    case "malformed":
    case "bad-signature":
    case "wrong-audience":
    case "needs-claims":
      return unauthorized(headers, "Authorization token failed validation");
    case "entra-disabled":
      throw new Error("App Configuration cannot switch Entra off");
  }
}

function unauthorized(headers: Readonly<Record<string, string>>, description: string): LabReply {
  const challenge = `HMAC-SHA256, Bearer error="invalid_token", error_description="${description}"`;
  return { status: 401, headers: { ...headers, "WWW-Authenticate": challenge } };
}

function problem(status: number, body: object): LabReply {
  return {
    status,
    headers: { "Content-Type": "application/problem+json; charset=utf-8" },
    body: JSON.stringify(body),
  };
}

function act({ request }: LabCall, state: LabState): LabReply {
  const { url } = request;
  if (!url.searchParams.has("api-version")) {
    return problem(400, {
      type: `${ERRORS}/invalid-argument`,
      title: "API version is not specified",
      status: 400,
    });
  }
  const held = (state["kv"] ??= {}) as KeyValues;
  const [collection = "", ...rest] = url.pathname.slice(1).split("/");
  const key = decodeURIComponent(rest.join("/"));
  switch (collection) {
    case "keys":
      return found(held, url.searchParams.get("name"), (name) => ({ name }));
    case "kv":
      return key === ""
        ? found(held, url.searchParams.get("key"), (name) => ({ key: name }))
        : one(request, held, key);
    case "locks":
      return lock(request, held, key);
    default:
      return { status: 404 };
  }
}

/** `*` at the end of a filter stands for anything; without a filter all are meant. */
function found(held: KeyValues, filter: string | null, shown: (name: string) => object): LabReply {
  const start = filter?.endsWith("*") === true ? filter.slice(0, -1) : undefined;
  const names = Object.keys(held).filter(
    (name) => filter === null || name === filter || (start !== undefined && name.startsWith(start)),
  );
  return { status: 200, body: { items: names.map(shown) } };
}

function one({ method, headers, body }: LabRequest, held: KeyValues, key: string): LabReply {
  const present = held[key];
  if (method === "PUT") {
    if (headers["if-match"] !== undefined && present === undefined) return { status: 412 };
    held[key] = { value: body };
    return { status: 200, body: { key } };
  }
  if (present === undefined) return { status: method === "DELETE" ? 204 : 404 };
  if (method === "DELETE") delete held[key];
  return { status: 200, body: { key, value: present.value } };
}

function lock({ method }: LabRequest, held: KeyValues, key: string): LabReply {
  const present = held[key];
  if (present === undefined) return { status: 404 };
  present.locked = method === "PUT";
  return { status: 200, body: { key, locked: present.locked } };
}
