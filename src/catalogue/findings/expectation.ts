import type { Fix } from "../../model/report.ts";
import type { LinkId } from "../../model/words.ts";
import { defineFinding } from "../finding-definition.ts";
import { command } from "../fixes.ts";
import { nameArguments, siteFamily, type HostResource } from "../host-resource.ts";
import { assignIdentity, listIdentities } from "../identity-commands.ts";
import { setVariable, unsetVariables } from "../variable-commands.ts";

export interface Unexpected {
  /** Who it is instead, with the ids that were asserted. */
  readonly who: string;
  readonly link: LinkId;
  /** `client id ... ` and `object id ...`, as they were given. */
  readonly expected: string;
  readonly clientId: string | undefined;
  readonly objectId: string | undefined;
  /** The link that gives the expected identity, and is not the one that wins. */
  readonly giver: { readonly link: LinkId; readonly who: string } | undefined;
  /** Variables without which the chain would come to that link. */
  readonly variables: readonly string[];
  /** What makes the winner's link work, besides AZURE_CLIENT_ID, where that names an application and no managed identity. */
  readonly keptBy: readonly string[];
  /** A deployment slot whose identity it is, where this is another one. */
  readonly slots: { readonly token: string; readonly here: string } | undefined;
}

export const expectationFindings = {
  "unexpected-identity": defineFinding<Unexpected>({
    level: "error",
    title: "The app gets another identity than expected",
    says: ({ expected, giver }) =>
      `the identity with ${expected} was expected${giver === undefined ? "" : `, and ${giver.link} gives it`}`,
    cause: ({ who, link, expected, giver, slots }) =>
      [
        `Expected was the identity with ${expected}; the app gets ${who}, from ${link}.`,
        giver === undefined
          ? "No link that was tried gives the expected one."
          : `The expected one is ${giver.who}: ${giver.link} gives it, and the chain does not come to that link.`,
        ...(slots === undefined
          ? []
          : [
              `The token is that of ${slots.token}, and this is ${slots.here}: each slot has an identity of its own, and after a swap an instance may keep the other slot's until it starts anew.`,
            ]),
      ].join(" "),
    fixes: ({ giver, variables, keptBy, link, slots, clientId, objectId }, host) => [
      ...(slots === undefined ? [] : [restart(host)]),
      ...(giver === undefined
        ? [
            ...whose(clientId, objectId),
            ...(slots === undefined ? named(clientId, { link, keptBy }, host) : []),
          ]
        : [reach(giver.link, variables, host)]),
    ],
    // A role for the wrong identity would help nobody.
    moots: ["role-missing", "identity-shadowed"],
    leads: true,
  }),
} as const;

function restart(host: HostResource) {
  return {
    what: "Start the app anew, so that each instance takes the identity of its own slot (and give both slots' identities the roles, if both are to work during a swap):",
    commands: [command("az", siteFamily(host) ?? "webapp", "restart", ...nameArguments(host))],
  };
}

function reach(link: LinkId, variables: readonly string[], host: HostResource) {
  return variables.length > 0
    ? unsetVariables(variables, `To let the chain come to ${link}:`, host)
    : {
        what: `Leave the links before ${link} out of the chain: by the options that the app passes to its credential, or by AZURE_TOKEN_CREDENTIALS.`,
        commands: [],
      };
}

function whose(clientId: string | undefined, objectId: string | undefined): Fix[] {
  return [
    {
      what: "See whose id the expected one is; one that is not found is of another tenant, or deleted:",
      commands: [
        command(
          ...["az", "ad", "sp", "show", "--id", clientId ?? objectId ?? "<id>"],
          ...["--query", "{name:displayName,clientId:appId,objectId:id,kind:servicePrincipalType}"],
        ),
      ],
    },
  ];
}

function named(
  clientId: string | undefined,
  { link, keptBy }: Pick<Unexpected, "link" | "keptBy">,
  host: HostResource,
): Fix[] {
  const what = "If it is a user-assigned identity that is attached here, name it in the app's environment";
  const name = setVariable("AZURE_CLIENT_ID", clientId ?? "<client-id>", `${what}:`, host);
  const looks = [listIdentities(host), assignIdentity(host, "<identity-resource-id>")];
  if (keptBy.length === 0) return [...looks, name];
  const why = `while these stay, AZURE_CLIENT_ID only tells ${link} which application to ask for`;
  const unset = unsetVariables(keptBy, `${what} (${why}), and`, host);
  return [...looks, { ...unset, commands: [...unset.commands, ...name.commands] }];
}
