import { isMasked } from "../catalogue/kudu.ts";
import {
  lookalikes,
  PROXY_VARIABLES,
  proxyVariables,
  SECRET_NAME,
  variables,
  type VariableDefinition,
} from "../catalogue/variables.ts";
import { shapesOf } from "../catalogue/shapes.ts";
import { isSwapped, shownValue } from "../catalogue/shown-value.ts";
import type { KnownSecret } from "../model/known-secret.ts";
import type { Variable } from "../model/report.ts";
import type { Environment } from "../world/world.ts";
import { fitValue } from "./fit-value.ts";
import { misplacedSecrets, secretsOfUrl } from "./misplaced-secrets.ts";

/** Shorter values of variables that merely sound secret would tear holes into a report. */
const GUESSED_SECRET_LENGTH = 8;

/** Those that are easily mistaken for each other. */
const SWAPPED: readonly string[] = ["AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"];

/**
 * The variables that a chain reads, with what is odd about them, and those whose names nearly are theirs; the value of
 * a secret is not among it. `from` tells where the environment itself was read.
 */
export function environmentSnapshot(env: Environment, from: Variable["from"] = "process"): Variable[] {
  const swapped = isSwapped(env) ? SWAPPED : [];
  const known = variables.flatMap((definition) => {
    const value = env[definition.name];
    if (value === undefined && definition.core !== true) return [];
    const variable = snapshot(definition, value, from);
    // That it is no GUID says less.
    const shape = ["swapped", ...variable.shape.filter((word) => word !== "not-a-guid")];
    return [swapped.includes(definition.name) ? { ...variable, shape } : variable];
  });
  const others = lookalikes(env).map(({ name, meant, shape }) => {
    const variable = snapshot(meant, env[name], from);
    return { ...variable, name, shape: [shape, ...variable.shape], usedBy: [] };
  });
  // What is not odd about a proxy, `host.proxy` tells.
  const proxies = proxyVariables
    .filter(({ name }) => env[name])
    .map((definition) => snapshot(definition, env[definition.name], from))
    .filter(({ shape }) => shape.length > 0);
  return [...known, ...others, ...proxies];
}

function snapshot(
  definition: VariableDefinition,
  value: string | undefined,
  from: Variable["from"],
): Variable {
  const { name, secret, usedBy } = definition;
  const shown = value === undefined ? undefined : shownValue(value, definition);
  // As of a secret, which has it among its shapes.
  const lengthOf =
    shown === undefined && value !== undefined && !secret ? [`${value.length} characters`] : [];
  return {
    name,
    state: value === undefined ? "unset" : value === "" ? "empty" : "set",
    secret,
    ...(shown === undefined ? {} : { value: fitValue(shown) }),
    shape: value === undefined || value === "" ? [] : [...shapesOf(value, definition), ...lengthOf],
    from,
    usedBy: [...usedBy],
  };
}

/** Proxy variables by name, without user, password and query. */
export function proxySettings(env: Environment): Record<string, string> {
  const rows = proxyVariables.filter(({ name }) => env[name]);
  return Object.fromEntries(
    rows.map((row) => [row.name, fitValue(shownValue(env[row.name] ?? "", row) ?? "")]),
  );
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
  const misplaced = [...variables, ...lookalikes(env).map(({ name, meant }) => ({ ...meant, name }))]
    .filter(({ name, secret }) => !secret && env[name])
    .map((definition) => ({
      ...definition,
      secrets: misplacedSecrets(env[definition.name] ?? "", definition),
    }));
  const proxies = PROXY_VARIABLES.map((name) => ({ name, secrets: secretsOfUrl(env[name] ?? "") }));
  const parts = [...misplaced, ...proxies].flatMap(({ name, secrets }) =>
    secrets.flatMap((secret) => secretOf(name, secret)),
  );
  return [...values, ...guessed, ...parts];
}

function secretOf(name: string, value: string | undefined): KnownSecret[] {
  // Kudu's sentence is no secret, and stands in other variables too.
  return value === undefined || value === "" || isMasked(value) ? [] : [{ name, value }];
}
