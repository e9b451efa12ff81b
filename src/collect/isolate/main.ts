/** Entry of the child process: one job from standard input, facts to file descriptor 3. */
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { keepOutOfCoreDumps } from "../../world/core-dumps.ts";
import { becomeApp } from "./become-app.ts";
import { describeError } from "./describe-error.ts";
import { loadSdk } from "./load-sdk.ts";
import type { Job, Order, Preparation, Send } from "./protocol.ts";
import { startRecorder, type Recorder } from "./recorder.ts";

keepOutOfCoreDumps();

const FACTS_FD = 3;

const facts = new Socket({ fd: FACTS_FD, readable: false, writable: true });
facts.once("error", end);
const send: Send = (fact) => void facts.write(`${JSON.stringify(fact)}\n`);

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const said = JSON.parse(line) as Preparation | Order;
  // What fails now fails once more when it is needed, and is told then.
  if ("prepare" in said) prepare(said.prepare).catch(() => {});
  else {
    begin(said)
      .catch((error: unknown) => send({ type: "crash", error: describeError(error) }))
      .finally(() => send({ type: "done" }));
  }
});
// The parent holds the other end: when it is gone, nobody waits for this process or its children.
lines.once("close", end);
process.once("uncaughtException", (error) => {
  send({ type: "crash", error: describeError(error) });
  send({ type: "done" });
});

/** Each job loads what it needs and nothing else: the others may be waiting for it. */
const MODULES = {
  link: () => import("./link-job.ts"),
  confirm: () => import("./confirm-job.ts"),
  metadata: () => import("./metadata-job.ts"),
  reach: () => import("./reach-job.ts"),
  inspect: () => import("./inspect-job.ts"),
} as const;

/** Loads what such an order will need. Of the app's environment, which is not here yet, the SDK reads nothing then. */
async function prepare(kind: Job["kind"]): Promise<void> {
  const needsSdk = kind === "link" || kind === "confirm";
  await Promise.all([MODULES[kind](), needsSdk ? loadSdk() : undefined]);
}

async function begin(order: Order): Promise<void> {
  // Before the user changes: the app's may not be able to read the folder of this program.
  const run = await load(order.job);
  await becomeApp(order);
  await run(startRecorder(send));
}

async function load(job: Job): Promise<(recorder: Recorder) => Promise<void>> {
  switch (job.kind) {
    case "link": {
      const { runLinkJob } = await MODULES.link();
      return (recorder) => runLinkJob(job, send, recorder);
    }
    case "metadata": {
      const { runMetadataJob } = await MODULES.metadata();
      return (recorder) => runMetadataJob(job, send, recorder);
    }
    case "inspect": {
      const { runInspectJob } = await MODULES.inspect();
      return () => runInspectJob(job, send);
    }
    case "reach": {
      const { runReachJob } = await MODULES.reach();
      return (recorder) => runReachJob(job, send, recorder);
    }
    case "confirm": {
      const { runConfirmJob } = await MODULES.confirm();
      return () => runConfirmJob(job, send);
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
