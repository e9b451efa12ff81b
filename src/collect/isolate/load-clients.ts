import { findService } from "../../catalogue/services/index.ts";
import { loadAmqpClient, loadRegistryClient, loadTdsClient } from "../access.ts";
import type { TargetJob } from "./protocol.ts";

/** Loads what the probes of these targets are made with, where that is otherwise loaded when it is needed. */
export async function loadClients(targets: readonly TargetJob[]): Promise<void> {
  const probes = targets.flatMap(({ service }) => findService(service)?.probes ?? []);
  if (probes.some(({ ask }) => ask.kind === "registry")) await loadRegistryClient();
  if (probes.some(({ ask }) => ask.kind === "tds")) await loadTdsClient();
  if (probes.some(({ ask }) => ask.kind === "amqp")) await (await loadAmqpClient()).prepare();
}
