import type { SpokenLink } from "../../model/message-reading.ts";
import type { LinkId, Sdk } from "../../model/words.ts";
import { defineFinding } from "../finding-definition.ts";
import { SAME_TARGETS } from "../fixes.ts";

export interface Bare {
  readonly spoken: SpokenLink;
  readonly sdk: Sdk | undefined;
  /** What that credential gives here, in words. */
  readonly gives: string;
  readonly winner: LinkId;
  readonly who: string;
  /** AZURE_CLIENT_ID is what makes the chain win. */
  readonly byVariable: boolean;
}

export interface OtherIds {
  /** `client id`, `object id`, `tenant`, with the ids of the text. */
  readonly said: string;
  /** Whom this run saw, in words. */
  readonly here: string;
  /** A link that does give that identity here, and does not win. */
  readonly link: LinkId | undefined;
}

/** Names of the classes, for a sentence. */
const CLASSES: Readonly<Record<SpokenLink, string>> = {
  environment: "a credential of a service principal",
  "workload-identity": "a WorkloadIdentityCredential",
  "managed-identity": "a ManagedIdentityCredential",
  "visual-studio-code": "a VisualStudioCodeCredential",
  "azure-cli": "an AzureCliCredential",
  "azure-powershell": "an AzurePowerShellCredential",
  "azure-developer-cli": "an AzureDeveloperCliCredential",
  broker: "a BrokerCredential",
};

/** How a bare ManagedIdentityCredential is told the client id (chain.md sections 1.2 and 4.5; the SDKs' guides). */
const TELL_ID: Readonly<Record<Sdk, string>> = {
  python: 'ManagedIdentityCredential(client_id=os.environ["AZURE_CLIENT_ID"])',
  javascript: "new ManagedIdentityCredential({ clientId: process.env.AZURE_CLIENT_ID })",
  dotnet:
    'new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(Environment.GetEnvironmentVariable("AZURE_CLIENT_ID")))',
  java: 'new ManagedIdentityCredentialBuilder().clientId(System.getenv("AZURE_CLIENT_ID")).build()',
  go: 'azidentity.NewManagedIdentityCredential(&azidentity.ManagedIdentityCredentialOptions{ID: azidentity.ClientID(os.Getenv("AZURE_CLIENT_ID"))})',
};

const AS_THE_APP = {
  what: "Run again with the environment of the app's own process (its files and user too, as root):",
  commands: [`credprobe --env-from app ${SAME_TARGETS}`],
};

const WHERE_IT_RUNS = {
  what: "If the app runs elsewhere (another machine, slot, container or pod): run credprobe there.",
  commands: [],
};

export const messageFindings = {
  "message-names-bare-credential": defineFinding<Bare>({
    level: "warning",
    title: "The app's code makes one credential, not the chain",
    cause: ({ spoken, gives, winner, who, byVariable }) =>
      `The app's message names ${CLASSES[spoken]} alone: its code seems to make that credential itself, in place of DefaultAzureCredential. ${
        byVariable
          ? "AZURE_CLIENT_ID is read by DefaultAzureCredential only, so the chain here asks for that identity and the app's credential does not: the"
          : "The"
      } chain here gets ${who} from ${winner}; that credential alone ${gives}.`,
    fixes: ({ spoken, sdk, byVariable }) => [
      ...(spoken === "managed-identity" && byVariable
        ? [
            {
              what: `In the app's code, hand the client id to it: ${
                sdk === undefined
                  ? Object.values(TELL_ID).slice(0, 2).join(" in Python, ") +
                    " in JavaScript, and alike elsewhere"
                  : TELL_ID[sdk]
              }`,
              commands: [],
            },
          ]
        : []),
      {
        what: `${spoken === "managed-identity" && byVariable ? "Or use" : "Use"} DefaultAzureCredential there, which takes what the chain here takes.`,
        commands: [],
      },
      {
        what: "If the code does use DefaultAzureCredential, its process has other variables than this run:",
        commands: AS_THE_APP.commands,
      },
    ],
    moots: ["message-not-reproduced"],
  }),
  "message-of-another-identity": defineFinding<OtherIds>({
    level: "warning",
    title: "The app's message is about another identity",
    cause: ({ said, here, link }) =>
      `The app's message is about ${said}. ${
        link === undefined
          ? "Nothing that was seen here has that id"
          : `That is whom ${link} gives here, and it is not the link that wins`
      }: ${here}. The app runs elsewhere, with other variables, or names its identity in its code.`,
    fixes: () => [AS_THE_APP, WHERE_IT_RUNS],
    moots: ["message-not-reproduced", "message-agrees"],
  }),
  "message-of-older-sdk": defineFinding<{
    sdk: Sdk;
    version: string;
    differs: readonly string[];
  }>({
    level: "warning",
    title: "The app's SDK is of a release that does otherwise",
    cause: ({ sdk, version, differs }) =>
      `The app's message is of release ${version} of the identity library for ${sdk}. This release ${differs.join("; and it ")}. What is said of ${sdk} here is of a newer one.`,
    fixes: ({ sdk }) => [
      {
        what: `Update the identity library of the app (${PACKAGES[sdk]}), then start it anew.`,
        commands: [],
      },
    ],
    moots: ["message-not-reproduced"],
  }),
  "message-not-reproduced": defineFinding<{ said: string; here: string }>({
    level: "warning",
    title: "What the app's message tells does not happen here",
    cause: ({ said, here }) =>
      `The app's message says: ${said} This run did not see that: ${here}. Either the app's process is not what this run looked at (other variables, user, container, machine, or options in its code), or it was so at another time: a role that was given since, a token that the app or the platform still keeps (for a managed identity up to 24 hours), a failure that the app remembers until it starts anew.`,
    fixes: () => [
      AS_THE_APP,
      WHERE_IT_RUNS,
      {
        what: "If it was repaired since: start the app anew, and see whether the message comes again.",
        commands: [],
      },
    ],
  }),
  "message-agrees": defineFinding<{ said: string; where: string }>({
    level: "info",
    title: "The app's message is the failure that was seen here",
    cause: ({ said, where }) => `The app's message says: ${said} The same happened in this run: ${where}.`,
    fixes: () => [],
  }),
} as const;

const PACKAGES: Readonly<Record<Sdk, string>> = {
  python: "azure-identity",
  javascript: "@azure/identity",
  dotnet: "Azure.Identity",
  java: "com.azure:azure-identity",
  go: "github.com/Azure/azure-sdk-for-go/sdk/azidentity",
};
