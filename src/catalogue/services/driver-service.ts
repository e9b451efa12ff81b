import { ACCESS_LEVELS, type AccessLevel } from "../../model/words.ts";
import { command } from "../fixes.ts";
import type { GrantContext, PartDefinition, ServiceDefinition } from "../service-definition.ts";

/** What databases and caches have in common that speak a protocol of their own (dataplane.md section 15). */

type Common = "sendsToken" | "errorCode" | "requestId" | "probes";

interface Special extends Omit<ServiceDefinition, Common> {
  /** What the service itself calls the permission of a level. */
  readonly permissions: Readonly<Partial<Record<AccessLevel, string>>>;
}

/** A service that is reached, and that a token is got for; it is never signed in to, so no permission is tested. */
export function driverService({ permissions, ...special }: Special): ServiceDefinition {
  return {
    ...special,
    sendsToken: "never",
    errorCode: [],
    requestId: [],
    probes: ACCESS_LEVELS.flatMap((level) => {
      const action = permissions[level];
      return action === undefined
        ? []
        : [{ level, action, roles: [], ask: { kind: "none" as const }, verdicts: [] }];
    }),
  };
}

/** The first part of the path is the database's name; nothing is ever asked of one that is not named. */
export const DATABASE: PartDefinition = {
  word: "database",
  pattern: /^[A-Za-z0-9_][A-Za-z0-9_ .-]{0,127}$/,
  parse(path, random) {
    const database = path.split("/").find((part) => part !== "");
    return database === undefined
      ? { kind: "server", name: random, named: false }
      : { kind: "database", name: database, armSuffix: `/databases/${database}`, named: true };
  },
};

export function databaseOf({ part }: GrantContext): string {
  return part.named ? part.name : "<database>";
}

/** The principal's display name, as databases know it. */
export function nameOf({ principalName, principalType }: GrantContext): string {
  if (principalName !== undefined) return principalName;
  return principalType === "User" ? "<user-principal-name>" : "<display-name-of-the-app>";
}

/** The resource group, where the ARM id was learnt. */
export function groupOf({ resourceId }: GrantContext): string {
  return /\/resourceGroups\/([^/]+)\//i.exec(resourceId)?.[1] ?? "<resource-group>";
}

/** A token as the value of a variable that a client reads its password from; it is never on the screen. */
export function tokenIn(variable: string, ...resource: readonly string[]): readonly string[] {
  const words = [
    "az",
    "account",
    "get-access-token",
    ...resource,
    "--query",
    "accessToken",
    "--output",
    "tsv",
  ];
  // Not `variable=...`: what stands behind a password's name is taken for one, and cut out of reports.
  return [`read -r ${variable} < <(${command(...words)})`, `export ${variable}`];
}

/** The words of `az` for one address, the machine's own when a refusal told it. */
export function addressRange(clientAddress = "<address>"): readonly string[] {
  return ["--start-ip-address", clientAddress, "--end-ip-address", clientAddress];
}
