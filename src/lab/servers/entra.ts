import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Certificates } from "../certificates.ts";
import { TENANT } from "../contoso.ts";
import type { LabApplication, Scenario } from "../scenario.ts";
import { APP_LIFETIME, type TokenIssuer } from "../tokens.ts";
import { readBody, sendJson, startServer, type LabServer, type SeenRequest } from "./lab-server.ts";

const HOST = "login.microsoftonline.com";

interface Refusal {
  readonly code: number;
  readonly status: number;
  readonly error: string;
  readonly text: string;
}

/** Entra's login host: discovery, and tokens for applications with a secret. */
export async function startEntra(
  scenario: Scenario,
  tokens: TokenIssuer,
  certificates: Certificates,
  seen: SeenRequest[],
  now: () => number,
): Promise<LabServer> {
  return await startServer({
    name: "entra",
    certificates,
    seen,
    async handler(request, response) {
      const { pathname } = new URL(request.url ?? "/", `https://${HOST}`);
      const [, tenant = "", ...rest] = pathname.split("/");
      const what = rest.join("/");
      if (what === "discovery/instance") return sendJson(response, 200, instances());
      if (tenant !== TENANT) return refuse(response, unknownTenant(tenant), now);
      if (what === "v2.0/.well-known/openid-configuration") return sendJson(response, 200, openid(tenant));
      if (what !== "oauth2/v2.0/token" || request.method !== "POST") {
        response.writeHead(404).end();
        return;
      }
      const form = new URLSearchParams(await readBody(request));
      const refusal = check(scenario, form);
      if ("code" in refusal) return refuse(response, refusal, now);
      const audience = (form.get("scope") ?? "").replace(/\/\.default$/, "");
      sendJson(response, 200, {
        token_type: "Bearer",
        expires_in: APP_LIFETIME,
        ext_expires_in: APP_LIFETIME,
        access_token: await tokens.forApplication(refusal, audience),
      });
    },
  });
}

/** The application that a token request proves to be, or what Entra says instead (failures.md section a.1). */
function check({ applications }: Scenario, form: URLSearchParams): LabApplication | Refusal {
  const clientId = form.get("client_id") ?? "";
  const found = applications.find((one) => one.clientId === clientId);
  if (found === undefined) {
    return {
      code: 700016,
      status: 400,
      error: "unauthorized_client",
      text: `Application with identifier '${clientId}' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    };
  }
  const given = form.get("client_secret");
  if (given === null) {
    return {
      code: 7000218,
      status: 401,
      error: "invalid_client",
      text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    };
  }
  const secret = found.secrets.find(({ value }) => value === given);
  if (secret?.state === "valid") return found;
  return secret === undefined
    ? {
        code: 7000215,
        status: 401,
        error: "invalid_client",
        text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
      }
    : {
        code: 7000222,
        status: 401,
        error: "invalid_client",
        text: `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
      };
}

function unknownTenant(tenant: string): Refusal {
  return {
    code: 90002,
    status: 400,
    error: "invalid_request",
    text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  };
}

/** An error in Entra's own shape (failures.md section 0.3). */
function refuse(response: ServerResponse, { code, status, error, text }: Refusal, now: () => number): void {
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = new Date(now())
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");
  sendJson(
    response,
    status,
    {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://${HOST}/error?code=${code}`,
    },
    { "x-ms-request-id": trace, "x-ms-ests-server": "2.1.22000.0 - WEULR1 ProdSlices" },
  );
}

function openid(tenant: string) {
  const root = `https://${HOST}/${tenant}`;
  return {
    issuer: `${root}/v2.0`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    token_endpoint: `${root}/oauth2/v2.0/token`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
  };
}

function instances() {
  return {
    tenant_discovery_endpoint: `https://${HOST}/${TENANT}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [
      { preferred_network: HOST, preferred_cache: "login.windows.net", aliases: [HOST, "login.windows.net"] },
    ],
  };
}
