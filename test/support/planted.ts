import type { Scenario } from "../../src/lab/scenario.ts";

/** A secret of a simulated host, and where its scenario has it. */
export interface Planted {
  readonly where: string;
  readonly value: string;
}

/** What every secret of the lab has in it. */
export const MARK = "lab-fake";

/** What nearly every one ends in: to show the end of a secret, so that it can be told from others, is to show a part of it. */
export const END_MARK = "ZqVxKtBw";

const MARKED = /lab-fake[\w~.!*+/-]*/g;

/**
 * Every secret that a scenario gives to its host: in the environment of the shell and of other processes, of endpoints,
 * applications, certificates, files, proxies and targets.
 */
export function plantedIn(scenario: Scenario): readonly Planted[] {
  return secretsOf(scenario, "");
}

function secretsOf(value: unknown, where: string): Planted[] {
  if (typeof value === "string")
    return (value.match(MARKED) ?? []).map((secret) => ({ where, value: secret }));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => secretsOf(part, `${where}/${key}`));
}
