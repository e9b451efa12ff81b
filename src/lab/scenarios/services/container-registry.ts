import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabAssignment, LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const REGISTRY: LabResource = { service: "container-registry", name: "contosoimages", data: {} };
const REGISTRY_URL = "https://contosoimages.azurecr.io";
const REPOSITORY_URL = `${REGISTRY_URL}/shop/web`;
const UNCLEAR = { exitCode: 4, verdict: "inconclusive", findings: ["answer-unclear"] } as const;

type Special = Pick<Scenario, "name" | "title" | "story"> & {
  readonly target?: string;
  readonly args?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly assigned: Omit<LabAssignment, "principalId" | "resource">;
  readonly exitCode: number;
  readonly verdict?: NonNullable<Scenario["expect"]["verdicts"]>[number]["verdict"];
  readonly findings: readonly string[];
};

function scenario({ target = REPOSITORY_URL, args = [], settings = {}, assigned, ...special }: Special) {
  const { name, title, story, exitCode, verdict, findings } = special;
  return defineScenario({
    ...{ name, title, story, args },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [{ ...REGISTRY, settings }],
    assignments: [{ principalId: SYSTEM_IDENTITY.objectId, resource: REGISTRY.name, ...assigned }],
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      ...(verdict === undefined ? {} : { verdicts: [{ link: "managed-identity-system", verdict }] }),
      findings,
    },
  });
}

export const containerRegistryScenarios = [
  ...serviceScenarios({
    title: "Container Registry",
    resource: REGISTRY,
    target: REPOSITORY_URL,
    role: "AcrPull",
    // The exchange of the token is refused with one answer, be it that a role is missing or that the token is not taken.
    expect: {
      "denied-rbac": UNCLEAR,
      "wrong-audience": UNCLEAR,
      "wrong-tenant": UNCLEAR,
      "token-expired": UNCLEAR,
    },
  }),
  scenario({
    name: "container-registry-push",
    title: "Container Registry: it may pull, and not push",
    story: "The identity holds AcrPull; the app pushes.",
    args: ["--access", "write"],
    assigned: { role: "AcrPull" },
    exitCode: 3,
    verdict: "denied-rbac",
    findings: ["role-missing"],
  }),
  scenario({
    name: "container-registry-scope-refused",
    title: "Container Registry: it refuses a scope that it grants nothing of",
    story: "The identity holds AcrPull and asks to push; this registry gives no token for that at all.",
    args: ["--access", "write"],
    settings: { partly: "refuses" },
    assigned: { role: "AcrPull" },
    exitCode: 3,
    verdict: "denied-rbac",
    findings: ["role-missing"],
  }),
  scenario({
    name: "container-registry-role-ignored",
    title: "Container Registry: AcrPull where repository permissions count",
    story: "The registry goes by repository permissions, for which AcrPull does not count.",
    settings: { roles: "abac" },
    assigned: { role: "AcrPull" },
    ...UNCLEAR,
  }),
  scenario({
    name: "container-registry-repository-unnamed",
    title: "Container Registry: the role is for one repository, and none is named",
    story: "The registry goes by repository permissions; the identity may read shop/web only.",
    target: REGISTRY_URL,
    settings: { roles: "abac" },
    assigned: { role: "Container Registry Repository Reader", part: "shop/web" },
    exitCode: 4,
    verdict: "inconclusive",
    findings: ["name-the-part"],
  }),
  scenario({
    name: "container-registry-other-realm",
    title: "Container Registry: its challenge sends for tokens elsewhere",
    story:
      "The challenge names a token server on another host; no token goes there, nor to the registry itself.",
    assigned: { role: "AcrPull" },
    settings: { realm: "tokens.contoso.example" },
    exitCode: 4,
    verdict: "not-tested",
    findings: [],
  }),
  scenario({
    name: "container-registry-gateway-repeats",
    title: "Container Registry: a gateway repeats the request, token and all",
    story: "Something in front of the registry answers the exchange with the form that it was sent.",
    assigned: { role: "AcrPull" },
    settings: { gateway: "repeats" },
    ...UNCLEAR,
  }),
];
