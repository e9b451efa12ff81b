import type { ProbeDefinition } from "../catalogue/service-definition.ts";
import { findService } from "../catalogue/services/index.ts";
import type { AccessEvidence, TargetEvidence } from "../model/report.ts";

/** The probe that a row is of; `undefined` in a saved report whose probe this version does not know. */
export function probeOf(
  { service }: Pick<TargetEvidence, "service">,
  { level, action, testedScope }: Pick<AccessEvidence, "level" | "action" | "testedScope">,
): ProbeDefinition | undefined {
  const isOf = ({ kinds, about }: ProbeDefinition) =>
    about?.kind === testedScope.kind || kinds?.includes(testedScope.kind) !== false;
  return findService(service)?.probes.find(
    (one) => one.level === level && one.action === action && isOf(one),
  );
}
