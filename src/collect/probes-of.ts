import type { MatchedTarget } from "../catalogue/match-target.ts";
import type { ProbeDefinition, TestedScope } from "../catalogue/service-definition.ts";
import type { AccessLevel } from "../model/words.ts";
import { randomName } from "./random-name.ts";

/** One permission test, and the part of the resource that it is about. */
export interface ProbeOfPart {
  readonly probe: ProbeDefinition;
  readonly testedScope: TestedScope;
}

/** What is asked of a target: the probes of the levels asked for that are made for the part that was named. */
export function probesOf(
  { service, part, path, resource }: MatchedTarget,
  levels: readonly AccessLevel[],
): readonly ProbeOfPart[] {
  const named = service.part.parse(part ?? path, randomName(), resource);
  return service.probes
    .filter(({ level, kinds }) => levels.includes(level) && kinds?.includes(named.kind) !== false)
    .map((probe) => ({
      probe,
      testedScope:
        probe.about ?? (probe.wholeResource === true ? service.part.parse("", randomName()) : named),
    }));
}
