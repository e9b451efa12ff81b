import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { SUBSCRIPTION } from "../../src/lab/lab-resource.ts";
import { ROLES, type RoleName } from "../../src/lab/roles.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";

/** One host for each service of the data-plane server, and what all is well for there. */
export const ALLOWED = scenarios.filter(
  ({ name, resources }) => name.endsWith("-allowed") && resources.length > 0,
);

/** Its identity may do everything: nothing but the probe protects the data. */
export function mayDoEverything(scenario: Scenario): Scenario {
  const { objectId: principalId } = SYSTEM_IDENTITY;
  const assignments = (Object.keys(ROLES) as RoleName[]).map((role) => ({
    principalId,
    role,
    resource: SUBSCRIPTION,
  }));
  return { ...scenario, assignments };
}
