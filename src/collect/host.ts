import { hostKinds } from "../catalogue/hosts/index.ts";
import { escapeText } from "../model/escape-text.ts";
import type { Exchange, Host } from "../model/report.ts";
import type { World } from "../world/world.ts";
import { proxySettings } from "./environment.ts";

/** Where this is, from files and variables alone; no network. */
export async function hostFacts(world: World): Promise<Host> {
  const found = await detectKind(world);
  return {
    ...found,
    console: { ...world.console },
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
  return { asApp: { ...guise.app, switchedUser: guise.as !== undefined } };
}

async function detectKind({ files }: World): Promise<Pick<Host, "kind" | "evidence">> {
  for (const { kind, files: signs } of hostKinds) {
    for (const { path, holds } of signs) {
      const text = await files.readText(path, 4096);
      if (text !== undefined && holds.test(text)) {
        return { kind, evidence: [{ what: path, value: escapeText(text.trim(), 200) }] };
      }
    }
  }
  return { kind: "unknown", evidence: [] };
}

/** A `Date` header has whole seconds, cut off. */
const HALF_SECOND_MS = 500;

/** This machine's clock against the first `Date` header of an HTTPS answer; http answers may come from this machine. */
export function clockFacts(exchanges: readonly Exchange[]): Host["clock"] {
  for (const { url, startedAt, durationMs, responseHeaders } of exchanges) {
    const theirs = Date.parse(responseHeaders["date"] ?? "");
    if (!url.startsWith("https:") || Number.isNaN(theirs) || !URL.canParse(url)) continue;
    const ours = Date.parse(startedAt) + durationMs;
    return {
      skewSeconds: Math.round((ours - theirs - HALF_SECOND_MS) / 1000),
      source: new URL(url).hostname,
    };
  }
  return {};
}
