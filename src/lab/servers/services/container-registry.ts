import { isGranted } from "../../assignments.ts";
import { action, dataAction, type Permission } from "../../roles/role.ts";
import type { Claims, LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "../lab-service.ts";
import { leaveTrace } from "../leave-trace.ts";
import { isRead } from "../storage-endpoint.ts";

const REGISTRIES = "Microsoft.ContainerRegistry/registries";
/** What each word of a scope needs, without and with repository permissions. */
const NEEDS: Readonly<Record<string, readonly [string, string]>> = {
  pull: ["pull/read", "repositories/content/read"],
  push: ["push/write", "repositories/content/write"],
  delete: ["artifacts/delete", "repositories/content/delete"],
  "*": ["pull/read", "catalog/read"],
};
/** Tokens of the registry end in what is easily found, wherever it turns up. */
export const REGISTRY_MARKER = "lab-fake-marker-of-a-registry-token";

/**
 * A registry's token endpoints (dataplane.md section 19.1). `settings.roles`: `abac` for repository permissions;
 * `settings.realm`: a host that its challenge names in place of its own; `settings.gateway`: `repeats` answers an
 * exchange with what it was sent; `settings.partly`: `refuses` answers 401 to a scope without any grant.
 */
export const containerRegistry: LabService = {
  armType: REGISTRIES,
  hosts: ({ name }) => [`${name}.azurecr.io`],
  audiences: () => ["https://containerregistry.azure.net", "https://management.azure.com"],
  hasOwnToken: (request) => ownToken(request) !== undefined,
  token: ({ body }) => new URLSearchParams(body).get("access_token") ?? undefined,
  anonymous,
  permissions: () => [],
  part: () => undefined,
  refuse,
  act: (call, state) => {
    const claims = ownToken(call.request);
    return claims === undefined ? exchange(call) : onRepository(call, claims, state);
  },
};

function ownToken({ url, headers }: LabRequest): Claims | undefined {
  const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? "") ?? [];
  return token !== undefined && url.pathname.startsWith("/v2/") ? readUnsigned(token) : undefined;
}

/** Nothing is played of what its repositories hold but that a request changes it. */
function onRepository({ request }: LabCall, { access = [] }: Claims, state: LabState): LabReply {
  const [, repository] = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(request.url.pathname) ?? [];
  const word = isRead(request) ? "pull" : request.method === "DELETE" ? "delete" : "push";
  const granted = access as readonly { readonly name: string; readonly actions: readonly string[] }[];
  if (!granted.some(({ name, actions }) => name === repository && actions.includes(word)))
    return error(401, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization");
  if (word === "pull") return { status: 200, body: {} };
  leaveTrace(state, request);
  return { status: word === "delete" ? 202 : 201 };
}

function anonymous(call: LabCall): LabReply | undefined {
  const { request, resource } = call;
  switch (request.url.pathname) {
    case "/oauth2/exchange":
      return resource.settings?.["gateway"] === "repeats"
        ? { status: 502, headers: { "Content-Type": "text/plain" }, body: request.body }
        : undefined;
    case "/oauth2/token":
      return accessToken(call);
    default:
      return challenge(call);
  }
}

function challenge({ resource, request }: LabCall): LabReply {
  const realm = resource.settings?.["realm"] ?? request.url.hostname;
  return {
    ...error(401, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization"),
    headers: {
      "WWW-Authenticate": `Bearer realm="https://${realm}/oauth2/token",service="${request.url.hostname}"`,
    },
  };
}

function refuse(why: Refusal): LabReply {
  switch (why) {
    case "network":
      return error(
        403,
        "DENIED",
        "client with IP '203.0.113.7' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
      );
    case "throttled":
      return error(429, "TOOMANYREQUESTS", "too many requests");
    default:
      return error(401, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization");
  }
}

function error(status: number, code: string, message: string): LabReply {
  return { status, body: { errors: [{ code, message }] } };
}

/** Who has no role at all gets no token either. */
function exchange(call: LabCall): LabReply {
  const { claims = {} } = call;
  const hasSome = Object.keys(NEEDS).some((word) => mayDo(call, claims, undefined, word));
  const hasPart = call.scenario.assignments.some(
    ({ principalId, resource, part }) =>
      principalId === claims["oid"] && resource === call.resource.name && part !== undefined,
  );
  if (!hasSome && !hasPart) return refuse("role");
  return { status: 200, body: { refresh_token: unsigned({ oid: claims["oid"] }) } };
}

function accessToken(call: LabCall): LabReply {
  const form = new URLSearchParams(call.request.body);
  const claims = readUnsigned(form.get("refresh_token") ?? "");
  const [type = "", name = "", words = ""] = (form.get("scope") ?? "").split(":");
  if (claims === undefined) return refuse("no-token");
  const actions = words.split(",").filter((word) => mayDo(call, claims, name, word));
  if (actions.length === 0 && call.resource.settings?.["partly"] === "refuses") return refuse("role");
  const access = actions.length === 0 ? [] : [{ type, name, actions }];
  return { status: 200, body: { access_token: unsigned({ access }) } };
}

function mayDo(
  { scenario, resource }: LabCall,
  claims: Claims,
  repository: string | undefined,
  word: string,
): boolean {
  const [legacy, abac] = NEEDS[word] ?? ["none", "none"];
  const needed: Permission =
    resource.settings?.["roles"] === "abac"
      ? dataAction(`${REGISTRIES}/${abac}`)
      : action(`${REGISTRIES}/${legacy}`);
  const asked = { principalId: claims["oid"], resource: resource.name, part: repository, attributes: {} };
  return isGranted(scenario, asked, needed);
}

function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none", typ: "JWT" })}.${part({ iss: "Azure Container Registry", ...claims })}.${REGISTRY_MARKER}`;
}

function readUnsigned(token: string): Claims | undefined {
  const [, payload = "", mark] = token.split(".");
  return mark === REGISTRY_MARKER
    ? (JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims)
    : undefined;
}
