import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { isGranted } from "../assignments.ts";
import type { Azurite } from "../azurite.ts";
import type { Certificates } from "../certificates.ts";
import { IN_GROUP, TENANT_ID } from "../contoso.ts";
import type { LabResource } from "../lab-resource.ts";
import type { Scenario } from "../scenario.ts";
import { resourcesOf } from "../storage-accounts.ts";
import type { TokenSigner } from "../tokens.ts";
import { ActRecord } from "./act-record.ts";
import type { Claims, LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "./lab-service.ts";
import { answering, readBytes, send, type NoteRequest } from "./listen.ts";
import { labServices } from "./services/index.ts";

export interface DataPlaneSettings {
  readonly scenario: Scenario;
  readonly certificates: Certificates;
  readonly signer: TokenSigner;
  readonly now: () => number;
  readonly note: NoteRequest;
  /** Holds the data of storage accounts, and answers what was let through to them; without it their services answer. */
  readonly azurite?: Azurite | undefined;
  /** What Azurite holds is read after each request, for changes to be known; otherwise only its own hash tells. */
  readonly readsAzurite?: boolean;
}

/** The data endpoints of a scenario's resources, behind one server. */
export interface DataPlane {
  readonly server: Server;
  /** What a resource holds by now. */
  stateOf(resource: LabResource): LabState;
  /** Changes when anything that a resource holds changes. */
  dataHash(): Promise<string>;
  /** Where all is noted that is done with what the resources hold. */
  readonly record: ActRecord;
}

/** Clocks may differ by this much, as in Microsoft's own token validation. */
const TOLERATED_SECONDS = 300;

export function dataPlane(settings: DataPlaneSettings): DataPlane {
  const { scenario, certificates, now, note, azurite } = settings;
  const record = new ActRecord();
  const resources = resourcesOf(scenario);
  const counts = new Map<LabResource, number>();
  const states = new Map(resources.map((one) => [one, structuredClone(one.data) as LabState]));
  const stateOf = (resource: LabResource) => states.get(resource) ?? {};
  const server = createServer(
    certificates.server.tls,
    answering(async (message, response) => {
      const { request, bytes } = await readRequest(message);
      const { hostname, pathname, search } = request.url;
      const resource = resources.find((one) => hostsOf(one).includes(hostname));
      if (resource === undefined) return send(response, 400, {}, "no such resource");
      const authorized = request.headers.authorization === undefined ? {} : { authorized: true as const };
      note({ server: resource.service, method: request.method, path: `${pathname}${search}`, ...authorized });
      const service = labServices[resource.service];
      const call = callOf(request, resource, scenario, now());
      const count = counts.get(resource) ?? 0;
      if (request.headers.authorization !== undefined) counts.set(resource, count + 1);
      const passed = await admit(settings, { ...call, count }, service, stateOf(resource));
      if ("refused" in passed) return sendReply(response, passed.refused, request.method);
      const what = `${resource.service}: ${request.method} ${pathname}${search}`;
      const forward = async () => (await azurite?.forward(resource, message, bytes, response)) ?? false;
      const read = async () => await azurite?.contents(resource);
      const isForwarded =
        settings.readsAzurite === true
          ? await record.judgeInTurn(what, resource, read, forward)
          : await forward();
      if (isForwarded) return;
      const state = stateOf(resource);
      const reply = record.judge(what, state, () => service.act(passed, state));
      sendReply(response, reply, request.method);
    }),
  );
  return { server, stateOf, dataHash: () => hashOf(states, azurite), record };
}

async function hashOf(states: ReadonlyMap<LabResource, LabState>, azurite: Azurite | undefined) {
  const hash = createHash("sha256");
  for (const [resource, state] of states) {
    const held = (await azurite?.contents(resource)) ?? state;
    hash.update(JSON.stringify([resource.service, resource.name, held]));
  }
  return hash.digest("hex");
}

/** Names of the simulated network that a resource answers to. */
export function hostsOf(resource: LabResource): readonly string[] {
  return labServices[resource.service].hosts(resource);
}

function armIdOf({ service, name }: LabResource): string {
  return `${IN_GROUP}/${labServices[service].armType}/${name}`;
}

function armIdsOf(scenario: Scenario): ReadonlyMap<string, string> {
  return new Map([...resourcesOf(scenario).map((one) => [one.name, armIdOf(one)] as const)]);
}

async function readRequest(
  message: IncomingMessage,
): Promise<{ readonly request: LabRequest; readonly bytes: Buffer }> {
  const { method = "GET", url = "/", headers } = message;
  const bytes = await readBytes(message);
  const request = {
    method,
    url: new URL(url, `https://${headers.host ?? "localhost"}`),
    headers,
    body: bytes.toString("utf8"),
  };
  return { request, bytes };
}

function callOf(request: LabRequest, resource: LabResource, scenario: Scenario, now: number): LabCall {
  return {
    request,
    resource,
    scenario,
    resourceId: armIdOf(resource),
    armIds: armIdsOf(scenario),
    tenantId: resource.tenantId ?? TENANT_ID,
    requestId: randomUUID(),
    count: 0,
    now: now + (resource.clockAheadSeconds ?? 0) * 1000,
  };
}

/** Network rules, token, role: in the order in which services refuse. */
async function admit(
  { scenario, signer }: DataPlaneSettings,
  call: LabCall,
  service: LabService,
  state: LabState,
): Promise<LabCall | { readonly refused: LabReply }> {
  const { request, resource } = call;
  const refuse = (why: Refusal, more: Partial<LabCall> = {}) => ({
    refused: service.refuse(why, { ...call, ...more }),
  });
  if (resource.network !== undefined) return refuse("network");
  const hasToken = request.headers.authorization !== undefined;
  if (resource.throttles === true || (resource.throttles === "tokens" && hasToken))
    return refuse("throttled");
  if (service.hasOwnToken?.(request) === true) return call;
  const anonymous = service.anonymous?.(call);
  if (anonymous !== undefined) return { refused: anonymous };
  const token = service.token === undefined ? bearerToken(request) : service.token(request);
  if (token === undefined)
    return refuse(request.headers.authorization === undefined ? "no-token" : "malformed");
  const claims = await signer.verify(token);
  if (claims === undefined || resource.signingKeyUnknown) return refuse("bad-signature");
  const fault = faultOf(claims, call, service);
  if (fault !== undefined) return refuse(fault, { claims });
  if (resource.entraDisabled) return refuse("entra-disabled", { claims });
  if (resource.needsClaims) return refuse("needs-claims", { claims });
  const absent = resource.looksUpFirst === true ? lookUp({ ...call, claims }, service, state) : undefined;
  if (absent !== undefined) return { refused: absent };
  const asked = {
    principalId: claims["oid"],
    resource: resource.name,
    part: service.part(request),
    count: call.count,
    attributes: service.attributes?.(request) ?? {},
  };
  const permission = service
    .permissions(request, resource)
    .map((needed) => [needed].flat())
    .find((any) => !any.some((needed) => isGranted(scenario, asked, needed)))?.[0];
  return permission === undefined ? { ...call, claims } : refuse("role", { claims, permission });
}

/** What is not there is told to anybody; the request does nothing. */
function lookUp(call: LabCall, service: LabService, state: LabState): LabReply | undefined {
  const reply = service.act(call, structuredClone(state));
  return reply.status === 404 || reply.status === 412 ? reply : undefined;
}

function bearerToken({ headers }: LabRequest): string | undefined {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
}

/** What is wrong with a token of this tenant, for a resource. */
export function faultOf(
  claims: Claims,
  { resource, tenantId, now }: Pick<LabCall, "resource" | "tenantId" | "now">,
  service: LabService,
): Refusal | undefined {
  const audiences = resource.audience === undefined ? service.audiences(resource) : [resource.audience];
  if (claims["iss"] !== `https://sts.windows.net/${tenantId}/`) return "wrong-tenant";
  if (!audiences.includes(String(claims["aud"]).replace(/\/+$/, ""))) return "wrong-audience";
  const seconds = now / 1000;
  const isValid =
    Number(claims["nbf"]) - TOLERATED_SECONDS <= seconds &&
    seconds <= Number(claims["exp"]) + TOLERATED_SECONDS;
  return isValid ? undefined : "expired";
}

function sendReply(
  response: ServerResponse,
  { status, headers = {}, body = "" }: LabReply,
  method: string,
): void {
  const isJson = typeof body !== "string";
  const type = isJson ? { "Content-Type": "application/json; charset=utf-8" } : {};
  const text = method === "HEAD" ? "" : isJson ? JSON.stringify(body) : body;
  send(response, status, { ...type, ...headers }, text);
}
