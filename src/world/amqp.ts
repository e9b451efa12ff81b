import { once } from "node:events";
import type { TLSSocket } from "node:tls";
import type { AmqpError, Connection, EventContext, Message, Receiver, Sender } from "rhea";
import { errorCodeOf } from "./error-code.ts";
import { loadAmqp, type Amqp } from "./load-amqp.ts";
import { openTls, type FailureStage } from "./tls-socket.ts";

export interface AmqpRequest {
  readonly host: string;
  readonly port: number;
  /** Path of the entity. */
  readonly address: string;
  readonly attach: "sender" | "receiver";
  /** Name of the link, which the server may write into its logs. */
  readonly name: string;
  readonly token: string;
  readonly timeoutMs: number;
}

export interface AmqpAnswer {
  /** What the `$cbs` node said to the token. */
  readonly putToken?: { readonly status: number; readonly description: string };
  /** The link was attached, and detached again. */
  readonly attached: boolean;
  /** Why the token, the link or the connection was turned away, in the server's words. */
  readonly refusal?: { readonly condition?: string; readonly description: string };
  /** Why there was no answer. */
  readonly failure?: { readonly code: string; readonly stage: FailureStage };
}

const CBS = "$cbs";
/** How long the server may take to say goodbye. */
const CLOSE_MS = 1000;

/**
 * One conversation with Service Bus or Event Hubs: SASL ANONYMOUS, the token to the `$cbs` node, one link that is
 * attached and detached (learn.microsoft.com, "AMQP 1.0 in Azure Service Bus and Event Hubs protocol guide"). The link
 * never carries a message: a sender sends none, a receiver grants no credit.
 */
export async function converse(request: AmqpRequest): Promise<AmqpAnswer> {
  const amqp = await loadAmqp();
  const { socket, opened, stage } = openTls(request.host, request.port);
  const endsAt = performance.now() + request.timeoutMs;
  let timer: NodeJS.Timeout | undefined;
  let conversation: Conversation | undefined;
  const deadline = new Promise<AmqpAnswer>((resolve) => {
    timer = setTimeout(() => resolve(failed("DEADLINE", stage())), request.timeoutMs);
  });
  const talk = async () => {
    await opened;
    conversation = new Conversation(amqp, socket, request);
    return await conversation.answer;
  };
  try {
    const answer = await Promise.race([talk(), deadline]);
    if (answer.failure === undefined) await conversation?.end(endsAt - performance.now());
    return answer;
  } catch (error) {
    return failed(errorCodeOf(error), stage());
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

class Conversation {
  readonly answer: Promise<AmqpAnswer>;
  readonly #request: AmqpRequest;
  readonly #socket: TLSSocket;
  readonly #connection: Connection;
  #finish: (answer: AmqpAnswer) => void = () => {};
  #putToken: AmqpAnswer["putToken"];
  #link: Sender | Receiver | undefined;
  #isAttached = false;

  constructor(amqp: Amqp, socket: TLSSocket, request: AmqpRequest) {
    this.#request = request;
    this.#socket = socket;
    this.answer = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#connection = openConnection(amqp, socket, request);
    const connection = this.#connection;
    connection.once("connection_open", () => this.#sendToken());
    connection.once("message", ({ message }: EventContext) => this.#readReply(message));
    for (const event of ["sender_open", "receiver_open"]) {
      connection.on(event, ({ sender, receiver }: EventContext) => this.#opened(sender ?? receiver));
    }
    for (const event of ["sender_error", "receiver_error"]) {
      connection.on(event, ({ sender, receiver }: EventContext) =>
        this.#refused((sender ?? receiver)?.error),
      );
    }
    for (const event of ["sender_close", "receiver_close"]) {
      connection.on(event, ({ sender, receiver }: EventContext) => this.#closed(sender ?? receiver));
    }
    connection.on("session_error", ({ session }: EventContext) => this.#refused(session?.error));
    connection.on("connection_error", ({ error }: EventContext) => this.#refused(error));
    for (const event of ["session_close", "connection_close", "disconnected"]) {
      connection.on(event, ({ error }: EventContext) => this.#failed(errorCodeOf(error, "CLOSED")));
    }
    // Without a listener the library prints what it could not read.
    for (const event of ["error", "protocol_error"]) connection.on(event, () => this.#failed("PROTOCOL"));
  }

  /** Says goodbye within what is left of the time; the caller destroys the socket, whatever became of it. */
  async end(leftMs: number): Promise<void> {
    if (this.#socket.destroyed || leftMs <= 0) return;
    const signal = AbortSignal.timeout(Math.min(CLOSE_MS, leftMs));
    const closed = once(this.#socket, "close", { signal }).catch(() => {});
    this.#connection.close();
    await closed;
  }

  #sendToken(): void {
    const { host, address, token, name } = this.#request;
    const replyTo = `${name}-cbs`;
    this.#connection.open_receiver({ source: CBS, target: replyTo, name: replyTo, credit_window: 1 });
    const sender = this.#connection.open_sender({ target: CBS, name: `${name}-token` });
    sender.once("sendable", () =>
      sender.send({
        to: CBS,
        reply_to: replyTo,
        message_id: name,
        application_properties: {
          operation: "put-token",
          type: "jwt",
          name: `sb://${host}/${address}`,
        },
        body: token,
      }),
    );
  }

  #readReply(message: Message | undefined): void {
    const properties: Readonly<Record<string, unknown>> = message?.application_properties ?? {};
    const status = Number(properties["status-code"]);
    const description = textOf(properties["status-description"]) ?? "";
    if (!Number.isInteger(status)) return this.#failed("PROTOCOL");
    this.#putToken = { status, description };
    if (status >= 200 && status < 300) this.#attach();
    else this.#refused({ condition: textOf(properties["error-condition"]), description });
  }

  #attach(): void {
    const { attach, address, name } = this.#request;
    this.#link =
      attach === "sender"
        ? this.#connection.open_sender({ target: { address }, name })
        : this.#connection.open_receiver({ source: { address }, name, credit_window: 0, autoaccept: false });
  }

  /** A link that is turned away opens without the far end, and closes with the reason (AMQP 1.0, section 2.6.3). */
  #opened(link: Sender | Receiver | undefined): void {
    if (link === undefined || link !== this.#link) return;
    // Where there is none, the library has nothing, or a null of its own in a wrapper.
    const farEnd: unknown = this.#request.attach === "sender" ? link.target : link.source;
    if (typeof farEnd !== "object" || farEnd === null || !("address" in farEnd)) return;
    this.#isAttached = true;
    link.close();
  }

  #closed(link: Sender | Receiver | undefined): void {
    if (link === this.#link && this.#isAttached) this.#tell({ attached: true });
    else this.#failed("CLOSED");
  }

  #refused(error: AmqpError | Error | Readonly<Record<string, unknown>> | undefined): void {
    const { condition, description } = (error ?? {}) as Readonly<Record<string, unknown>>;
    const text = textOf(condition);
    const refusal = {
      ...(text === undefined ? {} : { condition: text }),
      description: textOf(description) ?? "",
    };
    this.#tell({ attached: false, refusal });
  }

  #failed(code: string): void {
    this.#tell(failed(code, "response"));
  }

  #tell(answer: AmqpAnswer): void {
    this.#finish({ ...answer, ...(this.#putToken === undefined ? {} : { putToken: this.#putToken }) });
  }
}

function openConnection(amqp: Amqp, socket: TLSSocket, { host, port, name }: AmqpRequest): Connection {
  return amqp.create_container({ id: name }).connect({
    ...{ transport: "tls", host, port, hostname: host, container_id: name, reconnect: false },
    // A name without a password stands for SASL ANONYMOUS, the only way there (protocol guide, as above).
    username: "anonymous",
    connection_details: () => ({
      ...{ host, port },
      connect: (_port: number, _host: string, _options: unknown, connected: () => void) => {
        queueMicrotask(connected);
        return socket;
      },
    }),
  });
}

function failed(code: string, stage: FailureStage): AmqpAnswer {
  return { attached: false, failure: { code, stage } };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
