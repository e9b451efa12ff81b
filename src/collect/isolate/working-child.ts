import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { isRunning, killGroup } from "../../world/process-group.ts";
import type { World } from "../../world/world.ts";
import { appEnvironment } from "./child-environment.ts";
import type { Fact, Job, Order, Told } from "./protocol.ts";

const STDERR_LENGTH = 2000;

/** A child with its orders: what it tells goes to whoever gave the order, and with the last of them it ends. */
export class WorkingChild {
  readonly process: ChildProcess;
  /** The start of what it wrote to standard error. */
  readonly stderr: () => string;
  readonly #orders = new Map<Order["id"], { readonly kind: Job["kind"]; onFact(fact: Fact): void }>();
  #given = 0;

  constructor(process: ChildProcess) {
    this.process = process;
    this.stderr = startOf(process.stderr);
    createInterface({ input: process.stdio[3] as Readable }).on("line", (line) => {
      const told = parseTold(line);
      if (told !== undefined) this.#orders.get(told[0])?.onFact(told[1]);
    });
  }

  /** Whether it can be given an order of this kind beside what it does: one of another. */
  mayTake(kind: Job["kind"]): boolean {
    const kinds = [...this.#orders.values()].map((order) => order.kind);
    return kinds.length > 0 && !kinds.includes(kind) && isRunning(this.process);
  }

  /** Gives an order; to call what comes back is to need the child no more. */
  give(job: Job, world: World, onFact: (fact: Fact) => void): () => void {
    const id = this.#given++;
    this.#orders.set(id, { kind: job.kind, onFact });
    // Users of a simulated host are not this machine's.
    const as = world.lab === undefined ? world.guise?.as : undefined;
    const order: Order = { id, job, env: appEnvironment(world), ...(as === undefined ? {} : { as }) };
    this.process.stdin?.write(`${JSON.stringify(order)}\n`);
    return () => {
      if (this.#orders.delete(id) && this.#orders.size === 0) this.#end();
    };
  }

  /** Ends it and all that it started, whatever it is doing. */
  #end(): void {
    const close = () => closeStreams(this.process);
    // What it started may have got away, and hold the other ends: nobody reads them any more.
    if (isRunning(this.process)) this.process.once("exit", close);
    else close();
    killGroup(this.process);
  }
}

function closeStreams({ stdio }: ChildProcess): void {
  for (const stream of stdio) stream?.destroy();
}

/** A child that dies while it writes leaves half a line. */
function parseTold(line: string): Told | undefined {
  try {
    return JSON.parse(line) as Told;
  } catch {
    return undefined;
  }
}

/** Collects the start of a stream; the rest is read and dropped, so that the writer never blocks. */
function startOf(stream: Readable | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    if (text.length < STDERR_LENGTH) text += chunk.slice(0, STDERR_LENGTH - text.length);
  });
  return () => text.trim();
}
