import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

/** A service principal whose credential is right. */
const PRINCIPAL = {
  ...LINUX_ENVIRONMENT,
  AZURE_TENANT_ID: TENANT_ID,
  AZURE_CLIENT_ID: APP.clientId,
  AZURE_CLIENT_SECRET: VALID_SECRET,
} as const;

type Special = Pick<Scenario, "name" | "title" | "story" | "expect"> &
  Partial<Pick<Scenario, "env" | "targets" | "names" | "args" | "loginBlocked" | "ipv6Lost">>;

function principal(special: Special): Scenario {
  return defineScenario({
    env: PRINCIPAL,
    files: AZURE_VM_FILES,
    targets: [INVOICES_URL],
    applications: [APP],
    storage: [STORAGE],
    assignments: [readsAccount(APP.objectId)],
    metadata: "refused",
    ...special,
  });
}

/** The way to the login host, and which one that is. */
export const loginHostScenarios: readonly Scenario[] = [
  principal({
    name: "login-blocked",
    title: "A firewall lets nothing through to the login host",
    story:
      "The machine may reach the storage account, and not login.microsoftonline.com: nobody allowed it in the firewall.",
    args: ["--timeout", "3"],
    loginBlocked: true,
    expect: {
      exitCode: 4,
      winner: { state: "unknown", link: null },
      outcomes: { environment: "timed-out" },
      findings: ["login-unreachable"],
    },
  }),
  principal({
    name: "login-ipv6-lost",
    title: "The login host's IPv6 address swallows every packet",
    story:
      "The network has a route for IPv6 that ends in nothing. Node turns to IPv4 after a moment; Python would wait for minutes.",
    names: { "login.microsoftonline.com": { addresses: ["2001:db8::10", "203.0.113.10"] } },
    ipv6Lost: true,
    expect: {
      exitCode: 0,
      winner: { state: "won", link: "environment" },
      outcomes: { environment: "succeeded" },
      verdicts: [{ link: "environment", verdict: "allowed" }],
      findings: ["dual-stack-stalls"],
      warnings: ["dual-stack-stalls"],
    },
  }),
  principal({
    name: "login-name-unknown",
    title: "The name of the login host does not resolve",
    story: "The network's own name server knows the private zones, and forwards nothing else.",
    args: ["--timeout", "3"],
    names: { "login.microsoftonline.com": { error: "ENOTFOUND" } },
    expect: {
      exitCode: 5,
      winner: { state: "none", link: null },
      outcomes: { environment: "unavailable" },
      findings: ["login-name-unknown"],
    },
  }),
  principal({
    name: "authority-with-tenant",
    title: "AZURE_AUTHORITY_HOST ends with the tenant",
    story:
      "The login host was copied with the tenant behind it: some SDKs put the tenant in again, others take the path away.",
    env: { ...PRINCIPAL, AZURE_AUTHORITY_HOST: `https://login.microsoftonline.com/${TENANT_ID}` },
    expect: {
      exitCode: 4,
      winner: { state: "split", link: null },
      outcomes: { environment: "succeeded" },
      findings: ["authority-unusual", "sdks-disagree"],
    },
  }),
  principal({
    name: "authority-unknown-host",
    title: "AZURE_AUTHORITY_HOST names a host that is no cloud's",
    story: "The login host was set to one that nobody knows. The app's secret would go there.",
    env: { ...PRINCIPAL, AZURE_AUTHORITY_HOST: "https://login.contoso.example" },
    args: ["--timeout", "3"],
    expect: {
      exitCode: 4,
      winner: { state: "unknown", link: null },
      outcomes: { environment: "timed-out" },
      findings: ["authority-unusual"],
    },
  }),
  principal({
    name: "target-of-other-cloud",
    title: "A login host of one cloud, and a target of another",
    story:
      "AZURE_AUTHORITY_HOST is not set, so the login host is the public cloud's; the storage account is in the cloud for the US government.",
    targets: ["https://contosodata.blob.core.usgovcloudapi.net/invoices"],
    names: { "contosodata.blob.core.usgovcloudapi.net": { addresses: ["198.51.100.1"] } },
    expect: {
      exitCode: 3,
      winner: { state: "won", link: "environment" },
      outcomes: { environment: "succeeded" },
      verdicts: [{ link: "environment", verdict: "wrong-cloud" }],
      findings: ["other-cloud"],
    },
  }),
];
