import type { Fix } from "../../model/report.ts";
import { SDKS, type LinkId, type Sdk } from "../../model/words.ts";
import { defineFinding } from "../finding-definition.ts";
import { underCondition } from "../fixes.ts";
import type { HostResource } from "../host-resource.ts";
import { assignIdentity, listIdentities } from "../identity-commands.ts";
import { setVariable, slotSetting, unsetVariables } from "../variable-commands.ts";

export interface Shadow {
  /** What the winner is, in words. */
  readonly winner: string;
  readonly shadowed: string;
  /** Where the winner is refused and the other one is allowed. */
  readonly targets: readonly string[];
  readonly variables: readonly string[];
  /** What would allow the winner there. */
  readonly grants: readonly Fix[];
}

export interface Steered {
  readonly id: string;
  readonly from: "option" | "variable";
  /** What kind of id it is. */
  readonly named: "client id" | "resource id" | "object id";
  readonly systemWorks: boolean;
}

/** The identity whose object id was given in place of its client id. */
export interface IdOwner {
  readonly who: string;
  readonly clientId: string;
}

export interface Incomplete {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** AZURE_CLIENT_ID is among the present ones, so it steers the managed identity too. */
  readonly steers: boolean;
  readonly systemWorks: boolean;
}

/** What the option is called, by the kind of id that it takes. */
const OPTION_OF: Readonly<Record<Steered["named"], string>> = {
  "client id": "managed_identity_client_id",
  "resource id": "managedIdentityResourceId",
  "object id": "The object id that names the identity",
};

export type IdOption = keyof typeof ID_OPTIONS;

export interface LackedOption {
  readonly option: IdOption;
  readonly sdk: Sdk | undefined;
  /** SDKs whose DefaultAzureCredential has the option. */
  readonly have: readonly Sdk[];
}

/** How each id is given here, and to a credential that the app makes itself (chain.md section 1.2). */
const ID_OPTIONS = {
  managedIdentityClientId: {
    given: "--managed-identity-client-id",
    kind: "a client id as an option (it reads AZURE_CLIENT_ID)",
    bare: "clientId in JavaScript, client_id in Python, ClientID in Go",
  },
  managedIdentityResourceId: {
    given: "--managed-identity-resource-id",
    kind: "a resource id",
    bare: 'resourceId in JavaScript, identity_config={"resource_id": ...} in Python, ResourceID in Go',
  },
  managedIdentityObjectId: {
    given: "--managed-identity-object-id",
    kind: "an object id",
    bare: 'objectId in JavaScript and Java, identity_config={"object_id": ...} in Python, ObjectID in Go, ManagedIdentityId in .NET',
  },
} as const;

/** Fixes of the same words are one, with the commands of all. */
function sameWords(fixes: readonly Fix[]): Fix[] {
  const words = [...new Set(fixes.map(({ what }) => what))];
  return words.map((what) => ({
    what,
    commands: fixes.flatMap((fix) => (fix.what === what ? fix.commands : [])),
  }));
}

/** Settings move with a swap unless they are marked; identities never do (failures.md row E16). */
const AFTER_A_SWAP =
  "If slots were swapped: an identity stays with its slot, and this setting went with the swap. Let each slot keep the client id of its own identity:";

const LEFTOVER = "If the managed identity is meant (one variable that stays can steer the chain again):";

function nameOf(from: Steered["from"], named: Steered["named"]): string {
  return from === "option" ? OPTION_OF[named] : "AZURE_CLIENT_ID";
}

export const chainFindings = {
  "environment-shadows-managed-identity": defineFinding<Shadow>({
    level: "error",
    mayPass: true,
    title: "Leftover variables win over the managed identity",
    cause: ({ winner, shadowed, targets }) =>
      `The app gets ${winner}, because its variables are set and come first in the chain. That identity is refused at ${targets.join(" and ")}; ${shadowed} is allowed there, but the app never asks for it.`,
    fixes: ({ variables, grants }, host) => [
      unsetVariables(variables, LEFTOVER, host),
      ...sameWords(grants).map((grant) => underCondition("Or, if the service principal is meant", grant)),
    ],
    moots: ["role-missing", "identity-shadowed"],
  }),
  "identity-shadowed": defineFinding<{ winner: string; shadowed: readonly string[] }>({
    level: "info",
    title: "Another identity gets a token, but is never asked",
    cause: ({ winner, shadowed }) =>
      shadowed.length === 1
        ? `The app gets ${winner}; ${shadowed.join("")} would give a token of another identity. What that one may do stands beside it under the targets.`
        : `The app gets ${winner}; other links would give tokens of ${shadowed.join(" and of ")}. What those may do stands beside them under the targets.`,
    fixes: () => [],
  }),
  "client-id-not-attached": defineFinding<Steered>({
    level: "error",
    mayPass: true,
    title: "The named managed identity is not attached here",
    cause: ({ id, from, named, systemWorks }) =>
      `${nameOf(from, named)} is ${id}, and no identity with that ${named} is attached here. No SDK falls back to another identity.${systemWorks ? " Without an id, an identity of this machine does answer." : ""}`,
    fixes: ({ id, from, named, systemWorks }, host) => [
      ...(systemWorks && from === "variable"
        ? [unsetVariables(["AZURE_CLIENT_ID"], "If the identity that answers without an id is meant:", host)]
        : []),
      listIdentities(host),
      assignIdentity(host, named === "resource id" ? id : "<identity-resource-id>"),
      ...(from === "variable" ? slotSetting("AZURE_CLIENT_ID", "<client-id>", AFTER_A_SWAP, host) : []),
    ],
  }),
  "object-id-as-client-id": defineFinding<Steered & { owner: IdOwner }>({
    level: "error",
    title: "An object id stands where a client id belongs",
    cause: ({ id, from, named, owner }) =>
      `${nameOf(from, named)} is ${id}, and no identity with that ${named} is attached here. It is the object id (principal id) of ${owner.who}, whose client id is ${owner.clientId}.`,
    fixes: ({ from, owner }, host) => [nameByClientId(from, owner.clientId, host), listIdentities(host)],
  }),
  "environment-incomplete": defineFinding<Incomplete>({
    level: "error",
    title: "The service principal's variables are incomplete",
    cause: ({ present, absent, steers, systemWorks }) =>
      `${present.join(" and ")} ${present.length === 1 ? "is" : "are"} set, ${absent.join(" and ")} ${absent.length === 1 ? "is" : "are"} not: the environment link is passed over.${steers ? " AZURE_CLIENT_ID then makes the chain ask for a user-assigned identity with that client id, which is not attached here." : ""}${systemWorks ? " Without the variables, an identity of this machine answers." : ""}`,
    fixes: ({ present, absent, systemWorks }, host) => [
      ...(systemWorks ? [unsetVariables(present, LEFTOVER, host)] : []),
      { what: `Or, if the service principal is meant, set ${absent.join(" and ")} as well.`, commands: [] },
    ],
    moots: ["client-id-not-attached"],
  }),
  "token-credentials-invalid": defineFinding<{ value: string; sdks: readonly string[] }>({
    level: "error",
    title: "AZURE_TOKEN_CREDENTIALS has a value no chain takes",
    cause: ({ value, sdks }) =>
      `AZURE_TOKEN_CREDENTIALS is ${value}: the constructor throws in ${sdks.join(", ")}.`,
    fixes: (_args, host) => [
      setVariable(
        "AZURE_TOKEN_CREDENTIALS",
        "prod",
        "Set it to prod, dev or the name of one credential, or remove it:",
        host,
      ),
    ],
  }),
  "token-credentials-excludes": defineFinding<{ value: string; links: readonly string[] }>({
    level: "error",
    title: "AZURE_TOKEN_CREDENTIALS leaves out what works",
    cause: ({ value, links }) =>
      `AZURE_TOKEN_CREDENTIALS=${value} leaves ${links.join(", ")} out of the chain; tried alone, ${links.length === 1 ? "it gives" : "they give"} a token.`,
    fixes: (_args, host) => [
      unsetVariables(["AZURE_TOKEN_CREDENTIALS"], "If the whole chain is meant:", host),
    ],
  }),
  "excluded-link-works": defineFinding<{ links: readonly string[]; sdks: readonly string[] }>({
    level: "error",
    title: "The app itself leaves out what works",
    cause: ({ links, sdks }) =>
      `The app excludes ${links.join(", ")} (--exclude); tried alone, ${links.length === 1 ? "it gives" : "they give"} a token. Only ${sdks.join(" and ")} can leave single links out.`,
    fixes: ({ links }) => [
      {
        what: `Take the option that excludes ${links.join(", ")} out of the code (exclude_..._credential in Python, Exclude...Credential in .NET).`,
        commands: [],
      },
    ],
  }),
  "option-not-in-sdk": defineFinding<LackedOption>({
    level: "warning",
    title: "DefaultAzureCredential has no option for this id",
    cause: ({ option, sdk, have }) => {
      const { given, kind, bare } = ID_OPTIONS[option];
      const who =
        sdk === undefined
          ? `no SDK's DefaultAzureCredential takes ${kind}`
          : `the DefaultAzureCredential of ${sdk} does not take ${kind}`;
      const others = have.length === 0 ? "" : `; that of ${have.join(", ")} does`;
      return `${given} was given, and ${who}${others}. The chains here are what DefaultAzureCredential does without it. A ManagedIdentityCredential that the app makes itself takes it: ${bare}.`;
    },
    fixes: ({ option }, host) => [
      ...(option === "managedIdentityClientId"
        ? []
        : [
            {
              what: "See the identity's client id, which every DefaultAzureCredential takes, as option or as AZURE_CLIENT_ID:",
              commands: ["az identity show --ids '<identity-resource-id>' --query clientId"],
            },
          ]),
      setVariable(
        "AZURE_CLIENT_ID",
        "<client-id>",
        "Name it by its client id, in the app's environment:",
        host,
      ),
    ],
  }),
  "sdks-disagree": defineFinding<{ results: readonly string[]; tool: LinkId | undefined }>({
    level: "warning",
    title: "The SDKs do not agree on the identity",
    cause: ({ results }) => `With this environment the result depends on the SDK: ${results.join("; ")}.`,
    fixes: ({ tool }, host) => [
      { what: `Say which SDK the app uses: --sdk ${SDKS.join(", ")}.`, commands: [] },
      ...(tool === undefined
        ? []
        : [
            setVariable(
              "AZURE_TOKEN_CREDENTIALS",
              "dev",
              `If the login behind ${tool} is meant, leave the managed identity out, before which some chains end:`,
              host,
            ),
          ]),
    ],
  }),
  "prediction-differs": defineFinding<{ predicted: string; got: string }>({
    level: "warning",
    title: "The real DefaultAzureCredential did something else",
    cause: ({ predicted, got }) =>
      `The chain was predicted to give ${predicted}; the real DefaultAzureCredential gave ${got}. Trust the real one, and please report this.`,
    fixes: () => [],
  }),
} as const;

function nameByClientId(from: Steered["from"], clientId: string, host: HostResource): Fix {
  return from === "variable"
    ? setVariable("AZURE_CLIENT_ID", clientId, "Name it by its client id, in the app's environment:", host)
    : { what: `Pass its client id as managed_identity_client_id: ${clientId}`, commands: [] };
}
