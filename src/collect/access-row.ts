import type { ProbeDefinition, TestedScope } from "../catalogue/service-definition.ts";
import type { AccessEvidence } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";

/** Who asks for what, and where. */
export interface AskedAccess {
  readonly link: LinkId;
  readonly probe: ProbeDefinition;
  readonly testedScope: TestedScope;
}

/** The row of a probe before anything was sent. */
export function accessRow({ link, probe, testedScope }: AskedAccess, notSent: string): AccessEvidence {
  const { level, action, roles } = probe;
  return { link, level, action, testedScope, roles: [...roles], notSent };
}
