/** Entry of the child process: orders from standard input, what is told of them to file descriptor 3, a line each. */
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { keepOutOfCoreDumps } from "../../world/core-dumps.ts";
import { becomeApp } from "./become-app.ts";
import { describeError } from "./describe-error.ts";
import { loadSdk } from "./load-sdk.ts";
import type { Fact, Job, Order, Preparation, Told } from "./protocol.ts";
import { recorded, type Recorder } from "./recorder.ts";

keepOutOfCoreDumps();

const FACTS_FD = 3;

const facts = new Socket({ fd: FACTS_FD, readable: false, writable: true });
facts.once("error", end);
/** Those under way. */
const orders = new Set<Order["id"]>();

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const said = JSON.parse(line) as Preparation | Order;
  // What fails now fails once more when it is needed, and is told then.
  if ("prepare" in said) prepare(said.prepare).catch(() => {});
  else
    begin(said).then(
      () => finish(said.id, { type: "done" }),
      (error: unknown) => finish(said.id, { type: "crash", error: describeError(error) }),
    );
});
// The parent holds the other end: when it is gone, nobody waits for this process or its children.
lines.once("close", end);
// Whose error it is nobody knows.
process.once("uncaughtException", (error) => {
  for (const id of orders) finish(id, { type: "crash", error: describeError(error) });
});

function tell(order: Order["id"], fact: Fact): void {
  facts.write(`${JSON.stringify([order, fact] satisfies Told)}\n`);
}

function finish(order: Order["id"], last: Fact): void {
  if (orders.delete(order)) tell(order, last);
}

/** Each job loads what it needs and nothing else: the others may be waiting for it. */
const MODULES = {
  link: () => import("./link-job.ts"),
  confirm: () => import("./confirm-job.ts"),
  metadata: () => import("./metadata-job.ts"),
  reach: () => import("./reach-job.ts"),
  inspect: () => import("./inspect-job.ts"),
} as const;

/** Loads what such orders will need. Of the app's environment, which is not here yet, the SDK reads nothing then. */
async function prepare(kinds: readonly Job["kind"][]): Promise<void> {
  const needsSdk = kinds.some((kind) => kind === "link" || kind === "confirm");
  await Promise.all([...kinds.map((kind) => MODULES[kind]()), needsSdk ? loadSdk() : undefined]);
}

async function begin(order: Order): Promise<void> {
  orders.add(order.id);
  // Before the user changes: the app's may not be able to read the folder of this program.
  const run = await load(order);
  await becomeApp(order);
  await run();
}

/** What an order comes to, when all of it is loaded. */
async function load({ id, job }: Order): Promise<() => Promise<void>> {
  const send = (fact: Fact) => tell(id, fact);
  const recording = (run: (recorder: Recorder) => Promise<void>) => async () => await recorded(send, run);
  switch (job.kind) {
    case "link": {
      const { runLinkJob } = await MODULES.link();
      return recording(async (recorder) => await runLinkJob(job, send, recorder));
    }
    case "metadata": {
      const { runMetadataJob } = await MODULES.metadata();
      return recording(async (recorder) => await runMetadataJob(job, send, recorder));
    }
    case "reach": {
      // A look at the metadata service may come meanwhile: what reads files then waits behind names that nobody answers.
      const [{ runReachJob }] = await Promise.all([MODULES.reach(), MODULES.metadata()]);
      return recording(async (recorder) => await runReachJob(job, send, recorder));
    }
    case "inspect": {
      const { runInspectJob } = await MODULES.inspect();
      return async () => await runInspectJob(job, send);
    }
    case "confirm": {
      const { runConfirmJob } = await MODULES.confirm();
      return recording(async () => await runConfirmJob(job, send));
    }
  }
}

/** Ends this process and every process it started: it leads a group of its own where there are groups. */
function end(): void {
  try {
    if (process.platform !== "win32") process.kill(-process.pid, "SIGKILL");
  } finally {
    process.exit();
  }
}
