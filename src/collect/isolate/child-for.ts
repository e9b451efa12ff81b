import { isIP } from "node:net";
import { PROXY_VARIABLES } from "../../catalogue/variables.ts";
import type { World } from "../../world/world.ts";
import type { Job } from "./protocol.ts";
import { takeChild } from "./start-child.ts";
import { WorkingChild } from "./working-child.ts";

/** The child of each world that takes such jobs side by side. */
const shared = new WeakMap<World, WorkingChild>();

/**
 * A child for a job: of two that may be done side by side the second gets that of the first, where it is still at work.
 * Each Node that is started takes time from all others.
 *
 * @throws Error where the system gives no process, no memory or no descriptor for it.
 */
export function childFor(job: Job, world: World): WorkingChild {
  const isShared = mayShare(job, world);
  const found = isShared ? shared.get(world) : undefined;
  if (found?.mayTake(job.kind) === true) return found;
  const child = new WorkingChild(takeChild(world, job.kind));
  if (isShared) shared.set(world, child);
  return child;
}

/**
 * The way to the targets, and the look at an endpoint that needs no name: a name server that is silent takes the threads
 * for names from all who share a process (libuv has four). One that changes its user can load nothing more afterwards.
 */
function mayShare(job: Job, { env, guise }: World): boolean {
  if (guise?.as !== undefined) return false;
  if (job.kind === "reach") return true;
  return (
    job.kind === "metadata" &&
    isIP(new URL(job.endpoint.url).hostname) !== 0 &&
    PROXY_VARIABLES.every((name) => !env[name])
  );
}
