import type { IncomingHttpHeaders } from "node:http";
import type { Permission } from "../roles/role.ts";
import type { Attributes } from "../condition.ts";
import type { LabResource } from "../lab-resource.ts";
import type { Scenario } from "../scenario.ts";

/** A request to a resource, as its service reads it. */
export interface LabRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface LabReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or a document that is sent as JSON; nothing when absent. */
  readonly body?: string | object;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Why a resource turns a caller away before it looks at its data. */
export type Refusal =
  | "network"
  | "throttled"
  | "no-token"
  | "malformed"
  /** Not signed by this tenant's authority. */
  | "bad-signature"
  | "wrong-audience"
  | "wrong-tenant"
  /** Or not valid yet. */
  | "expired"
  | "entra-disabled"
  | "needs-claims"
  | "role";

/** What a service may put into its answers. */
export interface LabCall {
  readonly request: LabRequest;
  readonly resource: LabResource;
  /** Everything else that is there: what Azure Resource Manager speaks of. */
  readonly scenario: Scenario;
  /** ARM id of the resource. */
  readonly resourceId: string;
  /** ARM ids of all resources, by the names that assignments use. */
  readonly armIds: ReadonlyMap<string, string>;
  readonly tenantId: string;
  readonly requestId: string;
  /** How many requests with a token the resource had before this one. */
  readonly count: number;
  readonly now: number;
  /** Of the caller's token, once it was read. */
  readonly claims?: Claims;
  /** What the caller lacks, when it lacks a role. */
  readonly permission?: Permission;
}

/** What a resource holds; a request that really acts changes it. */
export type LabState = Record<string, unknown>;

/** An Azure service of the lab: who may do what, and what it answers, as dataplane.md records it. */
export interface LabService {
  /** Host names of a resource. */
  hosts(resource: LabResource): readonly string[];
  /** Audiences it takes tokens for, as `aud`; a trailing slash is not looked at. */
  audiences(resource: LabResource): readonly string[];
  /** ARM type, for ids. */
  readonly armType: string;
  /** The token of a request; default: that of `Authorization: Bearer`. */
  token?(request: LabRequest): string | undefined;
  /** The service gave the request's token itself, and looked at roles when it did; most give none. */
  hasOwnToken?(request: LabRequest): boolean;
  /** A request that is answered whoever asks, before any token is looked at; most have none. */
  anonymous?(call: LabCall): LabReply | undefined;
  /** What a request needs: all of it, and of an inner list any one. */
  permissions(
    request: LabRequest,
    resource: LabResource,
  ): readonly (Permission | readonly [Permission, ...Permission[]])[];
  /** The part of the resource that a request is about, as assignments name it. */
  part(request: LabRequest): string | undefined;
  /** What conditions on assignments may look at; most services have no such attributes. */
  attributes?(request: LabRequest): Attributes;
  refuse(why: Refusal, call: LabCall): LabReply;
  /** What the service does for a caller who may: a request that creates, changes or deletes really does. */
  act(call: LabCall, state: LabState): LabReply;
  /** Services that are reached over AMQP as well. */
  readonly amqp?: LabAmqp;
}

/** A link that a client attaches to an entity; the role is the client's. */
export interface LabLink {
  readonly role: "sender" | "receiver";
  readonly address: string;
}

/** Why a token or a link is turned away, as AMQP says it. */
export interface LabCondition {
  readonly condition: string;
  readonly description: string;
}

/** What is at an address of AMQP. All that is done with it changes the state of its resource. */
export interface LabNode {
  /** Turns links away whose client has the right to attach them. */
  readonly refusal?: LabCondition;
  /** The next message: it is counted, and locked for the receiver. */
  deliver(): string | undefined;
  /** The receiver is done with the message that it got first. */
  settle(isAccepted: boolean): void;
  /** A message from a sender. */
  accept(body: string): void;
}

/** What an AMQP answer may tell. */
export interface LabAmqpCall {
  readonly resource: LabResource;
  /** `sb://<host>/<path>` */
  readonly entity: string;
  readonly role?: LabLink["role"];
  readonly claims?: Claims;
  readonly now: number;
}

/** The side of a service that speaks AMQP. */
export interface LabAmqp {
  readonly port: number;
  /** The part at an address, and those that it is in, as assignments name them. */
  parts(address: string): readonly string[];
  permission(link: LabLink): Permission;
  /** What the `$cbs` node answers to a token, or a link is closed with. */
  refuse(why: Refusal | "not-found", call: LabAmqpCall): LabCondition & { readonly status: number };
  node(link: LabLink, resource: LabResource, state: LabState): LabNode | undefined;
}
