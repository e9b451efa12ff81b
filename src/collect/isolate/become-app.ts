import { loadSdk } from "./load-sdk.ts";
import type { Job, Order, TargetJob } from "./protocol.ts";

/** Takes on the environment of the app, and its user where the order names one. */
export async function becomeApp({ job, env, as }: Order): Promise<void> {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  if (as === undefined) return;
  // What is loaded lazily has to be there before: this program may lie in a folder that the user cannot read.
  await loadFor(job);
  // In this order: whoever has given up the user may not change the groups any more.
  process.setgroups?.([...as.groups]);
  process.setgid?.(as.gid);
  process.setuid?.(as.uid);
}

/** What a job loads on its way; most jobs have everything when they begin, and the SDK is what takes longest. */
async function loadFor(job: Job): Promise<void> {
  switch (job.kind) {
    case "link":
      await Promise.all([loadSdk(), loadClientsOf(job.targets)]);
      break;
    case "confirm":
      await loadSdk();
      break;
    case "metadata":
    case "inspect":
    case "reach":
      break;
  }
}

async function loadClientsOf(targets: readonly TargetJob[]): Promise<void> {
  // Most children neither probe nor change their user: they start faster without the services.
  const { loadClients } = await import("./load-clients.ts");
  await loadClients(targets);
}
