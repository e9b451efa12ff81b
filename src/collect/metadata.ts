import { hostKind } from "../catalogue/hosts/index.ts";
import type { InstanceFacts } from "../catalogue/hosts/host-kind.ts";
import { identityEndpoint, type IdentityEndpoint } from "../catalogue/identity-endpoint.ts";
import type { SourceName } from "../catalogue/managed-identity-sources.ts";
import type { Exchange, Host } from "../model/report.ts";
import { isPlatformAnswer, noAnswer } from "./outcome.ts";
import type { Run } from "./run.ts";

type Metadata = NonNullable<Host["metadata"]>;
interface Instance extends InstanceFacts {
  readonly region?: string;
  readonly instanceId?: string;
}

/** What the endpoint of the managed identity tells once for all three links. */
export interface MetadataFacts {
  readonly metadata: Metadata;
  readonly instance: Instance;
}

/** One look at the endpoint, so that three links do not each wait for a dead one; nothing where a look tells nothing. */
export async function askMetadata(
  run: Run,
  source: SourceName,
  host: Promise<Pick<Host, "kind">>,
): Promise<MetadataFacts | undefined> {
  const endpoint = identityEndpoint(source, run.world.env);
  if (endpoint === undefined) return undefined;
  const isExpected = hostKind((await host).kind).hasMetadataService === true;
  const exchanges: Exchange[] = [];
  let instance: Instance = {};
  const end = await run.isolate(
    "metadata",
    { kind: "metadata", endpoint, isExpected, timeoutMs: run.timeoutMs },
    (fact) => {
      if (fact.type === "exchange") exchanges[fact.id] = fact.exchange;
      if (fact.type === "instance") {
        const { type: _, ...facts } = fact;
        instance = facts;
      }
    },
  );
  return {
    metadata: { source, ...stateOf(decidingLook(exchanges), endpoint, end.how), exchanges },
    instance,
  };
}

/**
 * The look that counts: the last that was answered; where none was, the one that waited longest. What asks for the instance
 * comes after an answer only.
 */
function decidingLook(exchanges: readonly Exchange[]): Exchange | undefined {
  const looks = exchanges.filter(({ url }) => !url.includes("/metadata/instance"));
  return (
    looks.findLast(({ status }) => status !== undefined) ??
    looks.reduce<Exchange | undefined>(
      (longest, look) => (longest !== undefined && longest.durationMs > look.durationMs ? longest : look),
      undefined,
    )
  );
}

/** A look that was cut short says nothing of the service. */
function stateOf(
  probe: Exchange | undefined,
  { url, isImds }: IdentityEndpoint,
  how: string,
): Pick<Metadata, "state" | "detail"> {
  const { origin } = new URL(url);
  if (how !== "done" || probe === undefined) {
    return { state: "unknown", detail: `the look at ${origin} was cut short (${how})` };
  }
  if (probe.failure !== undefined) {
    const silent = probe.failure?.code === "DEADLINE";
    return { state: silent ? "silent" : "refused", detail: noAnswer(probe) };
  }
  const via = probe.via === undefined ? "" : ` through the proxy ${probe.via}`;
  const detail = `${origin} answered ${probe.status}${via}`;
  // How other endpoints answer a request without their secret is not documented: only a proxy is a stranger there.
  const isGenuine = isPlatformAnswer(probe) || (!isImds && probe.via === undefined);
  return { state: isGenuine ? "answers" : "stranger", detail };
}
