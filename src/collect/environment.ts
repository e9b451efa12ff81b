import { isMasked } from "../catalogue/kudu.ts";
import {
  lookalikes,
  NO_PROXY_VARIABLES,
  PROXY_VARIABLES,
  SECRET_NAME,
  variables,
  type VariableDefinition,
} from "../catalogue/variables.ts";
import { shapesOf } from "../catalogue/shapes.ts";
import { escapeText } from "../model/escape-text.ts";
import type { KnownSecret } from "../model/known-secret.ts";
import type { Variable } from "../model/report.ts";
import type { Environment } from "../world/world.ts";

/** Shorter values of variables that merely sound secret would tear holes into a report. */
const GUESSED_SECRET_LENGTH = 8;

/**
 * The variables that a chain reads, with what is odd about them, and those whose names nearly are theirs; the value of
 * a secret is not among it. `from` tells where the environment itself was read.
 */
export function environmentSnapshot(env: Environment, from: Variable["from"] = "process"): Variable[] {
  const known = variables.flatMap((definition) => {
    const value = env[definition.name];
    return value === undefined && definition.core !== true ? [] : [snapshot(definition, value, from)];
  });
  const others = lookalikes(env).map(({ name, meant, shape }) => {
    const variable = snapshot(meant, env[name], from);
    return { ...variable, name, shape: [shape, ...variable.shape], usedBy: [] };
  });
  return [...known, ...others];
}

function snapshot(
  definition: VariableDefinition,
  value: string | undefined,
  from: Variable["from"],
): Variable {
  const { name, secret, usedBy } = definition;
  return {
    name,
    state: value === undefined ? "unset" : value === "" ? "empty" : "set",
    secret,
    ...(value !== undefined && !secret ? { value: escapeText(value, 512) } : {}),
    shape: value === undefined || value === "" ? [] : shapesOf(value, definition),
    from,
    usedBy: [...usedBy],
  };
}

/** Proxy variables by name, without user and password. */
export function proxySettings(env: Environment): Record<string, string> {
  const names = [...PROXY_VARIABLES, ...NO_PROXY_VARIABLES].filter((name) => env[name]);
  return Object.fromEntries(names.map((name) => [name, withoutUserInfo(env[name] ?? "")]));
}

function withoutUserInfo(value: string): string {
  return escapeText(value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/]*@/i, "$1"), 512);
}

/** Every value of the environment that the seal must remove, wherever it turns up. */
export function knownSecrets(env: Environment): KnownSecret[] {
  const declared = [
    ...variables.filter(({ secret }) => secret).map(({ name }) => name),
    ...lookalikes(env)
      .filter(({ meant }) => meant.secret)
      .map(({ name }) => name),
  ];
  const values = declared.flatMap((name) => secretOf(name, env[name]));
  const guessed = Object.entries(env).flatMap(([name, value]) =>
    !declared.includes(name) && SECRET_NAME.test(name) && value.length >= GUESSED_SECRET_LENGTH
      ? secretOf(name, value)
      : [],
  );
  const proxies = PROXY_VARIABLES.flatMap((name) => {
    const userInfo = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/]*)@/i.exec(env[name] ?? "")?.[1];
    return secretOf(name, userInfo?.split(":").slice(1).join(":"));
  });
  return [...values, ...guessed, ...proxies];
}

function secretOf(name: string, value: string | undefined): KnownSecret[] {
  // Kudu's sentence is no secret, and stands in other variables too.
  return value === undefined || value === "" || isMasked(value) ? [] : [{ name, value }];
}
