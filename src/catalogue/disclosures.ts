import type { Disclosure, ServiceDefinition } from "./service-definition.ts";
import type { AccessEvidence } from "../model/report.ts";

/** What the body of a refusal gives away, by name. */
export function disclosuresOf(
  { exchange }: AccessEvidence,
  service: ServiceDefinition | undefined,
): Partial<Record<Disclosure["what"], string>> {
  const found = (service?.disclosures ?? []).flatMap(({ what, pattern }) => {
    const value = pattern.exec(exchange?.errorBody ?? "")?.[1];
    return value === undefined ? [] : [[what, value] as const];
  });
  return Object.fromEntries(found);
}
