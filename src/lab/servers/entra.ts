import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Certificates } from "../certificates.ts";
import { TENANT_ID } from "../contoso.ts";
import type { Scenario } from "../scenario.ts";
import { ENTRA_ERRORS, entraErrorBody, traceOf, type EntraError, type EntraTrace } from "./entra-errors.ts";
import { grant, type GrantSettings } from "./entra-grants.ts";
import { answering, readBody, send, type NoteRequest } from "./listen.ts";

export interface EntraSettings extends GrantSettings {
  readonly certificates: Certificates;
  readonly note: NoteRequest;
}

const HOST = "login.microsoftonline.com";
const USER_REALM = /^GET \/userrealm\//i;
const ALIASES = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"];

/** The Entra authority: discovery, keys, and tokens for clients that prove who they are. */
export function entraServer(settings: EntraSettings): Server {
  const { certificates, note, now } = settings;
  return createServer(
    certificates.server.tls,
    answering(async (request, response) => {
      const url = new URL(request.url ?? "/", `https://${HOST}`);
      note({ server: "entra", method: request.method ?? "", path: request.url ?? "" });
      const form = new URLSearchParams(request.method === "POST" ? await readBody(request) : "");
      const correlation = correlationOf(request, url, form);
      const reply = new Reply(response, traceOf(now(), correlation));
      const [tenant = "", ...rest] = url.pathname.split("/").filter((part) => part !== "");
      await route(settings, reply, tenant, `${request.method} /${rest.join("/")}`, form);
    }),
  );
}

function correlationOf(request: IncomingMessage, url: URL, form: URLSearchParams): string | undefined {
  const sent = url.searchParams.get("client-request-id") ?? form.get("client-request-id");
  return sent ?? request.headers["client-request-id"]?.toString();
}

async function route(
  settings: EntraSettings,
  reply: Reply,
  tenant: string,
  what: string,
  form: URLSearchParams,
): Promise<void> {
  if (what === "GET /discovery/instance") return reply.json(instanceDiscovery());
  if (USER_REALM.test(what)) return reply.json(userRealm(what));
  if (!isKnownTenant(settings.scenario, tenant)) {
    const error = ENTRA_ERRORS.unknownTenant(tenant);
    // Discovery and tokens name the same error differently.
    return reply.fail(what.startsWith("GET") ? { ...error, error: "invalid_tenant" } : error);
  }
  switch (what) {
    case "GET /v2.0/.well-known/openid-configuration":
      return reply.json(configuration(tenant));
    case "GET /discovery/v2.0/keys":
      return reply.json({ keys: [settings.signer.jwk] });
    case "POST /oauth2/v2.0/token": {
      const granted = await grant(settings, tenant, form);
      return "access_token" in granted ? reply.json(granted) : reply.fail(granted);
    }
    default:
      return reply.missing();
  }
}

function isKnownTenant({ applications }: Scenario, tenant: string): boolean {
  const known = [TENANT_ID, ...applications.map(({ tenantId }) => tenantId)];
  return known.includes(tenant.toLowerCase());
}

function configuration(tenant: string): Record<string, unknown> {
  const base = `https://${HOST}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    tenant_region_scope: "EU",
    cloud_instance_name: "microsoftonline.com",
  };
}

/** Where a person's password is checked; SDKs other than JavaScript's ask before they send it. */
function userRealm(what: string): Record<string, unknown> {
  return {
    ver: "1.0",
    account_type: "Managed",
    domain_name: decodeURIComponent(what).split("@").at(-1),
    cloud_instance_name: "microsoftonline.com",
    cloud_audience_urn: "urn:federation:MicrosoftOnline",
  };
}

function instanceDiscovery(): Record<string, unknown> {
  return {
    tenant_discovery_endpoint: `https://${HOST}/common/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: HOST, preferred_cache: "login.windows.net", aliases: ALIASES }],
  };
}

/** Sends answers with the headers that every answer of the authority has. */
class Reply {
  readonly #response: ServerResponse;
  readonly #trace: EntraTrace;

  constructor(response: ServerResponse, trace: EntraTrace) {
    this.#response = response;
    this.#trace = trace;
  }

  json(body: unknown): void {
    send(this.#response, 200, this.#headers("application/json; charset=utf-8"), JSON.stringify(body));
  }

  fail(error: EntraError): void {
    const headers = this.#headers("application/json; charset=utf-8");
    send(this.#response, error.status, headers, entraErrorBody(error, this.#trace));
  }

  missing(): void {
    send(this.#response, 404, this.#headers("text/html"), "<html><body>404</body></html>");
  }

  #headers(contentType: string): Record<string, string> {
    return {
      "Cache-Control": "no-store, no-cache",
      Pragma: "no-cache",
      "Content-Type": contentType,
      "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
      "X-Content-Type-Options": "nosniff",
      "client-request-id": this.#trace.correlationId,
      "x-ms-request-id": this.#trace.traceId,
      "x-ms-ests-server": "2.1.22318.6 - NEULR1 ProdSlices",
      "x-ms-srs": "1.P",
    };
  }
}
