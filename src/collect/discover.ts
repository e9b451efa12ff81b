import { connectionForms, CONNECTION_IDENTITY, references } from "../catalogue/connections.ts";
import { matchTarget, type MatchedTarget } from "../catalogue/match-target.ts";
import { escapeText } from "../model/escape-text.ts";
import type { Invocation } from "../model/report.ts";
import type { Environment } from "../world/world.ts";
import type { ProbeRequest } from "./request.ts";

type Undiscovered = NonNullable<Invocation["undiscovered"]>[number];

/** A place that a setting names, before its host was looked at. */
interface Named {
  readonly setting: string;
  /** Name of the connection; settings beside it have the same. */
  readonly connection?: string;
  readonly url: string;
}

/** The request with the targets that an app's settings name; those that are asked for already are not doubled. */
export function withDiscovered(request: ProbeRequest, env: Environment): ProbeRequest {
  const asked = new Set(request.targets.map(keyOf));
  const targets: MatchedTarget[] = [];
  const undiscovered: Undiscovered[] = [];
  for (const named of Object.entries(env).sort(byName).flatMap(namedIn)) {
    const match = matchTarget(withScheme(named.url), request.options.service);
    const setting = escapeText(named.setting, 200);
    if ("problem" in match) {
      undiscovered.push({ setting, why: match.problem });
      continue;
    }
    const discovered = { setting, ...identityOf(named.connection, env) };
    const target = { ...match.target, from: "discovery" as const, discovered };
    if (asked.has(keyOf(target))) continue;
    asked.add(keyOf(target));
    targets.push(target);
  }
  return {
    ...request,
    targets: [...request.targets, ...targets],
    ...(undiscovered.length === 0 ? {} : { undiscovered }),
  };
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}

/** Connections with different identities ask for the same place differently. */
function keyOf({ url, service, part, discovered }: MatchedTarget): string {
  return [url.replace(/\/$/, ""), service.name, part, discovered?.clientId, discovered?.resourceId].join(" ");
}

function namedIn([setting, value]: readonly [string, string]): Named[] {
  // App Service hands on every app setting a second time under this prefix.
  if (value === "" || setting.startsWith("APPSETTING_")) return [];
  for (const { pattern, url } of references) {
    const groups = pattern.exec(value)?.groups;
    const found = groups === undefined ? undefined : url(groups);
    if (found !== undefined) return [{ setting, url: found }];
  }
  const form = connectionForms.find(({ ending }) => setting.toLowerCase().endsWith(ending.toLowerCase()));
  if (form === undefined) return [];
  const connection = setting.slice(0, -form.ending.length);
  return (form.urls?.(value) ?? [value]).map((url) => ({ setting, connection, url }));
}

function withScheme(text: string): string {
  return /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
}

function identityOf(
  connection: string | undefined,
  env: Environment,
): Omit<NonNullable<MatchedTarget["discovered"]>, "setting"> {
  if (connection === undefined) return {};
  const read = Object.entries(CONNECTION_IDENTITY).flatMap(([name, ending]) => {
    const wanted = `${connection}${ending}`.toLowerCase();
    const value = Object.entries(env).find(([key]) => key.toLowerCase() === wanted)?.[1];
    return value ? [[name, escapeText(value, 512)] as const] : [];
  });
  return Object.fromEntries(read);
}
