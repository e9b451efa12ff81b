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
  if ("prepare" in said) PREPARATIONS[said.prepare]().catch(() => {});
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

/** What takes time to load, for children that wait for their orders. The SDK reads nothing of the app's environment then. */
const PREPARATIONS: Readonly<Record<Job["kind"], () => Promise<unknown>>> = {
  link: () => Promise.all([loadSdk(), import("./link-job.ts")]),
  confirm: () => Promise.all([loadSdk(), import("./confirm-job.ts")]),
  metadata: () => import("./metadata-job.ts"),
  reach: () => import("./reach-job.ts"),
  inspect: () => import("./inspect-job.ts"),
};

async function begin(order: Order): Promise<void> {
  // Before the user changes: the app's may not be able to read the folder of this program.
  const run = await load(order.job);
  await becomeApp(order);
  await run(startRecorder(send));
}

/** Each job loads what it needs and nothing else: the others may be waiting for it. */
async function load(job: Job): Promise<(recorder: Recorder) => Promise<void>> {
  switch (job.kind) {
    case "link": {
      const { runLinkJob } = await import("./link-job.ts");
      return (recorder) => runLinkJob(job, send, recorder);
    }
    case "metadata": {
      const { runMetadataJob } = await import("./metadata-job.ts");
      return (recorder) => runMetadataJob(job, send, recorder);
    }
    case "inspect": {
      const { runInspectJob } = await import("./inspect-job.ts");
      return () => runInspectJob(job, send);
    }
    case "reach": {
      const { runReachJob } = await import("./reach-job.ts");
      return (recorder) => runReachJob(job, send, recorder);
    }
    case "confirm": {
      const { runConfirmJob } = await import("./confirm-job.ts");
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
