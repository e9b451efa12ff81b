/** Entry of the child process: one job from standard input, facts to file descriptor 3. */
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { runConfirmJob } from "./confirm-job.ts";
import { describeError } from "./describe-error.ts";
import { runInspectJob } from "./inspect-job.ts";
import { runLinkJob } from "./link-job.ts";
import { runMetadataJob } from "./metadata-job.ts";
import { runReachJob } from "./reach-job.ts";
import type { Job, Order, Send } from "./protocol.ts";
import { startRecorder } from "./recorder.ts";
import { becomeApp } from "./become-app.ts";

const FACTS_FD = 3;

const facts = new Socket({ fd: FACTS_FD, readable: false, writable: true });
facts.once("error", end);
const send: Send = (fact) => void facts.write(`${JSON.stringify(fact)}\n`);

const lines = createInterface({ input: process.stdin });
lines.once("line", (line) => {
  begin(JSON.parse(line) as Order)
    .catch((error: unknown) => send({ type: "crash", error: describeError(error) }))
    .finally(() => send({ type: "done" }));
});
// The parent holds the other end: when it is gone, nobody waits for this process or its children.
lines.once("close", end);
process.once("uncaughtException", (error) => {
  send({ type: "crash", error: describeError(error) });
  send({ type: "done" });
});

async function begin(order: Order): Promise<void> {
  await becomeApp(order);
  await run(order.job);
}

async function run(job: Job): Promise<void> {
  const recorder = startRecorder(send);
  switch (job.kind) {
    case "link":
      return await runLinkJob(job, send, recorder);
    case "metadata":
      return await runMetadataJob(job, send, recorder);
    case "inspect":
      return await runInspectJob(job, send);
    case "reach":
      return await runReachJob(job, send, recorder);
    case "confirm":
      return await runConfirmJob(job, send);
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
