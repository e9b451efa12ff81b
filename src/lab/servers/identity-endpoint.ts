import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { Certificates } from "../certificates.ts";
import { LAB_USER } from "../contoso.ts";
import { isKnownResource } from "../resources.ts";
import type { LabEndpoint, Scenario } from "../scenario.ts";
import { selectIdentity } from "../select-identity.ts";
import type { TokenSigner } from "../tokens.ts";
import { answering, readBody, send, type NoteRequest } from "./listen.ts";
import { platformOf } from "./platforms/index.ts";
import { json, type Platform, type PlatformAnswer, type PlatformRequest } from "./platforms/platform.ts";

export interface EndpointSettings {
  readonly scenario: Scenario;
  readonly certificates: Certificates;
  readonly signer: TokenSigner;
  readonly note: NoteRequest;
}

/** The token endpoint of a platform that is not the metadata service of a VM. */
export function identityEndpointServer(
  settings: EndpointSettings,
  endpoint: LabEndpoint,
): Server | TlsServer {
  const platform = platformOf(endpoint);
  const behaviour = endpoint.behaviour ?? "normal";
  const troubles = typeof behaviour === "object" && "answers" in behaviour ? [...behaviour.answers] : [];
  const answer = answering(async (request, response) => {
    settings.note({ server: endpoint.source, method: request.method ?? "", path: request.url ?? "" });
    if (behaviour === "silent") return;
    if (typeof behaviour === "object" && "always" in behaviour) {
      const { status, headers, body } = behaviour.always;
      return send(response, status, headers, body);
    }
    const asked = await platformRequest(request, endpoint.secret ?? "");
    const refused = platform.refuse(asked);
    // Only what is a token request uses up a sequence.
    const trouble = refused === undefined ? troubles.shift() : undefined;
    const other = refused ?? (trouble === undefined ? undefined : platform.inTrouble(trouble));
    reply(response, other ?? (await grant(settings, platform, asked)));
  });
  const { key, cert } = settings.certificates;
  return platform.isTls === true ? createTlsServer({ key, cert }, answer) : createServer(answer);
}

async function platformRequest(request: IncomingMessage, secret: string): Promise<PlatformRequest> {
  const method = request.method ?? "";
  const url = new URL(request.url ?? "/", "http://endpoint");
  const fields = method === "POST" ? new URLSearchParams(await readBody(request)) : url.searchParams;
  return { method, headers: request.headers, fields, secret };
}

async function grant(
  { scenario, signer }: EndpointSettings,
  platform: Platform,
  { fields }: PlatformRequest,
): Promise<PlatformAnswer> {
  const resource = fields.get("resource") ?? "";
  if (resource === "") return platform.fail("resource-missing", resource);
  if (!isKnownResource(resource)) return platform.fail("resource-unknown", resource);
  if (platform.isUser === true) {
    return json(200, platform.grant(await signer.forUser(LAB_USER, resource), resource, ""));
  }
  const identity = selectIdentity(scenario.identities, platform.ids(fields), platform.byDefault);
  if (identity === "several") return platform.fail("several-identities", resource);
  if (identity === "not-found") return platform.fail("identity-not-found", resource);
  const token = await signer.forManagedIdentity(identity, resource);
  return json(200, platform.grant(token, resource, identity.clientId));
}

function reply(response: ServerResponse, { status, headers, body }: PlatformAnswer): void {
  send(response, status, { "Content-Type": "application/json; charset=utf-8", ...headers }, body);
}
