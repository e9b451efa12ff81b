import {
  ARC_AGENT_FILE,
  IMDS,
  IMDS_HOST,
  managedIdentitySource,
} from "../catalogue/managed-identity-sources.ts";
import type { Exchange, Host } from "../model/report.ts";
import { isPlatformAnswer, noAnswer } from "./outcome.ts";
import type { Run } from "./run.ts";

type Metadata = NonNullable<Host["metadata"]>;
type Instance = Pick<Host, "region" | "resourceId" | "instanceId">;

/** What the metadata service tells once for all managed-identity links. */
export interface MetadataFacts {
  readonly metadata: Metadata;
  readonly instance: Instance;
}

/** The source that `@azure/msal-node` would choose here; a file of the Arc agent counts as a sign of Arc. */
export async function sourceOf({ world }: Run): Promise<string> {
  const source = managedIdentitySource(world.env);
  return source === IMDS && (await world.files.exists(ARC_AGENT_FILE)) ? "AzureArc" : source;
}

/** One short look at the metadata service, so that three links do not each wait for a dead one. */
export async function askMetadata(run: Run): Promise<MetadataFacts> {
  const exchanges: Exchange[] = [];
  let instance: Instance = {};
  // An empty value leaves the address as it is (chain.md section 4.3).
  const endpoint = run.world.env["AZURE_POD_IDENTITY_AUTHORITY_HOST"] || IMDS_HOST;
  const end = await run.isolate(
    "metadata",
    { kind: "metadata", endpoint, timeoutMs: run.timeoutMs },
    (fact) => {
      if (fact.type === "exchange") exchanges[fact.id] = fact.exchange;
      if (fact.type === "instance") {
        const { type: _, ...facts } = fact;
        instance = facts;
      }
    },
  );
  return { metadata: { ...stateOf(lastProbe(exchanges), endpoint, end.how), exchanges }, instance };
}

/** The probe that counts: a repeated one is the answer. What asks for the instance comes after an answer only. */
function lastProbe(exchanges: readonly Exchange[]): Exchange | undefined {
  return exchanges.findLast(({ url }) => url.endsWith("/oauth2/token"));
}

/** A look that was cut short says nothing of the service. */
function stateOf(
  probe: Exchange | undefined,
  endpoint: string,
  how: string,
): Pick<Metadata, "state" | "detail"> {
  if (how !== "done" || probe === undefined) {
    return { state: "unknown", detail: `the look at ${endpoint} was cut short (${how})` };
  }
  if (probe.status === undefined) {
    const silent = probe.failure?.code === "DEADLINE";
    return { state: silent ? "silent" : "refused", detail: noAnswer(probe) };
  }
  const via = probe.via === undefined ? "" : ` through the proxy ${probe.via}`;
  const detail = `${endpoint} answered ${probe.status}${via}`;
  return { state: isPlatformAnswer(probe) ? "answers" : "stranger", detail };
}
