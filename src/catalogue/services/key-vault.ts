import type { Fix } from "../../model/report.ts";
import type { AccessLevel } from "../../model/words.ts";
import { assignRole, command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type {
  GrantContext,
  ProbeContext,
  ProbeDefinition,
  Role,
  ServiceDefinition,
  TestedScope,
  VerdictRow,
} from "../service-definition.ts";

const VAULTS = "Microsoft.KeyVault/vaults";
/** Mandatory, without a default; this one is known wherever Key Vault is. */
const API = "api-version=7.4";

const READER: Role = { name: "Key Vault Reader", id: "21090545-7ca7-4776-b22c-e363652d74d2" };
const SECRETS_USER: Role = { name: "Key Vault Secrets User", id: "4633458b-17de-408a-b874-0445c86b69e6" };
const SECRETS_OFFICER: Role = {
  name: "Key Vault Secrets Officer",
  id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
};
const CERTIFICATE_USER: Role = {
  name: "Key Vault Certificate User",
  id: "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
};
const CERTIFICATES_OFFICER: Role = {
  name: "Key Vault Certificates Officer",
  id: "a4417e6f-fecd-4de8-b567-7b0420556985",
};
const CRYPTO_USER: Role = { name: "Key Vault Crypto User", id: "12338af0-0e69-4776-bea7-57ae8d297424" };
const CRYPTO_OFFICER: Role = { name: "Key Vault Crypto Officer", id: "14b46e9e-c2b7-41b4-b07b-48a6ebf60603" };
const ADMINISTRATOR: Role = { name: "Key Vault Administrator", id: "00482a5a-887f-4fb3-b363-3b7fe8e74483" };

interface Collection {
  /** As the path says it. */
  readonly name: "secrets" | "keys" | "certificates";
  readonly single: "secret" | "key" | "certificate";
  /** Error code of a name that does not exist. */
  readonly notFound: string;
  readonly get: string;
  readonly list: string;
  readonly update: string;
  readonly remove: string;
  readonly readers: readonly Role[];
  readonly listers: readonly Role[];
  readonly writers: readonly Role[];
}

const SECRETS: Collection = {
  name: "secrets",
  single: "secret",
  notFound: "SecretNotFound",
  get: "secrets/getSecret/action",
  list: "secrets/readMetadata/action",
  update: "secrets/update/action",
  remove: "secrets/delete",
  readers: [SECRETS_USER, SECRETS_OFFICER, ADMINISTRATOR],
  listers: [READER, SECRETS_USER, SECRETS_OFFICER, ADMINISTRATOR],
  writers: [SECRETS_OFFICER, ADMINISTRATOR],
};

const COLLECTIONS: readonly Collection[] = [
  SECRETS,
  {
    name: "keys",
    single: "key",
    notFound: "KeyNotFound",
    get: "keys/read",
    list: "keys/read",
    update: "keys/update/action",
    remove: "keys/delete",
    readers: [READER, CRYPTO_USER, CRYPTO_OFFICER, ADMINISTRATOR],
    listers: [READER, CRYPTO_USER, CRYPTO_OFFICER, ADMINISTRATOR],
    writers: [CRYPTO_OFFICER, ADMINISTRATOR],
  },
  {
    name: "certificates",
    single: "certificate",
    notFound: "CertificateNotFound",
    get: "certificates/read",
    list: "certificates/read",
    update: "certificates/update/action",
    remove: "certificates/delete",
    readers: [READER, CERTIFICATE_USER, CERTIFICATES_OFFICER, ADMINISTRATOR],
    listers: [READER, CERTIFICATE_USER, CERTIFICATES_OFFICER, ADMINISTRATOR],
    writers: [CERTIFICATES_OFFICER, ADMINISTRATOR],
  },
];

/** Names are listed for the whole vault, and a random one stands for it: a role on one secret does not show there. */
const VAULT: TestedScope = { kind: "vault", name: "as a whole", named: false };
const NO_ROLE = "ForbiddenByRbac";
const NO_POLICY = { verdict: "denied-rbac", confidence: "observed", beyondRoles: true } as const;

/** Answers that mean the same for every probe (dataplane.md section 9). */
const REFUSALS: readonly VerdictRow[] = [
  { status: 403, code: NO_ROLE, named: true, verdict: "denied-rbac", confidence: "observed" },
  // Roles can be given on single secrets: a random one stands for the vault.
  { status: 403, code: NO_ROLE, named: false, verdict: "inconclusive", confidence: "observed" },
  // Access policies are the vault's own.
  { status: 403, code: "AccessDenied", ...NO_POLICY, grant: givePolicy },
  {
    ...{ status: 403, code: "ForbiddenByPolicy", body: /on-behalf-of/i, ...NO_POLICY },
    why: "The policy that it has there names an application, too: it counts only for tokens that this application gets on behalf of the identity.",
    grant: givePolicyWithoutApplication,
  },
  { status: 403, code: "ForbiddenByPolicy", ...NO_POLICY, grant: givePolicy },
  // Known from experience (dataplane.md section 9).
  {
    ...{ status: 403, code: "SecretDisabled", verdict: "inconclusive", confidence: "inferred" },
    why: "The secret is disabled: that is no matter of roles or policies. Enable it, or name another one.",
  },
  { status: 403, code: "ForbiddenByFirewall", verdict: "denied-network", confidence: "documented" },
  {
    status: 403,
    code: "ForbiddenByConnection",
    verdict: "denied-network",
    confidence: "observed",
    privateOnly: true,
  },
  { status: 401, challenge: /insufficient_claims/, verdict: "needs-claims", confidence: "documented" },
  { status: 401, body: /AKV10022/, verdict: "wrong-audience", confidence: "observed" },
  { status: 401, body: /AKV10032/, verdict: "wrong-tenant", confidence: "observed" },
  // No number of Key Vault's own is known for it.
  {
    status: 401,
    body: /Lifetime validation failed|token is expired/i,
    verdict: "token-expired",
    confidence: "inferred",
  },
  { status: 401, verdict: "token-rejected", confidence: "observed" },
  { status: 429, verdict: "throttled", confidence: "documented" },
];

/**
 * A name that does not exist, or a version of the named one: neither reads nor changes anything that is there.
 * `HEAD` and `list` would ask for another permission than reading a value does.
 */
function absentPath({ scope, random }: ProbeContext, { name }: Collection): string {
  const version = random.replace(/^azcredprobe-/, "");
  return scope.named ? `/${name}/${scope.name}/${version}?${API}` : `/${name}/${random}?${API}`;
}

function absent({ notFound }: Collection, confidence: VerdictRow["confidence"]): VerdictRow {
  return { status: 404, code: notFound, verdict: "allowed", confidence };
}

/** Deleting takes a whole object, never a version: only a name that does not exist is safe. */
function removal(collection: Collection): ProbeDefinition {
  const { name, single, remove, writers } = collection;
  return {
    ...{ level: "delete", action: `${VAULTS}/${remove}`, roles: writers, kinds: [name, single] },
    ...{ about: VAULT, wholeResource: true },
    ask: {
      kind: "http",
      request: ({ random }) => ({ method: "DELETE", path: `/${name}/${random}?${API}`, headers: {} }),
    },
    verdicts: [
      absent(collection, "inferred"),
      {
        ...{ status: 403, code: NO_ROLE, verdict: "inconclusive", confidence: "observed" },
        why: `Deleting takes a whole ${single}: only a name that does not exist was asked, for which a role on the whole vault counts. A role on one ${single} would not show.`,
      },
      ...REFUSALS.filter(({ code }) => code !== NO_ROLE),
    ],
  };
}

function probesOf(collection: Collection): ProbeDefinition[] {
  const { name, single, get, list, update, readers, listers, writers } = collection;
  const kinds = [name, single];
  return [
    {
      ...{ level: "list", action: `${VAULTS}/${list}`, roles: listers, kinds, about: VAULT },
      ask: {
        kind: "http",
        request: () => ({ method: "GET", path: `/${name}?maxresults=1&${API}`, headers: {} }),
      },
      verdicts: [
        { status: 200, verdict: "allowed", confidence: "observed" },
        { status: 403, code: NO_ROLE, verdict: "denied-rbac", confidence: "observed" },
        ...REFUSALS.filter(({ code }) => code !== NO_ROLE),
      ],
    },
    {
      ...{ level: "read", action: `${VAULTS}/${get}`, roles: readers, kinds },
      ask: {
        kind: "http",
        request: (context) => ({ method: "GET", path: absentPath(context, collection), headers: {} }),
      },
      verdicts: [absent(collection, "observed"), ...REFUSALS],
    },
    {
      ...{ level: "write", action: `${VAULTS}/${update}`, roles: writers, kinds },
      ask: {
        kind: "http",
        request: (context) => ({
          method: "PATCH",
          path: absentPath(context, collection),
          headers: { "Content-Type": "application/json" },
          body: "{}",
        }),
      },
      verdicts: [absent(collection, "inferred"), ...REFUSALS],
    },
    removal(collection),
  ];
}

function parse(path: string, random: string): TestedScope {
  const parts = path.split("/").filter((part) => part !== "");
  const collection = COLLECTIONS.find(({ name }) => name === parts[0]);
  const { name, single } = collection ?? SECRETS;
  const named = collection === undefined ? parts[0] : parts[1];
  return named === undefined
    ? { kind: name, name: random, named: false }
    : { kind: single, name: named, armSuffix: `/${name}/${named}`, named: true };
}

/** What access policies call a permission, by collection and level: roles know one action for getting and listing keys. */
const POLICIES: Readonly<Record<Collection["name"], Readonly<Partial<Record<AccessLevel, string>>>>> = {
  secrets: { list: "list", read: "get", write: "set", delete: "delete" },
  keys: { list: "list", read: "get", write: "update", delete: "delete" },
  certificates: { list: "list", read: "get", write: "update", delete: "delete" },
};

function setPolicy({ action, levels = [], resource, objectId = "<object-id>" }: GrantContext): string {
  const { name, single } = COLLECTIONS.find((one) => action.startsWith(`${VAULTS}/${one.name}/`)) ?? SECRETS;
  return command(
    ...["az", "keyvault", "set-policy", "--name", resource, "--object-id", objectId],
    ...[`--${single}-permissions`, ...levels.flatMap((level) => POLICIES[name][level] ?? [])],
  );
}

/** Roles do not count in a vault that goes by its own access policies; its refusal tells that it does. */
function givePolicy(context: GrantContext): Fix {
  return {
    what: "Give this identity an access policy of the vault:",
    commands: [setPolicy(context)],
  };
}

function givePolicyWithoutApplication(context: GrantContext): Fix {
  const { resource, objectId = "<object-id>" } = context;
  return {
    what: "Take away the policy that names an application beside the identity, and give one without:",
    commands: [
      command(
        ...["az", "keyvault", "delete-policy", "--name", resource, "--object-id", objectId],
        ...["--application-id", "<application-id-of-the-policy>"],
      ),
      setPolicy(context),
    ],
  };
}

export const keyVault: ServiceDefinition = {
  name: "key-vault",
  title: "Key Vault",
  example: "https://<vault>.vault.azure.net/secrets/<secret>",
  hosts: {
    public: below(/^([a-z][a-z0-9-]{2,23})$/, "vault.azure.net"),
    usgov: below(/^([a-z][a-z0-9-]{2,23})$/, "vault.usgovcloudapi.net"),
    china: below(/^([a-z][a-z0-9-]{2,23})$/, "vault.azure.cn"),
  },
  audience: {
    public: "https://vault.azure.net",
    usgov: "https://vault.usgovcloudapi.net",
    china: "https://vault.azure.cn",
  },
  sendsToken: "https",
  armType: VAULTS,
  part: {
    word: "secret",
    words: { secrets: "secret", keys: "key", certificates: "certificate" },
    form: (url, word) =>
      COLLECTIONS.some(({ name }) => url.replace(/\/$/, "").endsWith(`/${name}`))
        ? `<${word}>`
        : `secrets/<${word}>`,
    pattern: /^(?:(?:secrets|keys|certificates)(?:\/[A-Za-z0-9-]{1,127})?|[A-Za-z0-9-]{1,127})$/,
    parse,
    list: (vault) => ({
      what: "List the secrets' names (needs rights of its own):",
      commands: [command("az", "keyvault", "secret", "list", "--vault-name", vault, "--query", "[].name")],
    }),
  },
  challenge: { method: "GET", path: `/secrets?maxresults=1&${API}`, headers: {} },
  challengeTenant: /authorization="https:\/\/[^/"]+\/([0-9a-f-]{36})"/i,
  errorCode: [{ json: "error.innererror.code" }, { json: "error.code" }],
  requestId: ["x-ms-request-id"],
  disclosures: [
    {
      what: "resourceId",
      pattern: /Resource: '(\/subscriptions\/[^'\r\n]*?\/vaults\/[^'/\r\n]+)/i,
      sample:
        "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\r\nResource: '/subscriptions/3d8f186f-7847-4fad-a2d2-5e26bc9eb187/resourcegroups/rg/providers/microsoft.keyvault/vaults/kv/secrets/name'\r\n",
    },
    {
      what: "principalId",
      pattern: /;oid=([0-9a-f-]{36})/i,
      sample:
        "Caller: appid=3d2ec8ad-6538-4bb5-99bd-b34b36c413c3;oid=07336777-83dc-4046-a73e-677d4bb02754;iss=x",
    },
    {
      what: "clientAddress",
      pattern: /Client address: ([0-9a-f.:]+)/i,
      sample: "Client address: 203.0.113.7\r\n",
    },
  ],
  roleNote: "Owner, Contributor and Key Vault Contributor manage the vault and cannot read what it holds.",
  probes: COLLECTIONS.flatMap(probesOf),
  grant: assignRole,
  openNetwork: (vault, clientAddress) => ({
    what: "See the vault's network rules, and allow this machine's address or subnet:",
    commands: [
      command(
        ...["az", "keyvault", "show", "--name", vault],
        ...["--query", "properties.{public:publicNetworkAccess,rules:networkAcls}"],
      ),
      command(
        "az",
        "keyvault",
        "network-rule",
        "add",
        "--name",
        vault,
        "--ip-address",
        clientAddress ?? "<address>",
      ),
    ],
  }),
};
