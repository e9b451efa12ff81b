import type { Verdict } from "../../model/words.ts";
import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  readsAccount,
  STORAGE,
  SYSTEM_IDENTITY,
} from "../contoso.ts";
import type { ResourceTrouble } from "../lab-resource.ts";
import type { NameAnswer } from "../name-table.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

const HOST = `${STORAGE.name}.blob.core.windows.net`;
const PRIVATE_ALIAS = `${STORAGE.name}.privatelink.blob.core.windows.net`;
const PUBLIC_ADDRESS = "203.0.113.100";

/** An account with a private endpoint, whose name is answered in some way. */
function withPrivateEndpoint(
  special: Pick<Scenario, "name" | "title" | "story"> & {
    readonly answer: NameAnswer;
    readonly network?: "firewall";
    readonly exitCode: number;
    readonly verdict: Verdict;
    readonly findings: readonly string[];
  },
): Scenario {
  const { answer, network, exitCode, verdict, findings, ...words } = special;
  return defineScenario({
    ...words,
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [INVOICES_URL],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    storage: [{ ...STORAGE, ...(network === undefined ? {} : { network }) }],
    assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
    names: { [HOST]: answer },
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict }],
      findings,
    },
  });
}

/** A vault of a tenant that is not Contoso's, and what keeps it from saying so. */
function otherTenantsVault(
  special: Pick<Scenario, "name" | "title" | "story"> & {
    readonly trouble: ResourceTrouble;
    readonly exitCode: number;
    readonly verdict: Verdict;
    readonly findings: readonly string[];
  },
): Scenario {
  const { trouble, exitCode, verdict, findings, ...words } = special;
  return defineScenario({
    ...words,
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: ["https://kv-contoso.vault.azure.net/secrets/db-password"],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [
      {
        service: "key-vault",
        name: "kv-contoso",
        tenantId: "7b1e5a0c-3f0e-4a7e-9a52-0f6a0f5d3c11",
        ...trouble,
        data: { secrets: {}, keys: {}, certificates: {} },
      },
    ],
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict }],
      findings,
    },
  });
}

/** What the way to a resource tells: private endpoints, and the tenant that it asks for. */
export const networkScenarios: readonly Scenario[] = [
  withPrivateEndpoint({
    name: "private-endpoint",
    title: "The account is reached through its private endpoint",
    story: "The private DNS zone is linked to this network: the account's name leads to a private address.",
    answer: { addresses: ["10.4.0.5"], aliases: [PRIVATE_ALIAS] },
    exitCode: 0,
    verdict: "allowed",
    findings: [],
  }),
  withPrivateEndpoint({
    name: "private-endpoint-bypassed",
    title: "A private endpoint exists, and the public address is refused",
    story:
      "The account lets in its private endpoint only. This network is not linked to the private DNS zone, so the name leads to the public address, where the firewall refuses.",
    answer: {
      addresses: [PUBLIC_ADDRESS],
      aliases: [PRIVATE_ALIAS, "blob.ams23prdstr02a.store.core.windows.net"],
    },
    network: "firewall",
    exitCode: 3,
    verdict: "denied-network",
    findings: ["private-endpoint-bypassed"],
  }),
  withPrivateEndpoint({
    name: "private-endpoint-beside-public",
    title: "A private endpoint exists, and the public address lets in",
    story: "The account has a private endpoint and public access too: the name leads to the public address.",
    answer: { addresses: [PUBLIC_ADDRESS], aliases: [PRIVATE_ALIAS] },
    exitCode: 0,
    verdict: "allowed",
    findings: ["private-endpoint-bypassed"],
  }),
  withPrivateEndpoint({
    name: "private-zone-without-record",
    title: "The private DNS zone does not know the account",
    story:
      "The account has a private endpoint, and a private DNS zone is linked to this network. Nobody has put the account's record into it.",
    answer: { error: "ENOTFOUND", aliases: [PRIVATE_ALIAS] },
    exitCode: 4,
    verdict: "not-found-dns",
    findings: ["private-zone-lacks-record"],
  }),
  otherTenantsVault({
    name: "challenge-names-other-tenant",
    title: "The vault asks for a token of another tenant, and throttles",
    story:
      "The vault belongs to another tenant, and is too busy to look at the token. What it answers to a call without one tells the tenant all the same.",
    trouble: { throttles: "tokens" },
    exitCode: 4,
    verdict: "throttled",
    findings: ["challenge-names-other-tenant", "target-throttles"],
  }),
  otherTenantsVault({
    name: "challenge-tells-tenant",
    title: "The vault does not say that the token is of another tenant",
    story:
      "The vault belongs to another tenant. It refuses the token because it does not find the key that signed it, and says nothing of tenants; what it answers to a call without token does.",
    trouble: { signingKeyUnknown: true },
    exitCode: 3,
    verdict: "token-rejected",
    findings: ["resource-in-other-tenant"],
  }),
];
