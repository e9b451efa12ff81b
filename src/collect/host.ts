import { addressKind } from "../catalogue/address-kind.ts";
import { isProxyAnswer } from "../model/proxy-answer.ts";
import type { Exchange, Host } from "../model/report.ts";
import type { MetadataFacts } from "./metadata.ts";
import type { World } from "../world/world.ts";
import { detectHost } from "./detect-host.ts";
import { proxySettings } from "./environment.ts";

/** Where this is, from files and variables alone; no network. */
export async function hostFacts(world: World): Promise<Host> {
  const { kind, evidence } = await detectHost(world);
  return {
    kind: kind.kind,
    evidence,
    console: { ...world.console, kind: kind.console ?? world.console.kind },
    process: {
      ...(world.process.uid === undefined ? {} : { uid: world.process.uid }),
      ...(world.process.gid === undefined ? {} : { gid: world.process.gid }),
      ...(world.process.groups === undefined ? {} : { groups: [...world.process.groups] }),
      ...asApp(world),
    },
    proxy: proxySettings(world.env),
    clock: {},
  };
}

function asApp({ guise }: World): Pick<Host["process"], "asApp"> {
  if (guise?.app === undefined) return {};
  const { app, as, ownNetwork } = guise;
  const network = ownNetwork === undefined ? {} : { ownNetwork };
  return { asApp: { ...app, switchedUser: as !== undefined, ...network } };
}

/** What the metadata service's answer adds: it knows of scale sets, and of machines whose files do not tell. */
export async function instanceHost(
  world: World,
  instance: MetadataFacts["instance"] | undefined,
): Promise<Partial<Pick<Host, "kind" | "evidence" | "region" | "resourceId" | "instanceId">>> {
  if (instance === undefined || Object.keys(instance).length === 0) return {};
  const { scaleSet: _, ...facts } = instance;
  const { kind, evidence } = await detectHost(world, instance);
  return { ...facts, kind: kind.kind, evidence };
}

/** A `Date` header has whole seconds, cut off. */
const HALF_SECOND_MS = 500;

/**
 * This machine's clock against the first `Date` header of an HTTPS answer; without any, of an answer that does not come
 * from this machine itself: a virtual machine's metadata service has the clock of what it runs on.
 */
export function clockFacts(exchanges: readonly Exchange[]): Host["clock"] {
  const dated = exchanges.flatMap((exchange) => {
    const { url, via, startedAt, durationMs, responseHeaders } = exchange;
    const theirs = Date.parse(responseHeaders["date"] ?? "");
    if (Number.isNaN(theirs) || !URL.canParse(url)) return [];
    const { protocol, hostname } = new URL(url);
    const ours = Date.parse(startedAt) + durationMs;
    const skewSeconds = Math.round((ours - theirs - HALF_SECOND_MS) / 1000);
    // Over plain http a proxy may always have answered by itself.
    const isProxys = protocol === "http:" || isProxyAnswer(exchange);
    const source = isProxys ? (via ?? hostname) : hostname;
    return [{ protocol, hostname, source, skewSeconds }];
  });
  const found =
    dated.find(({ protocol }) => protocol === "https:") ??
    dated.find(({ hostname }) => addressKind(hostname) !== "loopback");
  return found === undefined ? {} : { skewSeconds: found.skewSeconds, source: found.source };
}
