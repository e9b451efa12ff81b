import type { Fix } from "../model/report.ts";
import type { GrantContext } from "./service-definition.ts";

const safe = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One argument, quoted for a POSIX shell when it needs to be. */
export function shellQuote(argument: string): string {
  return safe.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
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

/** Takes variables out of the app's environment, wherever they were set. */
export function unsetVariables(names: readonly string[], why: string): Fix {
  return {
    what: `${why} remove ${names.join(", ")} where the app's environment is set (systemd unit, /etc/environment, .env file, container), then restart the app. To try it in this shell:`,
    commands: [command("unset", ...names)],
  };
}

export function setVariable(name: string, value: string, what: string): Fix {
  return { what, commands: [`export ${name}=${shellQuote(value)}`] };
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

export function runAgain(argument: string, what: string, options: readonly string[] = []): Fix {
  return { what, commands: [command("credprobe", ...options, argument)] };
}
