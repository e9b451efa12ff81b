import type { Fix } from "../../model/report.ts";
import { defineFinding } from "../finding-definition.ts";
import { command, SAME_TARGETS } from "../fixes.ts";
import type { HostResource } from "../host-resource.ts";
import { assignIdentity } from "../identity-commands.ts";
import type { Refusal } from "../metadata-refusals.ts";
import { setVariable, unsetVariables } from "../variable-commands.ts";

const NO_METADATA_TROUBLE = ["metadata-stranger", "metadata-updating"];

interface Words {
  readonly title: string;
  readonly why: string;
  fixes(refusal: Refusal, host: HostResource): Fix[];
  readonly mayPass?: true;
  readonly moots?: readonly string[];
}

/** The endpoint's words, and what they mean. */
function refused({ title, why, fixes, ...more }: Words) {
  return defineFinding<Refusal>({
    level: "error",
    title,
    cause: ({ link, status, text }) =>
      `${link}: the endpoint answered ${status}: ${cut(text)} ${why}`.replace(/\s+/g, " ").trim(),
    fixes,
    ...more,
  });
}

/** Cloud Shell lists every audience that it serves. */
const LONGEST = 200;

function cut(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return /[.!?]$/.test(short) ? short : `${short}.`;
}

const SEE_PROXIES = "env | grep -i proxy";
const SEE_AGENT: Fix = {
  what: "See what listens on the agent's port, and whether the agent runs:",
  commands: ["ss -ltnp 'sport = :40342'", "azcmagent show"],
};

/** What endpoints of managed identities refuse, by who refused and how (catalogue/metadata-refusals.ts). */
export const refusedRequestFindings = {
  "metadata-request-changed": refused({
    title: "Something on the way changes requests for tokens",
    why: "The SDK sends that request properly: a proxy or a sidecar on the way takes a header away, or says for whom it forwards, which the endpoint does not take.",
    fixes: () => [
      {
        what: "Let requests to the endpoint pass no proxy and no sidecar. See which proxy variables are set:",
        commands: [SEE_PROXIES],
      },
    ],
  }),
  "audience-not-served": refused({
    title: "Cloud Shell gives no tokens for this audience",
    why: "Cloud Shell gives tokens for a fixed list of audiences; neither the identity nor the target is the problem.",
    fixes: () => [
      {
        what: "Sign in to the Azure CLI there, which gets tokens for other audiences by itself, and use AzureCliCredential; or run the app elsewhere:",
        commands: [command("az", "login")],
      },
    ],
  }),
  "taken-for-cloud-shell": refused({
    title: "The identity endpoint is taken for Cloud Shell's",
    why: "MSI_ENDPOINT without MSI_SECRET (and without IDENTITY_ENDPOINT and IDENTITY_HEADER) is how Cloud Shell is told, and SDKs ask it by POST. This endpoint takes GET only: it is another platform's, and a part of its variables is missing.",
    fixes: (_refusal, host) => [
      {
        what: "Take all of the variables of the app's own process:",
        commands: [`credprobe --env-from app ${SAME_TARGETS}`],
      },
      unsetVariables(["MSI_ENDPOINT"], "Or, if no Cloud Shell is meant,", host),
    ],
    moots: ["endpoint-unusual"],
  }),
  "pod-identity-not-bound": refused({
    title: "AAD Pod Identity has no identity for this pod",
    why: "These are the words of AAD Pod Identity (NMI), which answers in place of the metadata service: no AzureIdentityBinding selects this pod, or it is minutes old. AAD Pod Identity is retired.",
    fixes: () => [
      {
        what: "See the bindings, and which label they select by; the pod's template needs that label (aadpodidbinding):",
        commands: [
          "kubectl get azureidentity,azureidentitybinding --all-namespaces",
          "kubectl get pod '<pod>' --show-labels",
        ],
      },
      {
        what: "Or move to workload identity, which has taken its place (https://aka.ms/aks/workload-identity).",
        commands: [],
      },
    ],
    mayPass: true,
    moots: [...NO_METADATA_TROUBLE, "workload-identity-not-injected"],
  }),
  "identity-not-set-up": refused({
    title: "The metadata service refuses this machine's identity",
    why: "The machine has an identity, and it is not set up as it should be.",
    fixes: (_refusal, host) => {
      const { what, commands } = assignIdentity(host);
      const again = what.charAt(0).toLowerCase() + what.slice(1);
      return [{ what: `Switch the identity off and on again; to ${again}`, commands }];
    },
  }),
  "fabric-identity-not-mapped": refused({
    title: "The service's manifest maps no identity",
    why: "Service Fabric gives a service the identity that its ServiceManifest.xml and ApplicationManifest.xml map to it; this one has none, or its secret is another service's.",
    fixes: (_refusal, host) => [
      {
        what: "Map the application's identity to the service: ManagedIdentity in ApplicationManifest.xml, IdentityBindingPolicy in the service's import, then deploy by Azure Resource Manager with a new version.",
        commands: [],
      },
      assignIdentity(host),
    ],
    moots: ["no-system-identity"],
  }),
  "arc-agent-replaced": refused({
    title: "Something else answers in place of the Arc agent",
    why: "The agent's first answer names its key file; this one does not: a proxy, or another program on the agent's port.",
    fixes: (_refusal, host) => [
      setVariable(
        "NO_PROXY",
        "localhost,127.0.0.1",
        "If a proxy is set, let requests to this machine pass none:",
        host,
      ),
      SEE_AGENT,
    ],
  }),
  "arc-key-elsewhere": refused({
    title: "The Arc agent names a key file that is not its own",
    why: "SDKs read key files of the agent's own folder only, so that nobody can have another file sent: the installation is damaged or unusual, or it is not the agent that answers.",
    fixes: () => [
      { ...SEE_AGENT, what: "Install the agent anew, after a look at what listens on its port:" },
    ],
  }),
  "arc-key-refused": refused({
    title: "The Arc agent refuses the request",
    why: "The key that was read from its file is not the one the agent has now, or it admits no caller like this one (agent settings, a container).",
    fixes: () => [
      {
        what: "See whether the agent runs, and start it again:",
        commands: ["azcmagent show", "sudo systemctl restart himdsd"],
      },
    ],
  }),
  "endpoint-secret-refused": refused({
    title: "The endpoint's secret is not this process's",
    why: "The platform changes the endpoint's secret (IDENTITY_HEADER, MSI_SECRET) from time to time, and each process has its own: this one is old, or copied from another process, instance or slot.",
    fixes: () => [
      {
        what: "Take the variables of the app's process, not copied ones:",
        commands: [`credprobe --env-from app ${SAME_TARGETS}`],
      },
    ],
  }),
  "metadata-refused-request": refused({
    title: "The identity endpoint refused the request",
    why: "",
    fixes: ({ link, code }) => [
      code === "invalid_resource"
        ? {
            what: "The resource that the token is for is not known; the identity is not the problem. Ask for <application id URI>/.default, and see the audience of each service:",
            commands: [command("credprobe", "services")],
          }
        : {
            what: "Ask once more, with the SDK's own log. Where it stays so, a support ticket needs the status, the endpoint's words and the time:",
            commands: [command("credprobe", "--only", link, "--verbose")],
          },
    ],
  }),
} as const;
