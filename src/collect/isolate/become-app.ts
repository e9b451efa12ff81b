import { loadSdk } from "./load-sdk.ts";
import type { Job, Order } from "./protocol.ts";

/** Takes on the environment and the user of the app, where the order names them. */
export async function becomeApp({ job, env, as }: Order): Promise<void> {
  if (env !== undefined) {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, env);
  }
  if (as === undefined) return;
  // What is loaded lazily has to be there before: this program may lie in a folder that the user cannot read.
  await Promise.all([loadSdk(), loadClientsOf(job)]);
  // In this order: whoever has given up the user may not change the groups any more.
  process.setgroups?.([...as.groups]);
  process.setgid?.(as.gid);
  process.setuid?.(as.uid);
}

async function loadClientsOf(job: Job): Promise<void> {
  if (job.kind !== "link") return;
  // Most children neither probe nor change their user: they start faster without the services.
  const { loadClients } = await import("./load-clients.ts");
  await loadClients(job.targets);
}
