import { matchTarget, type MatchedTarget } from "../../src/catalogue/match-target.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";

/** Azure Resource Manager, which is asked about resources whatever the target is. */
export const ARM = "management.azure.com";

/** The target that a text names, in an array; none where it names none. */
export function targetIn(text: string, service?: string): MatchedTarget[] {
  const match = matchTarget(text, service);
  return "target" in match ? [match.target] : [];
}

/** A target of each service that is sent a token, as a scenario names it. */
export const TARGETS: readonly MatchedTarget[] = [
  ...new Map(
    scenarios
      .flatMap(({ targets, args }) =>
        targets.flatMap((text) => targetIn(text, args[args.indexOf("--service") + 1])),
      )
      .filter(({ service }) => service.sendsToken !== "never")
      .map((target) => [target.service.name, target] as const),
  ).values(),
];

export const OVER_HTTPS = TARGETS.filter(({ service }) => service.sendsToken === "https");
export const OVER_AMQP = TARGETS.filter(({ service }) => service.sendsToken === "amqps");
