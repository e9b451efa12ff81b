import type { LabFault } from "../../src/lab/faults.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { ARC_SERVER } from "../../src/lab/contoso-hosts.ts";
import {
  APP,
  CERTIFICATE_FILE,
  FEDERATED_TOKEN_FILE,
  readsAccount,
  SYSTEM_IDENTITY,
  VALID_SECRET,
} from "../../src/lab/contoso.ts";
import { SUBSCRIPTION } from "../../src/lab/lab-resource.ts";
import type { LinkId } from "../../src/model/words.ts";
import { scenarioNamed } from "../support/scenario-named.ts";

/** What kind of endpoint stands at a place: each has words of its own for the same fault. */
export type PlaceKind =
  | "metadata"
  | "instance"
  | "platform"
  | "entra"
  | "target"
  | "storage"
  | "registry"
  | "amqp"
  | "database"
  | "handshake"
  | "challenge"
  | "proxy"
  | "roles"
  | "tool"
  | "file";

export type PlaceName =
  | "metadata"
  | "metadata-token"
  | "metadata-instance"
  | "app-service"
  | "app-service-2017"
  | "machine-learning"
  | "cloud-shell"
  | "service-fabric"
  | "azure-arc"
  | "entra-secret"
  | "entra-workload"
  | "entra-certificate"
  | "blob"
  | "blob-challenge"
  | "key-vault"
  | "registry"
  | "registry-challenge"
  | "service-bus"
  | "service-bus-session"
  | "azure-sql"
  | "azure-sql-greeting"
  | "postgres"
  | "mysql"
  | "proxy"
  | "resource-manager"
  | "az"
  | "azd"
  | "pwsh"
  | "arc-key"
  | "federated-token"
  | "certificate";

/** An endpoint that a link or a target talks to, in a host where all else is well. */
export interface Place {
  readonly name: PlaceName;
  readonly kind: PlaceKind;
  readonly scenario: Scenario;
  /** The link that meets it. */
  readonly link: LinkId;
  readonly at: string;
  readonly only?: LabFault["only"];
  /** It is called over TLS, or by a name. */
  readonly over: readonly ("tls" | "name")[];
  /** Something else than HTTP, or answers of a head alone. */
  readonly speaks: "http" | "head" | "stream" | "none";
  /** The place that stands for the whole endpoint, where this one is some of what is said there. */
  readonly partOf?: PlaceName;
}

function scenario(name: string, more: Partial<Scenario> = {}): Scenario {
  return { ...scenarioNamed(name), ...more };
}

const SYSTEM = { link: "managed-identity-system", speaks: "http", over: [] } as const;
const OVER_HTTPS = { speaks: "http", over: ["tls", "name"] } as const;
const SECRET = scenario("wrong-secret");
/** The right one, and no identity besides. */
const WITH_SECRET: Scenario = {
  ...SECRET,
  env: { ...SECRET.env, AZURE_CLIENT_SECRET: VALID_SECRET },
  metadata: "refused",
  assignments: [readsAccount(APP.objectId)],
};
const BY_PROXY = scenario("proxy-wants-login");
const { proxyWantsLogin: _, ...WITH_PROXY } = BY_PROXY;
const ARC_KEY_FILE = "/var/opt/azcmagent/tokens/b1b0e1a4-6a1f-4a0c-9d53-0f8a2f1f7e02.key";
const METADATA = "169.254.169.254:80";
const SERVICE_BUS = "sb-contoso.servicebus.windows.net:5671";
const SESSION = { only: { afterWrites: 2 }, partOf: "service-bus" } as const;
const AZURE_SQL = "contoso-sql.database.windows.net:1433";
const GREETING = { only: { beforeTls: true }, partOf: "azure-sql" } as const;
const POSTGRES = "contoso-pg.postgres.database.azure.com:5432";
const MYSQL = "contoso-my.mysql.database.azure.com:3306";

function platform(name: PlaceName, from: string): Place {
  const own = scenario(from);
  return { ...SYSTEM, name, kind: "platform", scenario: own, at: own.endpoints[0]!.at };
}

function stream(name: PlaceName, kind: PlaceKind, from: string, at: string): Place {
  return { ...SYSTEM, name, kind, scenario: scenario(from), at, over: ["tls", "name"], speaks: "stream" };
}

export const PLACES: readonly Place[] = [
  {
    ...SYSTEM,
    name: "metadata",
    kind: "metadata",
    scenario: scenario("system-assigned-allowed"),
    at: METADATA,
  },
  {
    ...SYSTEM,
    name: "metadata-token",
    kind: "platform",
    scenario: scenario("system-assigned-allowed"),
    at: METADATA,
    only: { path: "/identity/", header: "metadata" },
    partOf: "metadata",
  },
  {
    ...SYSTEM,
    name: "metadata-instance",
    kind: "instance",
    scenario: scenario("system-assigned-allowed"),
    at: METADATA,
    only: { path: "/metadata/instance" },
    partOf: "metadata",
  },
  platform("app-service", "app-service-works"),
  platform("app-service-2017", "app-service-legacy-protocol"),
  platform("machine-learning", "machine-learning-works"),
  platform("cloud-shell", "cloud-shell-user"),
  { ...platform("service-fabric", "service-fabric-works"), over: ["tls"] },
  platform("azure-arc", "arc-works"),
  {
    ...OVER_HTTPS,
    name: "entra-secret",
    kind: "entra",
    link: "environment",
    scenario: WITH_SECRET,
    at: "login.microsoftonline.com:443",
  },
  {
    ...OVER_HTTPS,
    name: "entra-workload",
    kind: "entra",
    link: "workload-identity",
    scenario: scenario("workload-identity-works"),
    at: "login.microsoftonline.com:443",
  },
  {
    ...OVER_HTTPS,
    name: "entra-certificate",
    kind: "entra",
    link: "environment",
    scenario: scenario("certificate-works"),
    at: "login.microsoftonline.com:443",
  },
  {
    ...SYSTEM,
    ...OVER_HTTPS,
    name: "blob",
    kind: "storage",
    scenario: scenario("system-assigned-allowed"),
    at: "contosodata.blob.core.windows.net:443",
    only: { header: "authorization" },
  },
  {
    ...SYSTEM,
    ...OVER_HTTPS,
    name: "blob-challenge",
    kind: "challenge",
    scenario: scenario("system-assigned-allowed"),
    at: "contosodata.blob.core.windows.net:443",
    only: { withoutHeader: "authorization" },
    partOf: "blob",
  },
  {
    ...SYSTEM,
    ...OVER_HTTPS,
    name: "key-vault",
    kind: "target",
    scenario: scenario("key-vault-allowed"),
    at: "kv-contoso.vault.azure.net:443",
  },
  {
    ...SYSTEM,
    ...OVER_HTTPS,
    name: "registry",
    kind: "registry",
    scenario: scenario("container-registry-allowed"),
    at: "contosoimages.azurecr.io:443",
    only: { path: "/oauth2/" },
  },
  {
    ...SYSTEM,
    ...OVER_HTTPS,
    name: "registry-challenge",
    kind: "registry",
    scenario: scenario("container-registry-allowed"),
    at: "contosoimages.azurecr.io:443",
    only: { path: "/v2/", withoutHeader: "authorization" },
    partOf: "registry",
  },
  stream("service-bus", "amqp", "service-bus-allowed", SERVICE_BUS),
  // Behind the words about the protocol and who one is come connection, session, links and the token's answer.
  { ...stream("service-bus-session", "amqp", "service-bus-allowed", SERVICE_BUS), ...SESSION },
  stream("azure-sql", "database", "azure-sql-signed-in", AZURE_SQL),
  { ...stream("azure-sql-greeting", "database", "azure-sql-signed-in", AZURE_SQL), ...GREETING },
  { ...stream("postgres", "handshake", "postgresql-reached", POSTGRES), only: { beforeTls: true } },
  { ...stream("mysql", "handshake", "mysql-reached", MYSQL), only: { beforeTls: true } },
  {
    name: "proxy",
    kind: "proxy",
    link: "environment",
    scenario: WITH_PROXY,
    at: WITH_PROXY.proxy ?? "",
    over: ["name"],
    speaks: "head",
  },
  {
    ...SYSTEM,
    ...OVER_HTTPS,
    name: "resource-manager",
    kind: "roles",
    scenario: scenario("key-vault-denied-rbac", {
      resources: [
        ...scenario("key-vault-denied-rbac").resources,
        { service: "arm", name: "management", data: {} },
      ],
      assignments: [{ principalId: SYSTEM_IDENTITY.objectId, role: "Reader", resource: SUBSCRIPTION }],
    }),
    at: "management.azure.com:443",
  },
  ...(["az", "azd", "pwsh"] as const).map((name, index): Place => {
    const links = ["azure-cli", "azure-developer-cli", "azure-powershell"] as const;
    return {
      ...{ name, kind: "tool", link: links[index]!, at: name, over: [], speaks: "none" },
      scenario: scenario("developer-az", { tools: { [name]: scenario("developer-az").tools.az! } }),
    };
  }),
  {
    ...{ name: "arc-key", kind: "file", link: "managed-identity-system", over: [], speaks: "none" },
    scenario: scenario("arc-works", { endpoints: [{ ...ARC_SERVER.endpoint, keyFile: ARC_KEY_FILE }] }),
    at: ARC_KEY_FILE,
  },
  {
    ...{ name: "federated-token", kind: "file", link: "workload-identity", over: [], speaks: "none" },
    scenario: scenario("workload-identity-works"),
    at: FEDERATED_TOKEN_FILE,
  },
  {
    ...{ name: "certificate", kind: "file", link: "environment", over: [], speaks: "none" },
    scenario: scenario("certificate-works"),
    at: CERTIFICATE_FILE,
  },
];
