import type { Fix } from "../../model/report.ts";
import type { LinkDefinition } from "../link-definition.ts";
import { defineFinding } from "../finding-definition.ts";
import {
  command,
  runAgain,
  runAgainAs,
  SAME_TARGETS,
  showPrivateRecords,
  underCondition,
  USE_ITS_TENANT,
} from "../fixes.ts";

/** A target whose part was not named, and what people call such a part. */
export interface Unnamed {
  readonly url: string;
  readonly word: string;
  /** What is to stand behind the URL. */
  readonly form: string;
  /** Where the host alone does not tell the service. */
  readonly service: string | undefined;
  /** What was asked instead: part of a sentence. */
  readonly note?: string | undefined;
  /** By which options a run asks as the identity of the connection that names the target; that of the run otherwise. */
  readonly asking: readonly string[] | undefined;
}

export interface Place {
  readonly identity: string;
  readonly target: string;
}

/** A refusal by the target, with what it answered. */
export interface Refusal extends Place {
  readonly answer: string;
}

/** What a refusal for want of a role leaves open: a condition on names, or whether a role is what is missing. */
export type Doubt = "condition" | "inferred" | undefined;

/** What an answer whose meaning is not documented may stand for (dataplane.md section 20). */
const ONLY_INFERRED = "How this service refuses is not documented";

/** What helps against a token of another cloud, by where it came from. */
const OTHER_CLOUD: Readonly<Record<LinkDefinition["endpoint"], string>> = {
  entra: "Set AZURE_AUTHORITY_HOST to the login host of the target's cloud, or correct the target's host.",
  "managed-identity":
    "A managed identity belongs to the cloud that the machine runs in: correct the target's host, or use an app registration of the target's cloud.",
  tool: "Sign the tool in to the target's cloud (for Azure CLI: az cloud set), or correct the target's host.",
};

/** What a token says of itself; absent is what it does not tell. */
export interface TokenFacts {
  readonly audience: string | undefined;
  readonly tenantId: string | undefined;
  readonly issuedAt: string | undefined;
  readonly expiresAt: string | undefined;
  /** It had run out when it was sent. */
  readonly isOver: boolean;
}

function tokenFacts({ audience, tenantId, issuedAt, expiresAt, isOver }: TokenFacts): string {
  const facts = [
    ...(audience === undefined ? [] : [`is for ${audience}`]),
    ...(tenantId === undefined ? [] : [`comes from the tenant ${tenantId}`]),
    ...(issuedAt === undefined ? [] : [`was given out at ${issuedAt}`]),
    ...(expiresAt === undefined ? [] : [`runs out at ${expiresAt}`]),
  ];
  if (facts.length === 0) return "";
  if (expiresAt === undefined) return `The token ${facts.join(", ")}.`;
  const meaning = isOver
    ? "It had run out when it was sent."
    : "It was valid when it was sent: what is left is another tenant or cloud of the resource, or that it takes no such tokens.";
  return `The token ${facts.join(", ")}. ${meaning}`;
}

export const accessFindings = {
  "role-missing": defineFinding<
    Place & {
      action: string;
      note: string;
      doubt: Doubt;
      /** The least that would allow it. */
      role: string | undefined;
      grant: Fix;
      lookUp: Fix | undefined;
      /** Which roles it has there; where that is asked of Azure's roles. */
      listRoles?: Fix | undefined;
      retry?: Fix | undefined;
    }
  >({
    level: "error",
    mayPass: true,
    title: "The identity has no role that allows this",
    hedged: ({ doubt }) => doubt && HEDGED_ROLE[doubt],
    inShort: "no role allows it",
    says: ({ target, doubt, role = "a role that allows it" }) => {
      const needs = `needs ${role} at ${target}`;
      if (doubt === "condition") return `It ${needs}, or its role is under a condition`;
      return doubt === "inferred" ? `It probably ${needs}` : `It ${needs}`;
    },
    cause: ({ identity, target, action, note, doubt }) => {
      const refused = `${identity} reached ${target} with a valid token, and`;
      const what =
        doubt === "inferred"
          ? `is refused ${action}: probably it has no role there that allows it. ${ONLY_INFERRED}: a network rule may be behind such an answer, too.`
          : `has nothing there that allows ${action}${doubt === "condition" ? ", or only under a condition" : ""}.`;
      return `${refused} ${what} ${note}`.trim();
    },
    fixes: ({ grant, lookUp, listRoles, retry, doubt }) => {
      const looks = [retry, ...(doubt === "inferred" ? [listRoles] : []), lookUp];
      const asked = looks.filter((fix) => fix !== undefined);
      if (doubt === undefined) return [grant, ...asked];
      return [...asked, underCondition("If it has no role that allows it", grant)];
    },
  }),
  "access-policy-missing": defineFinding<Place & { action: string; note: string; grant: Fix }>({
    level: "error",
    mayPass: true,
    title: "No access policy of the vault allows this",
    inShort: "no access policy allows it",
    says: ({ target, action }) => `It needs ${action} in an access policy of ${target}`,
    cause: ({ identity, target, action, note }) =>
      `${identity} reached ${target} with a valid token. This vault goes by access policies of its own, not by roles, and none of them allows ${action}. ${note}`.trim(),
    fixes: ({ grant }) => [grant],
  }),
  "database-user-missing": defineFinding<Place & { user: string; fixes: readonly Fix[] }>({
    level: "error",
    mayPass: true,
    title: "The database has no user for this identity",
    inShort: "the database has no user for it",
    says: ({ target }) => `It needs a user in ${target}; a role in Azure does not count there`,
    cause: ({ identity, target, user }) =>
      `${target} took the token of ${identity}, and knows nobody in that database whom it stands for (18456): ${user} is missing there, has another name, or was made for an earlier identity of the same name. Users belong to one database: one in another database, or a role in Azure, does not count.`,
    fixes: ({ fixes }) => [...fixes],
  }),
  "login-redirected": defineFinding<Refusal & { to: string; fixes: readonly Fix[] }>({
    level: "warning",
    title: "The gateway sends the login on: not followed",
    cause: ({ identity, target, to }) =>
      `The gateway of ${target} took the connection and sends its clients on to ${to}, as it does by default inside Azure. No other host gets the token, so the login ended there: whether ${identity} is let in is decided behind it and was not told. The app's driver goes on to that port (11000 to 11999), which the network has to let through.`,
    fixes: ({ fixes }) => [...fixes],
  }),
  "deny-assignment": defineFinding<Place & { action: string; denials: readonly string[] }>({
    level: "error",
    title: "A deny assignment forbids what the role allows",
    inShort: "a deny assignment forbids it",
    says: () => "Another role does not help: the owner of the denial has to exclude this identity",
    cause: ({ identity, target, action, denials }) =>
      `${identity} is refused at ${target}: the deny assignment ${denials.join(", ")} covers ${action}. It wins over every role; another role does not help.`,
    fixes: () => [
      {
        what: "Deny assignments come with managed applications, deployment stacks and blueprints: their owner has to exclude this identity.",
        commands: [],
      },
    ],
  }),
  "role-not-effective-yet": defineFinding<Place & { action: string; note: string }>({
    level: "error",
    mayPass: true,
    title: "The role is assigned, and does not count yet",
    inShort: "its role does not count yet",
    says: () => "The role is assigned: wait some minutes, and ask again",
    cause: ({ identity, target, action, note }) =>
      `Azure Resource Manager says that ${identity} holds ${action} at ${target}; the resource still refuses it. A new assignment takes up to 10 minutes, and hours when it comes from a management group or through a group. ${note}`.trim(),
    fixes: () => [
      {
        what: "Wait, and ask again until it is allowed. If it comes through a group, the identity's cached token (up to 24 hours) must run out first.",
        commands: [command("credprobe", "--wait", "15m") + ` ${SAME_TARGETS}`],
      },
    ],
  }),
  "role-through-group": defineFinding<Place & { action: string; role: string; grant: Fix }>({
    level: "error",
    title: "The role comes through a group the token does not know",
    inShort: "its role comes through a group that the token does not know",
    says: ({ role }) => `It needs ${role} itself, instead of through the group`,
    cause: ({ identity, target, action, role }) =>
      `${identity} is refused at ${target}. Azure Resource Manager lists ${role}, which holds ${action}, for a group that it is a member of; the group is not in its token yet. The platform keeps a managed identity's token for about 24 hours, and nothing can renew it.`,
    fixes: ({ grant }) => [underCondition("To the identity itself, instead of the group", grant)],
  }),
  "condition-decides": defineFinding<Refusal & { conditions: readonly string[]; retry?: Fix | undefined }>({
    level: "warning",
    title: "A condition of the role assignment decides",
    cause: ({ identity, target, answer, conditions }) =>
      `${identity} has a role at ${target}, under a condition: ${conditions.join("; ")}. The name that was asked for does not exist and does not fulfil it (${answer}); whether the names that the app uses do cannot be told from here.`,
    fixes: ({ retry }) => [
      { what: "Compare the condition with the container, path or tags that the app uses.", commands: [] },
      ...(retry === undefined ? [] : [retry]),
    ],
  }),
  "no-subscription-visible": defineFinding<Refusal>({
    level: "warning",
    mayPass: true,
    title: "The identity sees no subscription at all",
    cause: ({ identity, target }) =>
      `${target} took the token of ${identity} and lists no subscription: it has no role in any, or only roles without a right to read there. If a role was given, it went to another identity.`,
    fixes: () => [
      {
        what: "Compare the object id of the role assignment with the one in this report (not the client id).",
        commands: [],
      },
    ],
  }),
  "network-rule-refuses": defineFinding<
    Refusal & { open: Fix; openToAll: Fix | undefined; isInferred: boolean; grant: Fix }
  >({
    level: "error",
    title: "A network rule of the resource refuses this machine",
    hedged: ({ isInferred }) => (isInferred ? "Probably a network rule refuses this machine" : undefined),
    says: ({ target, isInferred }) =>
      isInferred
        ? `Probably the network rules of ${target} keep this machine out`
        : `The network rules of ${target} have to let this machine in: no role can do that`,
    cause: ({ target, answer, isInferred }) =>
      isInferred
        ? `${target} answered ${answer}, in words about the network: probably its firewall, a private endpoint or disabled public access keeps this machine out, which no role can change. ${ONLY_INFERRED}: a missing role may be refused alike.`
        : `${target} answered ${answer}: its firewall, a private endpoint or disabled public access keeps this machine out. No role can change that.`,
    fixes: ({ open, openToAll, isInferred, grant }) => [
      open,
      ...(openToAll === undefined ? [] : [openToAll]),
      ...(isInferred ? [underCondition("If the network settings let this machine in", grant)] : []),
    ],
  }),
  "public-access-off": defineFinding<Refusal & { resourceId: string }>({
    level: "error",
    title: "The resource answers private endpoints only",
    inShort: "its public access is off",
    says: ({ target }) => `The app's network needs an approved private endpoint to reach ${target}`,
    cause: ({ target, answer }) =>
      `${target} answered ${answer}: public access is switched off, so that no firewall rule lets this machine in. It came to the public address, or through a private endpoint that is not approved. No role can change that.`,
    fixes: ({ resourceId }) => [
      {
        what: "See the private endpoints of the resource and whether they are approved; the app's network needs one, and its private DNS zone:",
        commands: [command("az", "network", "private-endpoint-connection", "list", "--id", resourceId)],
      },
    ],
  }),
  "part-not-found": defineFinding<Place & { word: string; name: string; list: Fix | undefined }>({
    level: "error",
    mayPass: true,
    title: "What was asked for does not exist in the resource",
    says: ({ target, word, name }) => `There is no ${word} ${name} in ${target}`,
    cause: ({ target, word, name }) =>
      `${target}: there is no ${word} ${name}. The resource and the token are fine as far as that can be told.`,
    fixes: ({ list }) => (list === undefined ? [] : [list]),
  }),
  "subscription-not-seen": defineFinding<Place & { word: string; name: string }>({
    level: "error",
    mayPass: true,
    title: "There is no such subscription, or none that it sees",
    cause: ({ identity, word, name }) => {
      const [, id = name] = /^\/subscriptions\/([^/]+)/i.exec(name) ?? [];
      const of = word === "subscription" ? "" : `, which the ${word} is named in`;
      return `Azure Resource Manager knows no subscription ${id}${of}. It says so where ${identity} has no role at all, where the subscription is of another tenant or another cloud, and where there is none: which of them it is cannot be told.`;
    },
    fixes: ({ name }) => {
      const [, id = "<subscription-id>"] = /^\/subscriptions\/([^/]+)/i.exec(name) ?? [];
      return [
        {
          what: "See, as a person who knows it, of which cloud and tenant the subscription is, and compare the tenant with the token's:",
          commands: [
            command(
              ...["az", "account", "show", "--subscription", id],
              ...["--query", "{cloud:environmentName,tenant:tenantId}"],
            ),
          ],
        },
        {
          what: "If both are the same, see which roles the identity has there (object id, not client id):",
          commands: [
            command(
              ...["az", "role", "assignment", "list", "--assignee", "<object-id>"],
              ...["--all", "--include-groups", "--subscription", id],
            ),
          ],
        },
      ];
    },
  }),
  "name-does-not-resolve": defineFinding<{ host: string; list?: Fix | undefined }>({
    level: "error",
    mayPass: true,
    title: "The target's name does not resolve",
    cause: ({ host }) =>
      `There is no DNS name ${host} as seen from here: a typo, a deleted resource, another cloud's suffix, or a private DNS zone that this network is not linked to.`,
    fixes: ({ host, list }) => [
      ...(list === undefined ? [] : [list]),
      {
        what: "Ask another name server than this machine's:",
        commands: [command("nslookup", host, "1.1.1.1")],
      },
    ],
  }),
  "private-zone-lacks-record": defineFinding<{ host: string; alias: string; zone: string }>({
    level: "error",
    mayPass: true,
    title: "The private DNS zone has no record of the target",
    cause: ({ host, alias, zone }) =>
      `${host} is an alias of ${alias}: the resource has a private endpoint, and this network asks a private DNS zone ${zone} that has no record of it.`,
    fixes: ({ zone }) => [showPrivateRecords(zone)],
  }),
  "name-the-part": defineFinding<Place & Unnamed & { action: string }>({
    level: "warning",
    mayPass: true,
    title: "Refused for the resource as a whole: name the part",
    cause: ({ identity, target, word, action, note }) =>
      note !== undefined
        ? `${identity} reached ${target}, and is refused ${action}. ${note}: name your ${word}.`
        : `${identity} has nothing on the whole of ${target} that allows ${action}. A role on one ${word} would not show here: name your ${word}.`,
    fixes: (unnamed) => [namingIt(unnamed)],
  }),
  "resource-in-other-tenant": defineFinding<
    Refusal & { tokenTenant: string | undefined; resourceTenant: string | undefined }
  >({
    level: "error",
    title: "The resource belongs to another tenant",
    says: ({ tokenTenant, resourceTenant }) => differingTenants(tokenTenant, resourceTenant),
    cause: ({ identity, target, answer, tokenTenant, resourceTenant }) =>
      `${target} takes tokens of tenant ${resourceTenant ?? "(not told)"} only and answered ${answer}; the token of ${identity} is from tenant ${tokenTenant ?? "(not told)"}. No role can change that, and a managed identity cannot change its tenant.`,
    fixes: () => [tenantOfResource("See which tenant the resource's subscription is of:"), USE_ITS_TENANT],
  }),
  "audience-refused": defineFinding<Refusal & { audience: string }>({
    level: "error",
    title: "The resource wants a token for another audience",
    says: ({ target, audience }) => `${target} takes no tokens for ${audience}: it may not be what it seems`,
    cause: ({ target, answer, audience }) =>
      `${target} answered ${answer}: it does not take tokens for ${audience}, which is the audience of every such resource in its cloud.`,
    fixes: () => [
      {
        what: "Check that the target is what it seems (its name may lead to something else), and that the app asks for the scope that the service documents.",
        commands: [],
      },
    ],
  }),
  "expiry-refused": defineFinding<Refusal>({
    level: "error",
    title: "The resource says that the token has expired",
    says: () => "A clock is off, or whoever gives out the tokens keeps old ones",
    cause: ({ identity, target, answer }) =>
      `${target} refused the token of ${identity} for its lifetime (${answer}). It was got a moment ago: a clock is off, or whoever gives out the tokens keeps old ones.`,
    fixes: () => [
      {
        what: "Compare this machine's clock with the true time:",
        commands: ["date -u", "timedatectl status"],
      },
    ],
  }),
  "entra-disabled": defineFinding<Refusal & { note: string; resourceId: string }>({
    level: "error",
    title: "The resource takes no Entra tokens",
    says: ({ target }) => `Sign-in with Entra has to be switched on at ${target}: no role helps`,
    cause: ({ target, answer, note }) =>
      `${target} answered ${answer}: sign-in with Entra is switched off there, so no role helps. ${note}`.trim(),
    fixes: ({ resourceId }) => [
      {
        what: "See the resource's settings (authentication, access keys), as somebody who may; whoever owns it can switch Entra on:",
        commands: [command("az", "resource", "show", "--ids", resourceId, "--query", "properties")],
      },
    ],
  }),
  "claims-challenge": defineFinding<Refusal>({
    level: "error",
    title: "A policy asks for a fresh or stronger sign-in",
    cause: ({ identity, target, answer }) =>
      `${target} refused the token of ${identity} with a claims challenge (${answer}): continuous access evaluation or an authentication policy wants a token that fulfils it.`,
    fixes: () => [
      {
        what: "Get a new token (restart the app); if that is refused too, ask the administrator which Conditional Access policy covers this workload identity and this network.",
        commands: [],
      },
    ],
  }),
  "other-cloud": defineFinding<Place & { cloud: string; source: LinkDefinition["endpoint"] }>({
    level: "error",
    title: "The target is in another cloud than the credential",
    cause: ({ identity, target, cloud, source }) =>
      source === "entra"
        ? `${target} is a host of the cloud ${cloud}; the login host of ${identity} is of another one. Nothing was sent.`
        : `${target} is a host of the cloud ${cloud}; the token of ${identity} was issued in another one. Nothing was sent.`,
    fixes: ({ source }) => [{ what: OTHER_CLOUD[source], commands: [] }],
  }),
  "token-not-accepted": defineFinding<
    Refusal & TokenFacts & { note?: string | undefined; grant?: Fix | undefined }
  >({
    level: "error",
    title: "The resource does not accept the token",
    cause: ({ identity, target, answer, note = "", ...token }) =>
      `${target} refused the token of ${identity} without telling why: ${answer}. ${[tokenFacts(token), note].join(" ").trim()}`.trim(),
    fixes: ({ isOver, grant }) =>
      isOver
        ? []
        : [
            ...(grant === undefined ? [] : [grant]),
            tenantOfResource("Compare the tenant of the token with the one that owns the resource:"),
          ],
  }),
  "target-throttles": defineFinding<Refusal>({
    level: "warning",
    mayPass: true,
    title: "The resource is throttling",
    says: ({ answer }) => `It answered ${answer}, and may say more in a few minutes`,
    cause: ({ target, answer }) =>
      `${target} answered ${answer}, also when asked once more: it refuses requests for now, whoever asks. Nothing can be said about roles.`,
    fixes: () => [{ what: "Ask again in a few minutes.", commands: [] }],
  }),
  "target-unreachable": defineFinding<{
    target: string;
    what: string;
    note: string;
    open?: Fix;
    /** Where it was asked, and at which step it ended. */
    at?: { readonly host: string; readonly port: number; readonly stage: string };
  }>({
    level: "error",
    mayPass: true,
    title: "The target cannot be reached from here",
    cause: ({ target, what, note }) =>
      `${target}: ${what}. Nothing can be said about permissions. ${note}`.trim(),
    fixes: ({ open, at }) => [
      ...(open === undefined ? [] : [open]),
      ...(at === undefined ? [] : tryTheWay(at)),
    ],
  }),
  "answer-unclear": defineFinding<
    Refusal & {
      lookUp: Fix | undefined;
      why?: string | undefined;
      grant?: Fix | undefined;
      unnamed?: Unnamed;
    }
  >({
    level: "warning",
    mayPass: true,
    title: "The target's answer says neither yes nor no",
    says: ({ target, answer }) => `${target} answered ${answer}, which says neither yes nor no`,
    cause: ({ identity, target, answer, why = "", unnamed }) =>
      `${target} answered ${answer} to ${identity}. ${why}${unnamed?.note === undefined ? "" : `${unnamed.note}.`}`.trim(),
    fixes: ({ lookUp, grant, unnamed }) => [
      ...(unnamed === undefined ? [] : [namingIt(unnamed)]),
      ...(lookUp === undefined ? [] : [lookUp]),
      ...(grant === undefined ? [] : [underCondition("If it turns out to have no such role", grant)]),
    ],
  }),
  "connection-identity-not-tried": defineFinding<{
    setting: string;
    identity: string | undefined;
    isResourceId: boolean;
    target: string;
    reference: boolean;
  }>({
    level: "warning",
    title: "A connection names an identity that was not tried",
    cause: ({ setting, identity, target, reference }) =>
      reference
        ? `The setting ${setting} refers to ${target}. The platform resolves it with the app's system-assigned identity, or with the one that the site's keyVaultReferenceIdentity names: no link of this run gave the first, and the second cannot be seen from inside. What the app's other identities may do there says nothing of it.`
        : `The setting ${setting} names ${target}, and the settings beside it the identity ${identity ?? "of the machine itself"}, which no link of this run gave. What the app's other identities may do there says nothing of this one.`,
    fixes: ({ identity, isResourceId }) => {
      if (identity === undefined) return [];
      const option = isResourceId ? "--managed-identity-resource-id" : "--managed-identity-client-id";
      return [
        { what: "Ask as that identity:", commands: [command("credprobe", "--discover", option, identity)] },
      ];
    },
  }),
  "connection-not-probed": defineFinding<{ setting: string; why: string }>({
    level: "info",
    title: "A setting names a place that cannot be asked",
    cause: ({ setting, why }) => `What the setting ${setting} names ${why}.`,
    fixes: () => [],
  }),
  "target-query-cut": defineFinding<{ targets: readonly string[] }>({
    level: "warning",
    title: "A query or SAS was cut off a target",
    cause: ({ targets }) =>
      `${targets.join(", ")}: what stands behind ? or # was not looked at, stored or sent. A SAS is a secret: if it was pasted elsewhere too, replace it.`,
    fixes: () => [],
  }),
} as const;

function namingIt({ url, word, form, service, asking }: Unnamed): Fix {
  const options = service === undefined ? [] : ["--service", service];
  const argument = `${url.replace(/\/$/, "")}/${form}`;
  const what = `Ask again with the ${word} the app uses:`;
  return asking === undefined
    ? runAgain(argument, what, options)
    : runAgainAs(asking, argument, what, options);
}

function tenantOfResource(what: string): Fix {
  return {
    what,
    commands: [
      command(
        ...["az", "account", "show", "--subscription", "<subscription-id-of-the-resource>"],
        ...["--query", "tenantId", "--output", "tsv"],
      ),
    ],
  };
}

const HEDGED_ROLE: Readonly<Record<NonNullable<Doubt>, string>> = {
  condition: "It has no role for this, or one under a condition",
  inferred: "Probably the identity has no role that allows this",
};

/** Whose tokens a resource takes, and whose it got; nothing longer than a headline takes. */
export function differingTenants(
  tokenTenant: string | undefined,
  resourceTenant: string | undefined,
): string {
  return resourceTenant === undefined || tokenTenant === undefined
    ? "The resource takes tokens of another tenant than the token's"
    : `It takes tokens of tenant ${resourceTenant}; the token is from ${tokenTenant}`;
}

/** How a person goes the same way. */
function tryTheWay({ host, port, stage }: { host: string; port: number; stage: string }): Fix[] {
  return stage === "tls"
    ? [
        {
          what: `Something takes the connection to port ${port} and ends it before TLS stands. See who speaks there:`,
          commands: [command("openssl", "s_client", "-connect", `${host}:${port}`, "-servername", host)],
        },
      ]
    : [
        {
          what: `Let connections to ${host}, TCP port ${port}, out of this network (firewall, network security group, route). To try it:`,
          commands: [command("nc", "-vz", "-w", "5", host, `${port}`)],
        },
      ];
}
