import { cloudOfAuthority } from "../catalogue/clouds.ts";
import {
  connectionForms,
  CONNECTION_IDENTITY,
  references,
  SITE_DOMAINS,
  type ConnectionForm,
} from "../catalogue/connections.ts";
import { matchTarget, type MatchedTarget } from "../catalogue/match-target.ts";
import { escapeText } from "../model/escape-text.ts";
import type { Invocation } from "../model/report.ts";
import type { Cloud } from "../model/words.ts";
import type { Environment } from "../world/world.ts";
import type { ProbeRequest } from "./request.ts";

type Undiscovered = NonNullable<Invocation["undiscovered"]>[number];

/** A place that a setting names, before its host was looked at. */
interface Named {
  readonly setting: string;
  /** Name of the connection; settings beside it have the same. A reference has none. */
  readonly connection?: string;
  readonly url: string;
  /** As {@link ConnectionForm.services}. */
  readonly services?: readonly string[];
}

/** The request with the targets that an app's settings name; those that are asked for already are not doubled. */
export function withDiscovered(request: ProbeRequest, env: Environment): ProbeRequest {
  const asked = new Set(request.targets.map(keyOf));
  const targets: MatchedTarget[] = [];
  const undiscovered: Undiscovered[] = [];
  const cloud = cloudOf(env);
  for (const named of Object.entries(env)
    .sort(byName)
    .flatMap((one) => namedIn(one, cloud))) {
    const setting = escapeText(named.setting, 200);
    if ("unclear" in named) {
      undiscovered.push({ setting, why: named.unclear });
      continue;
    }
    const services = servicesOf(named, request.options.service);
    for (const service of services) {
      const match = matchTarget(withScheme(named.url), service);
      if ("problem" in match) {
        undiscovered.push({ setting, why: match.problem });
        break;
      }
      const reference = named.connection === undefined ? { reference: true as const } : {};
      const alternative = services.length > 1 ? { alternative: true as const } : {};
      const discovered = { setting, ...reference, ...alternative, ...identityOf(named.connection, env) };
      const target = { ...match.target, from: "discovery" as const, discovered };
      if (asked.has(keyOf(target))) continue;
      asked.add(keyOf(target));
      targets.push(target);
    }
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

/** The cloud that the app runs in, as its login host or its site's own name tells. */
function cloudOf(env: Environment): Cloud {
  const site = env["WEBSITE_HOSTNAME"]?.toLowerCase() ?? "";
  const [, found] = SITE_DOMAINS.find(([domain]) => site.endsWith(domain)) ?? [];
  return found ?? cloudOfAuthority(env["AZURE_AUTHORITY_HOST"]) ?? "public";
}

/** All services that a setting may mean, unless the one was said. */
function servicesOf({ services }: Named, asked: string | undefined): readonly (string | undefined)[] {
  if (services === undefined) return [asked];
  return asked !== undefined && services.includes(asked) ? [asked] : services;
}

/** Connections with different identities ask for the same place differently. */
function keyOf({ url, service, part, discovered }: MatchedTarget): string {
  const { clientId, resourceId, reference } = discovered ?? {};
  return [url.replace(/\/$/, ""), service.name, part, clientId, resourceId, reference].join(" ");
}

type NamedOrNot = Named | { readonly setting: string; readonly unclear: string };

function namedIn([setting, value]: readonly [string, string], cloud: Cloud): NamedOrNot[] {
  // App Service hands on every app setting a second time under this prefix.
  if (value === "" || setting.startsWith("APPSETTING_")) return [];
  for (const { pattern, url } of references) {
    const groups = pattern.exec(value)?.groups;
    const found = groups === undefined ? undefined : url(groups, cloud);
    if (found !== undefined) return [{ setting, url: found }];
  }
  const form = connectionForms.find((one) => isOfForm(setting, one));
  if (form === undefined) return [];
  const { unclear, services } = form;
  if (unclear !== undefined) return [{ setting, unclear }];
  const connection = setting.slice(0, -form.ending.length);
  const urls = form.urls?.(value, cloud) ?? [value];
  return urls.map((url) => ({ setting, connection, url, ...(services === undefined ? {} : { services }) }));
}

function isOfForm(setting: string, { ending, connection }: ConnectionForm): boolean {
  const name = setting.toLowerCase();
  return connection === undefined
    ? name.endsWith(ending.toLowerCase())
    : name === `${connection}${ending}`.toLowerCase();
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
