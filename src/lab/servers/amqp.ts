import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type Server, type TLSSocket } from "node:tls";
import type { Connection, EventContext, Message, Receiver, Sender } from "rhea";
import { loadAmqp, type Amqp } from "../../world/load-amqp.ts";
import type { LabResource } from "../lab-resource.ts";
import { admitLink, judgeToken, type AmqpHost, type AmqpSettings } from "./amqp-door.ts";
import { hostsOf } from "./data-plane.ts";
import type { Claims, LabLink, LabNode, LabService } from "./lab-service.ts";
import { labServices } from "./services/index.ts";

const CBS = "$cbs";
/** Messages that a client may send before it is given more credit. */
const CREDIT = 100;
const OUTCOMES = ["accepted", "released", "rejected", "modified"] as const;
type Outcome = (typeof OUTCOMES)[number];
/** What the library makes outcomes with; its types leave them out. */
type Outcomes = Readonly<Record<Outcome, () => { described(): unknown }>>;

export function speaksAmqp(resource: LabResource): boolean {
  return serviceOf(resource).amqp !== undefined;
}

function serviceOf({ service }: LabResource): LabService {
  return labServices[service];
}

/** The AMQP endpoints of a scenario's resources, behind one server. Messages are really delivered, locked and settled. */
export async function amqpServer(settings: AmqpSettings): Promise<Server> {
  const amqp = await loadAmqp();
  return createServer(settings.certificates.server.tls, (socket) => {
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

interface Served extends AmqpHost {
  readonly amqp: Amqp;
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
    connection.on("sender_draining", ({ sender }: EventContext) => {
      setImmediate(() => sender?.set_drained(true));
    });
    connection.on("message", (context: EventContext) => void this.#take(context));
    for (const outcome of OUTCOMES) {
      connection.on(outcome, (context: EventContext) => this.#settle(context, outcome));
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

  #admit(end: Sender | Receiver, link: LabLink): boolean {
    this.#note(`attach ${link.role}`, link.address);
    const admitted = admitLink(this.#served, link, this.#claimsFor(link.address));
    if ("node" in admitted) this.#nodes.set(end, admitted.node);
    // A link that is turned away is opened without its far end.
    else end.close({ ...admitted });
    return "node" in admitted;
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
    const answer = await judgeToken(this.#served, String(body), address);
    if ("claims" in answer) this.#claims.set(address, answer.claims);
    const { status, description, condition } =
      "claims" in answer ? { status: 202, description: "Accepted", condition: undefined } : answer;
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

  /** One message after the other: the library takes a credit away only when it writes the message. */
  #deliver(sender: Sender | undefined): void {
    const node = sender && this.#nodes.get(sender);
    if (sender === undefined || node === undefined || !sender.sendable()) return;
    const body = node.deliver();
    if (body === undefined) return;
    this.#note("deliver", addressOf(sender.source));
    // The tag is what clients take for the lock of the message.
    sender.send({ message_id: randomUUID(), body }, randomBytes(16));
    setImmediate(() => this.#deliver(sender));
  }

  #settle({ sender, delivery }: EventContext, outcome: Outcome): void {
    if (sender !== undefined) this.#nodes.get(sender)?.settle(outcome === "accepted");
    // A client that settles second waits for its outcome to come back (rcv-settle-mode of AMQP 1.0).
    const outcomes = this.#served.amqp.message as unknown as Outcomes;
    delivery?.update(true, outcomes[outcome]().described());
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
