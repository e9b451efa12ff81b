import type { Fix, Invocation } from "../model/report.ts";
import type { GrantContext } from "./service-definition.ts";

const safe = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One argument, quoted for a POSIX shell when it needs to be. */
export function shellQuote(argument: string): string {
  return safe.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** One argument in double quotes, for a text that has single quotes of its own (SQL). */
export function doubleQuote(argument: string): string {
  return `"${argument.replaceAll(/[\\"$`]/g, "\\$&")}"`;
}

/** A command line, each word quoted where it needs to be. */
export function command(...words: readonly string[]): string {
  return words.map(shellQuote).join(" ");
}

/** ARM id of a resource that is known by type and name only. */
export function armResourceId(armType: string | undefined, resource: string): string {
  const group = "/subscriptions/<subscription-id>/resourceGroups/<resource-group>";
  return `${group}/providers/${armType ?? "<resource-type>"}/${resource}`;
}

/** Grants an Azure role at the scope that was probed. Assignments take up to 10 minutes (dataplane.md section 3). */
export function assignRole(grant: GrantContext): Fix {
  const { objectId = "<object-id>", principalType, role, resourceId, part } = grant;
  const name = role?.name ?? "<role>";
  return {
    what: `Give this identity the role ${name} (takes effect within about 10 minutes):`,
    commands: [
      command(
        ...["az", "role", "assignment", "create"],
        ...["--assignee-object-id", objectId],
        ...["--assignee-principal-type", principalType],
        ...["--role", name],
        ...["--scope", `${resourceId}${part.armSuffix ?? ""}`],
      ),
    ],
  };
}

/** Which of Azure's roles somebody has at a scope, also by a group or from above. */
export function rolesOf(objectId: string, scope: string, what: string): Fix {
  return {
    what,
    commands: [
      command(
        ...["az", "role", "assignment", "list", "--assignee", objectId, "--scope", scope],
        ...["--include-inherited", "--include-groups"],
        ...["--query", "[].{role:roleDefinitionName,scope:scope}", "--output", "table"],
      ),
    ],
  };
}

/** The same fix, of use only under a condition: `If ...`. */
export function underCondition(condition: string, fix: Fix): Fix {
  return { ...fix, what: `${condition}: ${fix.what.charAt(0).toLowerCase()}${fix.what.slice(1)}` };
}

/** A new secret for an app registration, into a file of its own: on the screen it would end up in a ticket. */
export function resetSecret(clientId: string | undefined): Fix {
  const reset = command(
    ...["az", "ad", "app", "credential", "reset", "--id", clientId ?? "<client-id>"],
    ...["--append", "--query", "password", "--output", "tsv"],
  );
  return {
    what: "Or make a new secret and put its value (not its ID) into AZURE_CLIENT_SECRET:",
    commands: ["umask 077", `${reset} > client-secret.txt`],
  };
}

export function allowStorageNetwork(account: string): Fix {
  return {
    what: "See the account's network rules, and allow this machine's subnet or address:",
    commands: [
      command(
        ...["az", "storage", "account", "show", "--name", account],
        ...["--query", "{public:publicNetworkAccess,rules:networkRuleSet}"],
      ),
      command(
        ...["az", "storage", "account", "network-rule", "add"],
        ...["--account-name", account, "--subnet", "<subnet-resource-id>"],
      ),
    ],
  };
}

export const USE_ITS_TENANT: Fix = {
  what: "Use a principal of the resource's tenant (an app registration there, or an identity of a machine there), or the resource of this tenant if the name was meant for another one. After a transfer of the subscription to another directory its managed identities still belong to the old one: switch a system-assigned identity off and on, make a user-assigned one anew, and give both their roles again.",
  commands: [],
};

/** Makes a network ask a private DNS zone, which answers with the address of a private endpoint. */
export function linkPrivateZone(zone: string): Fix {
  return {
    what: `Link the private DNS zone ${zone} to this machine's virtual network (with DNS servers of your own: let them forward this name to Azure's DNS there):`,
    commands: [
      command(
        ...["az", "network", "private-dns", "link", "vnet", "create"],
        ...["--resource-group", "<resource-group-of-the-zone>", "--zone-name", zone],
        ...["--name", "<name-of-the-link>", "--virtual-network", "<virtual-network-resource-id>"],
        ...["--registration-enabled", "false"],
      ),
    ],
  };
}

/** Looks for the record of a resource in a private DNS zone. */
export function showPrivateRecords(zone: string): Fix {
  return {
    what: "See the zone's records; a private endpoint writes its own when it has a DNS zone group:",
    commands: [
      command(
        ...["az", "network", "private-dns", "record-set", "a", "list"],
        ...["--resource-group", "<resource-group-of-the-zone>", "--zone-name", zone],
        ...["--query", "[].{name:name,addresses:aRecords[].ipv4Address}"],
      ),
    ],
  };
}

/** A probe of another target, by the same identity as in this run unless `options` say which. */
export function runAgain(argument: string, what: string, options: readonly string[] = []): Fix {
  return {
    what,
    commands: [[command("credprobe", ...options), SAME_IDENTITY, shellQuote(argument)].join(" ")],
  };
}

/** The same as that identity, whatever the run was told. */
export function runAgainAs(
  identity: readonly string[],
  argument: string,
  what: string,
  options: readonly string[] = [],
): Fix {
  return { what, commands: [command("credprobe", ...options, ...identity, argument)] };
}

/** Stands in a command for the options by which this run was told who asks, which the judge puts in. */
export const SAME_IDENTITY = "<same-identity>";

/** Stands in a command for the targets of this run, and who asks them. */
export const SAME_TARGETS = "<targets>";

/** More than these are named by a file again. */
const FEW = 3;

type Run = Pick<Invocation, "targets" | "options">;

/** The same fix for the targets and the identity of a run. */
export function forRun(fix: Fix, { targets, options }: Run): Fix {
  const named = targets.length > FEW ? ["--targets-file '<file>'"] : targets.map(shellQuote);
  const found = options.discover === true ? ["--discover"] : [];
  return {
    ...fix,
    commands: fix.commands.map((line) => {
      const who = identityOptions(options, line.includes(" --env-from "));
      return line
        .replace(` ${SAME_IDENTITY}`, () => ["", ...who].join(" "))
        .replace(` ${SAME_TARGETS}`, () => ["", ...who, ...found, ...named].join(" "));
    }),
  };
}

/** A command of ours as it is typed where the program has no command of its own; any other line stays. */
export function startedAs(line: string, program: string): string {
  return line.replace(/(?<=^|\s)credprobe(?=\s|$)/, () => program);
}

/** What a run was told of who asks: the credential's own options, and whose environment it has. */
function identityOptions(options: Invocation["options"], hasEnvironment: boolean): string[] {
  const given: readonly (readonly [string, string | undefined])[] = [
    ["--env-from", hasEnvironment ? undefined : options.envFrom],
    ["--managed-identity-client-id", options.managedIdentityClientId],
    ["--managed-identity-resource-id", options.managedIdentityResourceId],
    ["--managed-identity-object-id", options.managedIdentityObjectId],
    ["--workload-identity-client-id", options.workloadIdentityClientId],
    ["--tenant", options.tenantId],
    ["--sdk", options.sdk],
    ...options.exclude.map((link) => ["--exclude", link] as const),
  ];
  return given.flatMap(([option, value]) => (value === undefined ? [] : [option, shellQuote(value)]));
}
