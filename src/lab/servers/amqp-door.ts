import { isGranted } from "../assignments.ts";
import { TENANT_ID } from "../contoso.ts";
import type { LabResource } from "../lab-resource.ts";
import { faultOf, hostsOf, type DataPlaneSettings } from "./data-plane.ts";
import type { ActRecord } from "./act-record.ts";
import type {
  Claims,
  LabAmqp,
  LabCondition,
  LabLink,
  LabNode,
  LabService,
  LabState,
  Refusal,
} from "./lab-service.ts";

export interface AmqpSettings extends DataPlaneSettings {
  stateOf(resource: LabResource): LabState;
  readonly record: ActRecord;
}

/** A resource that speaks AMQP, and the scenario it is in. */
export interface AmqpHost {
  readonly settings: AmqpSettings;
  readonly resource: LabResource;
  readonly service: LabService;
  readonly protocol: LabAmqp;
}

/** What the `$cbs` node makes of a token: its claims. That its caller lacks a role is told when a link is attached. */
export async function judgeToken(
  host: AmqpHost,
  token: string,
  address: string,
): Promise<{ readonly claims: Claims } | (LabCondition & { readonly status: number })> {
  const { settings, resource, service } = host;
  if (resource.network !== undefined) return refusal(host, "network", { address });
  const claims = await settings.signer.verify(token);
  if (claims === undefined) return refusal(host, "bad-signature", { address });
  const tenantId = resource.tenantId ?? TENANT_ID;
  const fault = faultOf(claims, { resource, tenantId, now: nowAt(host) }, service);
  if (fault !== undefined) return refusal(host, fault, { address, claims });
  if (resource.needsClaims) return refusal(host, "needs-claims", { address, claims });
  const links = (["sender", "receiver"] as const).map((role) => ({ role, address }));
  const isThere = judged(host, `put-token ${address}`, () =>
    links.some((link) => nodeAt(host, link) !== undefined),
  );
  // Names are told to those only who may use them.
  const isAllowed = links.some((link) => mayAttach(host, link, claims));
  return isAllowed && !isThere ? refusal(host, "not-found", { address, claims }) : { claims };
}

/** Throttling, token, role, name, and what the entity itself has against a link: in this order. */
export function admitLink(
  host: AmqpHost,
  link: LabLink,
  claims: Claims | undefined,
): { readonly node: LabNode } | LabCondition {
  const refuse = (why: Refusal | "not-found") =>
    refusal(host, why, { ...link, ...(claims === undefined ? {} : { claims }) });
  if (host.resource.throttles) return refuse("throttled");
  if (claims === undefined || !mayAttach(host, link, claims)) return refuse("role");
  const node = judged(host, `attach ${link.role} ${link.address}`, () => nodeAt(host, link));
  if (node === undefined) return refuse("not-found");
  return node.refusal ?? { node: judgedNode(host, link, node) };
}

/** Where all that is done is noted. */
function judgedNode(host: AmqpHost, { address }: LabLink, node: LabNode): LabNode {
  return {
    deliver: () => judged(host, `deliver ${address}`, () => node.deliver()),
    settle: (isAccepted) => judged(host, `settle ${address}`, () => node.settle(isAccepted)),
    accept: (body) => judged(host, `transfer ${address}`, () => node.accept(body)),
  };
}

function judged<Result>({ settings, resource }: AmqpHost, what: string, act: () => Result): Result {
  return settings.record.judge(`${resource.service}: ${what}`, settings.stateOf(resource), act);
}

function mayAttach({ settings, resource, protocol }: AmqpHost, link: LabLink, claims: Claims): boolean {
  const permission = protocol.permission(link);
  const parts = protocol.parts(link.address);
  const asked = { principalId: claims["oid"], resource: resource.name, attributes: {} };
  return parts.some((part) => isGranted(settings.scenario, { ...asked, part }, permission));
}

function nodeAt({ settings, resource, protocol }: AmqpHost, link: LabLink): LabNode | undefined {
  return protocol.node(link, resource, settings.stateOf(resource));
}

interface About {
  readonly address: string;
  readonly role?: LabLink["role"];
  readonly claims?: Claims;
}

function refusal(
  host: AmqpHost,
  why: Refusal | "not-found",
  { address, ...about }: About,
): LabCondition & { readonly status: number } {
  const { resource, protocol } = host;
  const entity = `sb://${hostsOf(resource)[0]}/${address}`;
  return protocol.refuse(why, { resource, entity, now: nowAt(host), ...about });
}

function nowAt({ settings, resource }: AmqpHost): number {
  return settings.now() + (resource.clockAheadSeconds ?? 0) * 1000;
}
