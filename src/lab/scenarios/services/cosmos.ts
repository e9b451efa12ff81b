import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabAssignment, LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const ACCOUNT: LabResource = {
  service: "cosmos",
  name: "contoso-shop",
  data: {
    dbs: {
      shop: {
        orders: { partitionKey: "/customer", items: { "1001": { id: "1001", customer: "megan" } } },
        baskets: { partitionKey: "/id", items: {} },
      },
    },
  },
};
const ACCOUNT_URL = "https://contoso-shop.documents.azure.com";
const ORDERS_URL = `${ACCOUNT_URL}/dbs/shop/colls/orders`;

type Special = Pick<Scenario, "name" | "title" | "story"> & {
  readonly target?: string;
  readonly args?: readonly string[];
  readonly resource?: Partial<LabResource>;
  readonly assigned: Omit<LabAssignment, "principalId" | "resource">;
  readonly exitCode: number;
  readonly verdict?: NonNullable<Scenario["expect"]["verdicts"]>[number]["verdict"];
  readonly findings: readonly string[];
};

/** A virtual machine with a system-assigned identity asks for the account. */
function scenario(special: Special): Scenario {
  const { name, title, story, target = ORDERS_URL, args = [], resource, assigned } = special;
  const { exitCode, verdict, findings } = special;
  return defineScenario({
    ...{ name, title, story, args },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [{ ...ACCOUNT, ...resource }],
    assignments: [{ principalId: SYSTEM_IDENTITY.objectId, resource: ACCOUNT.name, ...assigned }],
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      ...(verdict === undefined ? {} : { verdicts: [{ link: "managed-identity-system", verdict }] }),
      findings,
    },
  });
}

const READER = "Cosmos DB Built-in Data Reader";

export const cosmosScenarios = [
  ...serviceScenarios({ title: "Cosmos DB", resource: ACCOUNT, target: ORDERS_URL, role: READER }),
  scenario({
    name: "cosmos-azure-role",
    title: "Cosmos DB: an Azure role does not count",
    story: "The identity may manage the account, and was never given one of the account's own roles.",
    assigned: { role: "DocumentDB Account Contributor" },
    exitCode: 3,
    verdict: "denied-rbac",
    findings: ["role-missing"],
  }),
  scenario({
    name: "cosmos-role-on-database",
    title: "Cosmos DB: a role on the database counts for its containers",
    story: "The identity may read the database shop, and one of its containers is asked for.",
    assigned: { role: READER, part: "shop" },
    exitCode: 0,
    verdict: "allowed",
    findings: [],
  }),
  scenario({
    name: "cosmos-role-on-container-unnamed",
    title: "Cosmos DB: the role is on one container, and none is named",
    story: "The identity may read the container orders only. Asked about the database, nobody can tell.",
    target: `${ACCOUNT_URL}/dbs/shop`,
    assigned: { role: READER, part: "shop/orders" },
    exitCode: 4,
    verdict: "inconclusive",
    findings: ["name-the-part"],
  }),
  scenario({
    name: "cosmos-account-unnamed",
    title: "Cosmos DB: the role is on the account, and only it is named",
    story: "The identity may read the whole account, which is all that the target names.",
    target: ACCOUNT_URL,
    assigned: { role: READER },
    exitCode: 0,
    verdict: "allowed",
    findings: [],
  }),
  scenario({
    name: "cosmos-container-missing",
    title: "Cosmos DB: there is no such container",
    story: "The identity may read the account, and the container's name is misspelt.",
    target: `${ACCOUNT_URL}/dbs/shop/colls/order`,
    assigned: { role: READER },
    exitCode: 4,
    verdict: "not-found",
    findings: ["part-not-found"],
  }),
  scenario({
    name: "cosmos-entra-disabled",
    title: "Cosmos DB: the account takes no Entra tokens",
    story: "Sign-in with Entra is switched off at the account.",
    resource: { entraDisabled: true },
    assigned: { role: READER },
    exitCode: 3,
    verdict: "entra-disabled",
    findings: ["entra-disabled"],
  }),
  scenario({
    name: "cosmos-all-levels",
    title: "Cosmos DB: every level is asked for, and nothing changes",
    story: "The identity may change items; all four permissions are probed.",
    args: ["--access", "all"],
    assigned: { role: "Cosmos DB Built-in Data Contributor" },
    exitCode: 0,
    findings: [],
  }),
  scenario({
    name: "cosmos-gateway-repeats",
    title: "Cosmos DB: a gateway repeats the request, token and all",
    story:
      "Something in front of the account answers with an error page that shows every header it was sent.",
    resource: { settings: { gateway: "repeats" } },
    assigned: { role: READER },
    exitCode: 4,
    verdict: "inconclusive",
    findings: ["answer-unclear"],
  }),
];
