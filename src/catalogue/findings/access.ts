import { defineFinding } from "../finding-definition.ts";
import { assignRole, runAgain, shellQuote, showStorageNetworkRules } from "../fixes.ts";

export interface Place {
  readonly identity: string;
  readonly target: string;
}

export const accessFindings = {
  "role-missing": defineFinding<Place & { action: string; grant: Parameters<typeof assignRole>[0] }>({
    level: "error",
    title: "The identity has no role that allows this",
    cause: ({ identity, target, action }) =>
      `${identity} reached ${target} with a valid token, and has no role there with the data action ${action}. Owner and Contributor do not hold it.`,
    fixes: ({ grant }) => [assignRole(grant)],
  }),
  "network-rule-refuses": defineFinding<Place & { resource: string }>({
    level: "error",
    title: "A network rule of the resource refuses this machine",
    cause: ({ target }) =>
      `${target} answered AuthorizationFailure: its firewall, a private endpoint or disabled public access keeps this machine out. No role can change that.`,
    fixes: ({ resource }) => [showStorageNetworkRules(resource)],
  }),
  "container-not-found": defineFinding<Place & { container: string; resource: string }>({
    level: "error",
    title: "The container does not exist",
    cause: ({ target, container }) =>
      `${target}: there is no container ${container}. The account and the token are fine as far as that can be told.`,
    fixes: ({ resource }) => [
      {
        what: "List the containers (needs rights of its own):",
        commands: [
          `az storage container list --account-name ${shellQuote(resource)} --auth-mode login --query "[].name"`,
        ],
      },
    ],
  }),
  "name-does-not-resolve": defineFinding<{ host: string }>({
    level: "error",
    title: "The target's name does not resolve",
    cause: ({ host }) =>
      `There is no DNS name ${host} as seen from here: a typo, a deleted resource, another cloud's suffix, or a private DNS zone that this network is not linked to.`,
    fixes: () => [],
  }),
  "name-the-container": defineFinding<Place & { url: string }>({
    level: "warning",
    title: "Refused for the account as a whole: name the container",
    cause: ({ identity, target }) =>
      `${identity} has no role on the whole account ${target}. A role on one container would not show here: the container was not named.`,
    fixes: ({ url }) => [runAgain(`${url}<container>`, "Ask again with the container the app uses:")],
  }),
  "token-not-accepted": defineFinding<Place & { verdict: string; text: string }>({
    level: "error",
    title: "The resource does not accept the token",
    cause: ({ identity, target, verdict, text }) =>
      `${target} refused the token of ${identity}: ${verdict}. ${text}`,
    fixes: () => [],
  }),
  "target-unreachable": defineFinding<{ target: string; what: string }>({
    level: "error",
    title: "The target cannot be reached from here",
    cause: ({ target, what }) => `${target}: ${what}. Nothing can be said about roles.`,
    fixes: () => [],
  }),
  "answer-unclear": defineFinding<Place & { answer: string }>({
    level: "warning",
    title: "The target's answer says neither yes nor no",
    cause: ({ identity, target, answer }) => `${target} answered ${answer} to ${identity}.`,
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
