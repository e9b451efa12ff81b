import { createServer, type Server, type TLSSocket } from "node:tls";
import type { Connection, EventContext, Message, Receiver, Sender } from "rhea";
import { loadAmqp, type Amqp } from "../../world/load-amqp.ts";
import { TENANT_ID } from "../contoso.ts";
import type { LabResource } from "../lab-resource.ts";
import { faultOf, hostsOf, isAssigned, type DataPlaneSettings } from "./data-plane.ts";
import type { Claims, LabAmqp, LabCondition, LabLink, LabNode, LabService, LabState } from "./lab-service.ts";
import type { Refusal } from "./lab-service.ts";
import { labServices } from "./services/index.ts";

export interface AmqpSettings extends DataPlaneSettings {
  stateOf(resource: LabResource): LabState;
}

const CBS = "$cbs";
/** Messages that a client may send before it is given more credit. */
const CREDIT = 100;

export function speaksAmqp(resource: LabResource): boolean {
  return serviceOf(resource).amqp !== undefined;
}

function serviceOf({ service }: LabResource): LabService {
  return labServices[service];
}

/** The AMQP endpoints of a scenario's resources, behind one server. Messages are really delivered, locked and settled. */
export async function amqpServer(settings: AmqpSettings): Promise<Server> {
  const amqp = await loadAmqp();
  const { key, cert } = settings.certificates;
  return createServer({ key, cert }, (socket) => {
    socket.on("error", () => {});
    const resource = settings.scenario.resources.find(
      (one) =>
        speaksAmqp(one) &&
        hostsOf(one).includes(socket.servername === false ? "" : (socket.servername ?? "")),
    );
    const service = resource && serviceOf(resource);
    if (resource === undefined || service?.amqp === undefined) socket.destroy();
    else new ServedConnection({ settings, amqp, resource, service, protocol: service.amqp }).serve(socket);
  });
}

interface Served {
  readonly settings: AmqpSettings;
  readonly amqp: Amqp;
  readonly resource: LabResource;
  readonly service: LabService;
  readonly protocol: LabAmqp;
}

/** One client's connection: the tokens it has put, by the path each is for, and the links it has attached. */
class ServedConnection {
  readonly #served: Served;
  readonly #claims = new Map<string, Claims>();
  readonly #nodes = new Map<Sender | Receiver, LabNode>();
  #replies: Sender | undefined;

  constructor(served: Served) {
    this.#served = served;
  }

  serve(socket: TLSSocket): void {
    const connection: Connection = this.#served.amqp.create_container().create_connection({
      ...{ host: "localhost", port: 0, reconnect: false },
      receiver_options: { credit_window: 0, autoaccept: false },
    });
    connection.on("receiver_open", ({ receiver }: EventContext) => this.#openReceiver(receiver));
    connection.on("sender_open", ({ sender }: EventContext) => this.#openSender(sender));
    connection.on("sendable", ({ sender }: EventContext) => this.#deliver(sender));
    connection.on("message", (context: EventContext) => void this.#take(context));
    connection.on("accepted", ({ sender }: EventContext) => this.#settle(sender, true));
    for (const event of ["released", "rejected", "modified"]) {
      connection.on(event, ({ sender }: EventContext) => this.#settle(sender, false));
    }
    // Clients that hang up are nothing to print.
    for (const event of ["disconnected", "error", "protocol_error", "connection_error", "connection_close"]) {
      connection.on(event, () => {});
    }
    connection["accept"](socket);
  }

  /** A client that sends. */
  #openReceiver(receiver: Receiver | undefined): void {
    if (receiver === undefined) return;
    const address = addressOf(receiver.target);
    receiver.set_source(receiver.source);
    if (address !== CBS && !this.#admit(receiver, { role: "sender", address })) return;
    receiver.set_target({ address });
    receiver.add_credit(CREDIT);
  }

  /** A client that receives. */
  #openSender(sender: Sender | undefined): void {
    if (sender === undefined) return;
    const address = addressOf(sender.source);
    sender.set_target(sender.target);
    if (address === CBS) this.#replies = sender;
    else if (!this.#admit(sender, { role: "receiver", address })) return;
    sender.set_source({ address });
  }

  /** Throttling, token, role, name: in this order. A link that is turned away is opened without its far end. */
  #admit(end: Sender | Receiver, link: LabLink): boolean {
    const { resource, protocol } = this.#served;
    this.#note(`attach ${link.role}`, link.address);
    const claims = this.#claimsFor(link.address);
    const why = resource.throttles ? "throttled" : this.#mayAttach(link, claims) ? undefined : "role";
    const node = this.#node(link);
    const refusal = why === undefined ? (node === undefined ? "not-found" : node.refusal) : why;
    if (node !== undefined && refusal === undefined) {
      this.#nodes.set(end, node);
      return true;
    }
    const { condition, description }: LabCondition =
      typeof refusal === "object"
        ? refusal
        : protocol.refuse(refusal ?? "not-found", this.#call(link.address, claims, link.role));
    end.close({ condition, description });
    return false;
  }

  #mayAttach(link: LabLink, claims: Claims | undefined): boolean {
    const { settings, resource, protocol } = this.#served;
    const permission = protocol.permission(link);
    return (
      claims !== undefined &&
      protocol
        .parts(link.address)
        .some((part) => isAssigned(settings.scenario, claims, resource, part, permission))
    );
  }

  #claimsFor(address: string): Claims | undefined {
    return [...this.#claims].find(([path]) => address === path || address.startsWith(`${path}/`))?.[1];
  }

  async #take({ message, delivery, receiver }: EventContext): Promise<void> {
    if (message === undefined || receiver === undefined) return;
    receiver.add_credit(1);
    const node = this.#nodes.get(receiver);
    if (node === undefined) await this.#putToken(message);
    else {
      this.#note("transfer", addressOf(receiver.target));
      node.accept(String(message.body));
    }
    delivery?.accept();
  }

  async #putToken({
    application_properties: properties = {},
    body,
    message_id: id,
    reply_to: replyTo,
  }: Message) {
    const address = String(properties["name"]).replace(/^(?:sb|amqps?):\/\/[^/]+\//, "");
    this.#note("put-token", address);
    const { why, claims } = await this.#judge(String(body), address);
    const { status, condition, description } =
      why === undefined
        ? { status: 202, condition: undefined, description: "Accepted" }
        : this.#served.protocol.refuse(why, this.#call(address, claims));
    if (why === undefined && claims !== undefined) this.#claims.set(address, claims);
    this.#replies?.send({
      ...(id === undefined ? {} : { correlation_id: id }),
      ...(replyTo === undefined ? {} : { to: replyTo }),
      application_properties: {
        "status-code": this.#served.amqp.types.wrap_int(status),
        "status-description": description,
        ...(condition === undefined ? {} : { "error-condition": condition }),
      },
      body: undefined,
    });
  }

  /** What is wrong with a token; that its caller lacks a role is told when a link is attached. */
  async #judge(
    token: string,
    address: string,
  ): Promise<{ readonly why?: Refusal | "not-found"; readonly claims?: Claims }> {
    const { settings, resource, service } = this.#served;
    if (resource.network !== undefined) return { why: "network" };
    const claims = await settings.signer.verify(token);
    if (claims === undefined) return { why: "bad-signature" };
    const tenantId = resource.tenantId ?? TENANT_ID;
    const fault = faultOf(claims, { resource, tenantId, now: this.#now() }, service);
    if (fault !== undefined) return { why: fault, claims };
    if (resource.needsClaims) return { why: "needs-claims", claims };
    const links = (["sender", "receiver"] as const).map((role) => ({ role, address }));
    const isThere = links.some((link) => this.#node(link) !== undefined);
    const isAllowed = links.some((link) => this.#mayAttach(link, claims));
    // Names are told to those only who may use them.
    return isAllowed && !isThere ? { why: "not-found", claims } : { claims };
  }

  #deliver(sender: Sender | undefined): void {
    const node = sender && this.#nodes.get(sender);
    if (sender === undefined || node === undefined) return;
    while (sender.sendable()) {
      const body = node.deliver();
      if (body === undefined) return;
      this.#note("deliver", sender.source.address);
      sender.send({ body });
    }
  }

  #settle(sender: Sender | undefined, isAccepted: boolean): void {
    if (sender !== undefined) this.#nodes.get(sender)?.settle(isAccepted);
  }

  #node(link: LabLink): LabNode | undefined {
    const { settings, resource, protocol } = this.#served;
    return protocol.node(link, resource, settings.stateOf(resource));
  }

  #call(address: string, claims: Claims | undefined, role?: LabLink["role"]) {
    const { resource } = this.#served;
    return {
      ...{ resource, entity: `sb://${hostsOf(resource)[0]}/${address}`, now: this.#now() },
      ...(claims === undefined ? {} : { claims }),
      ...(role === undefined ? {} : { role }),
    };
  }

  #now(): number {
    const { settings, resource } = this.#served;
    return settings.now() + (resource.clockAheadSeconds ?? 0) * 1000;
  }

  #note(what: string, address: string): void {
    const { settings, resource } = this.#served;
    settings.note({ server: resource.service, method: "AMQP", path: `${what} ${address}` });
  }
}

/** The library's types promise a far end; a peer need not name one. */
function addressOf(end: { readonly address?: string } | undefined): string {
  return end?.address ?? "";
}
