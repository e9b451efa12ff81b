import type { Fix } from "../../model/report.ts";
import { SOURCES, type SourceName } from "../managed-identity-sources.ts";
import { defineFinding, LOGIN_NOT_REACHED } from "../finding-definition.ts";
import type { Damage } from "../shapes.ts";
import { resetVariables, setVariable, unsetVariables } from "../variable-commands.ts";

export interface Damaged {
  /** Variables that have the same damage. */
  readonly names: readonly string[];
  /** What the value has, and what is to be done about it. */
  readonly damages: readonly Damage[];
  /** Findings that the damage explains, where it is why nothing works. */
  readonly explains: readonly string[];
}

export interface Endpoint {
  readonly name: string;
  /** Where it points, without user, path and query. */
  readonly origin: string;
  /** The kind of host, in words. */
  readonly host: string;
  /** What is unusual: the address, or the platform that the variable speaks of. */
  readonly unusual: { readonly address: string } | { readonly source: SourceName };
}

export interface Authority {
  readonly value: string;
  readonly problems: readonly AuthorityProblem[];
}

/** What can be unusual about AZURE_AUTHORITY_HOST, and what it does (chain.md section 2; failures.md section a.5). */
export const AUTHORITY_PROBLEMS = {
  "not-https":
    "does not begin with https://: JavaScript drops every link that asks Entra or a managed identity, Go the environment link, Java's credentials throw; Python alone takes a bare host name",
  // identityClient.js of @azure/identity 4.13.1 and ValidationUtil of azure-identity 1.19 compare with "https".
  "scheme-case":
    "writes https:// in capital letters: JavaScript drops every link that asks Entra or a managed identity, Java's credentials throw; Python and Go take it",
  "with-path": "has a path: the SDKs add the tenant themselves",
  "unknown-host": "names no login host of a known cloud: the app's secrets are sent there",
} as const;
export type AuthorityProblem = keyof typeof AUTHORITY_PROBLEMS;

function damagesIn({ names, damages }: Damaged, cut: (damage: string) => string): string {
  const [first] = damages;
  const all = [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");
  if (first?.damageOfBoth !== undefined && damages.length === 1 && names.length === 2) {
    return `${all} ${cut(first.damageOfBoth)}`;
  }
  const subject = names.length === 1 ? all : `Each of ${all}`;
  return `${subject} ${damages.map(({ damage }) => cut(damage)).join("; it ")}`;
}

export const environmentFindings = {
  "variable-damaged": defineFinding<Damaged>({
    level: "error",
    title: "A variable's value is damaged",
    says: (damaged) => damagesIn(damaged, (damage) => damage.split(/[:;(,] |\s\(/)[0] ?? damage),
    cause: (damaged) => `${damagesIn(damaged, (damage) => damage)}.`,
    fixes: ({ names, damages }, host) => {
      const distinct = new Map(damages.map(({ fix, isReset }) => [fix, isReset]));
      return [...distinct].map(([what, isReset]): Fix => {
        const commands = isReset ? resetVariables(names, host) : [];
        return { what: commands.length === 0 ? what : what.replace(/\.$/, ":"), commands };
      });
    },
    moots: ({ explains }) => explains,
  }),
  "variable-name-differs": defineFinding<{
    pairs: readonly { readonly found: string; readonly meant: string }[];
  }>({
    level: "error",
    title: "Variables are set under names that no SDK reads",
    cause: ({ pairs }) =>
      `${pairs.map(({ found, meant }) => `${found} is set, ${meant} is not`).join("; ")}. Names are compared sign by sign, and no SDK looks for another spelling or prefix.`,
    fixes: ({ pairs }) => [
      {
        what: `Set ${pairs.map(({ meant }) => meant).join(", ")} under exactly ${pairs.length === 1 ? "this name" : "these names"}, or remove ${pairs.map(({ found }) => found).join(", ")}.`,
        commands: [],
      },
    ],
    moots: ["environment-incomplete"],
  }),
  "variable-empty": defineFinding<{
    variables: readonly { readonly name: string; readonly effect: string }[];
  }>({
    level: "warning",
    title: "A variable is set to nothing, and SDKs differ about that",
    cause: ({ variables }) =>
      variables.map(({ name, effect }) => `${name} is set and empty: ${effect}.`).join(" "),
    fixes: ({ variables }, host) => [
      unsetVariables(
        variables.map(({ name }) => name),
        "An empty variable is not the same as none:",
        host,
      ),
    ],
  }),
  "endpoint-unusual": defineFinding<Endpoint>({
    level: "warning",
    title: "An identity endpoint is unusual for this host",
    cause: ({ name, origin, host, unusual }) =>
      "address" in unusual
        ? `${name} points to ${origin} (${unusual.address}). On this host (${host}) tokens come from nearby; whoever answers there is asked for them, with the secret that belongs to the endpoint.`
        : `${name} makes the SDKs ask as on another platform: ${SOURCES[unusual.source]}. This host is: ${host}. Most likely it was copied here, into an image or a settings file.`,
    fixes: ({ name }, host) => [
      unsetVariables([name], "The platform sets this variable by itself; if nobody set it on purpose,", host),
    ],
    moots: ["identity-endpoint-unreachable"],
  }),
  "region-auto-discovery": defineFinding<object>({
    level: "error",
    title: "AutoDiscoverRegion stops most SDKs at Entra's login",
    cause: () =>
      "AZURE_REGIONAL_AUTHORITY_NAME is AutoDiscoverRegion, as it is documented. Python and Go refuse it as no name of a region; JavaScript makes the host auto_discover.login.microsoft.com of it, which does not exist; Java signs in all the same.",
    fixes: (_args, host) => [
      unsetVariables(
        ["AZURE_REGIONAL_AUTHORITY_NAME"],
        "For the ordinary login host, which knows no regions (a region itself would be written as westeurope),",
        host,
      ),
    ],
    moots: LOGIN_NOT_REACHED,
  }),
  "authority-unusual": defineFinding<Authority>({
    level: "warning",
    title: "AZURE_AUTHORITY_HOST is unusual",
    cause: ({ value, problems }) =>
      `AZURE_AUTHORITY_HOST is ${value}. It ${problems.map((problem) => AUTHORITY_PROBLEMS[problem]).join("; it ")}.`,
    fixes: (_args, host) => [
      setVariable(
        "AZURE_AUTHORITY_HOST",
        "https://login.microsoftonline.com",
        "Set it to the login host of the cloud (this is the public one's, which is the default), or remove it:",
        host,
      ),
    ],
    moots: ["tenant-not-found", ...LOGIN_NOT_REACHED],
  }),
} as const;
