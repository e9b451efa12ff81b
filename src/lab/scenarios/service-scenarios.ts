import type { Verdict } from "../../model/words.ts";
import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import type { RoleName } from "../roles.ts";
import type { LabResource } from "../lab-resource.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

/** What can be the matter with a resource that an identity asks for. */
export const SITUATIONS = [
  "allowed",
  "denied-rbac",
  "denied-network",
  "wrong-audience",
  "wrong-tenant",
  "token-expired",
  "not-found",
  "throttled",
] as const;
export type Situation = (typeof SITUATIONS)[number];

interface Expected {
  readonly exitCode: number;
  readonly verdict: Verdict;
  readonly findings: readonly string[];
}

/** What is special about one service. */
export interface ServiceCase {
  readonly title: string;
  /** Stands in the scenarios' names behind the service's, where a service has more than one case. */
  readonly variant?: string;
  readonly resource: LabResource;
  /** What is asked for, in that resource. */
  readonly target: string;
  /** The least role that allows it; Contoso's machine has it unless the situation says otherwise. */
  readonly role: RoleName;
  /** Where it is given, when not on the resource. */
  readonly assignedAt?: string;
  readonly args?: readonly string[];
  /** Where this service answers otherwise than others. */
  readonly expect?: Readonly<Partial<Record<Situation, Expected>>>;
  /** Situations that this service does not know. */
  readonly without?: readonly Situation[];
}

/** A tenant that is not Contoso's. */
const OTHER_TENANT = "7b1e5a0c-3f0e-4a7e-9a52-0f6a0f5d3c11";
const DAY_SECONDS = 86_400;

const TROUBLES: Readonly<Record<Situation, Partial<LabResource>>> = {
  allowed: {},
  "denied-rbac": {},
  "denied-network": { network: "firewall" },
  "wrong-audience": { audience: "https://contoso.example" },
  "wrong-tenant": { tenantId: OTHER_TENANT },
  // The machine's token is valid for a day.
  "token-expired": { clockAheadSeconds: 2 * DAY_SECONDS },
  "not-found": {},
  throttled: { throttles: true },
};

/** In few words, for lists. */
const TITLES: Readonly<Record<Situation, string>> = {
  allowed: "allowed",
  "denied-rbac": "no role",
  "denied-network": "network rules refuse",
  "wrong-audience": "another audience is wanted",
  "wrong-tenant": "in another tenant",
  "token-expired": "the token has expired there",
  "not-found": "no such resource",
  throttled: "throttling",
};

const STORIES: Readonly<Record<Situation, string>> = {
  allowed: "the identity holds the role",
  "denied-rbac": "the identity holds no role",
  "denied-network": "the resource's network rules refuse the machine",
  "wrong-audience": "the resource wants tokens for another audience",
  "wrong-tenant": "the resource belongs to another tenant",
  "token-expired": "the resource's clock says that the token has expired",
  "not-found": "there is no such resource",
  throttled: "the resource is throttling",
};

const EXPECTED: Readonly<Record<Situation, Expected>> = {
  allowed: { exitCode: 0, verdict: "allowed", findings: [] },
  "denied-rbac": { exitCode: 3, verdict: "denied-rbac", findings: ["role-missing"] },
  "denied-network": { exitCode: 3, verdict: "denied-network", findings: ["network-rule-refuses"] },
  "wrong-audience": { exitCode: 3, verdict: "wrong-audience", findings: ["audience-refused"] },
  "wrong-tenant": { exitCode: 3, verdict: "wrong-tenant", findings: ["resource-in-other-tenant"] },
  "token-expired": { exitCode: 3, verdict: "token-expired", findings: ["expiry-refused"] },
  "not-found": { exitCode: 4, verdict: "not-found-dns", findings: ["name-does-not-resolve"] },
  throttled: { exitCode: 4, verdict: "throttled", findings: ["target-throttles"] },
};

/** A scenario for each situation of a service: a virtual machine with a system-assigned identity asks for a resource. */
export function serviceScenarios(one: ServiceCase): Scenario[] {
  const known = SITUATIONS.filter((situation) => one.without?.includes(situation) !== true);
  return known.map((situation) => {
    const { exitCode, verdict, findings } = one.expect?.[situation] ?? EXPECTED[situation];
    return defineScenario({
      name: [one.resource.service, one.variant, situation].filter((part) => part !== undefined).join("-"),
      title: `${one.title}: ${TITLES[situation]}`,
      story: `A virtual machine asks for ${one.target} with its system-assigned identity; ${STORIES[situation]}.`,
      env: LINUX_ENVIRONMENT,
      files: AZURE_VM_FILES,
      targets: [one.target],
      args: one.args ?? [],
      identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
      applications: [],
      storage: [],
      resources: situation === "not-found" ? [] : [{ ...one.resource, ...TROUBLES[situation] }],
      assignments: situation === "denied-rbac" ? [] : [assignment(one)],
      expect: {
        exitCode,
        winner: { state: "won", link: "managed-identity-system" },
        outcomes: { "managed-identity-system": "succeeded" },
        verdicts: [{ link: "managed-identity-system", verdict }],
        findings,
      },
    });
  });
}

function assignment({ resource, role, assignedAt = resource.name }: ServiceCase) {
  return { principalId: SYSTEM_IDENTITY.objectId, role, resource: assignedAt };
}
