import type { ServerResponse, IncomingMessage } from "node:http";
import type { LabResource } from "./lab-resource.ts";
import {
  AZURITE_SERVICES,
  findAzurite,
  startAzuriteService,
  writePreload,
  type AzuriteService,
  type AzuriteSettings,
} from "./azurite-service.ts";

/** Azurite behind the gate: one process for each service that a scenario's storage accounts have. */
export interface Azurite {
  /** False once it is known that one of them does not serve. */
  isServing(): boolean;
  /** Comes when all serve, or are known not to. */
  readonly settled: Promise<unknown>;
  /** Passes a request on and its answer back; false, with nothing sent, where Azurite does not play this resource. */
  forward(
    resource: LabResource,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<boolean>;
  /** Everything that a resource holds; `undefined` where Azurite does not play it. */
  contents(resource: LabResource): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts what is needed, without waiting for it; `undefined` when that is nothing, or Azurite is not installed. */
export async function startAzurite(
  resources: readonly LabResource[],
  settings: AzuriteSettings,
): Promise<Azurite | undefined> {
  const services = new Map<string, AzuriteService>();
  await writePreload(settings.folder);
  for (const name of AZURITE_SERVICES) {
    const own = resources.filter(({ service }) => service === name);
    const main = own.length === 0 ? undefined : findAzurite(name);
    if (main !== undefined) services.set(name, startAzuriteService(main, name, own, settings));
  }
  if (services.size === 0) return undefined;
  const all = [...services.values()];
  return {
    isServing: () => all.every((service) => service.isServing()),
    settled: Promise.all(all.map(({ settled }) => settled)),
    forward: async ({ service, name }, request, body, response) =>
      (await services.get(service)?.forward(name, request, body, response)) ?? false,
    contents: async ({ service, name }) => await services.get(service)?.contents(name),
    close: async () => {
      await Promise.all(all.map((service) => service.close()));
    },
  };
}
