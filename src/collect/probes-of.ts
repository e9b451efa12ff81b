import type { MatchedTarget } from "../catalogue/match-target.ts";
import type { ProbeDefinition, TestedScope } from "../catalogue/service-definition.ts";
import type { AccessLevel } from "../model/words.ts";
import { randomName } from "./random-name.ts";

/** What is asked of a target: the part, and the probes of the levels asked for that are made for such a part. */
export function probesOf(
  { service, part, path }: MatchedTarget,
  levels: readonly AccessLevel[],
): { readonly testedScope: TestedScope; readonly probes: readonly ProbeDefinition[] } {
  const testedScope = service.part.parse(part ?? path, randomName());
  const probes = service.probes.filter(
    ({ level, kinds }) => levels.includes(level) && kinds?.includes(testedScope.kind) !== false,
  );
  return { testedScope, probes };
}
