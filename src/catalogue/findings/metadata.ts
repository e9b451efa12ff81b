import type { Fix } from "../../model/report.ts";
import type { Sdk } from "../../model/words.ts";
import { defineFinding } from "../finding-definition.ts";
import { command, SAME_TARGETS } from "../fixes.ts";
import { assignIdentity, listIdentities } from "../identity-commands.ts";
import { endpointOf } from "../managed-identity-sources.ts";
import { setVariable, unsetVariables } from "../variable-commands.ts";

export interface Endpoint {
  readonly detail: string;
  readonly onAzureVm: boolean;
  /** Who asked, where the system tells. */
  readonly user?: number | undefined;
}

export interface RefusedId {
  readonly source: string;
  readonly links: readonly string[];
  readonly fromVariable: boolean;
  /** Where it was given. */
  readonly resourceId: string | undefined;
}

/** The endpoint's answer, time after time. */
export interface LastingAnswer {
  readonly link: string;
  readonly source: string;
  readonly status: number;
  readonly text: string;
  /** The SDK was still asking again when the attempt was ended. */
  readonly retrying: boolean;
}

const NOT_ON_AZURE =
  "If this machine is not on Azure, that is expected: managed identity does not exist here.";

/** Some machines let nobody but root ask, by the owner of the packet (failures.md row N8). */
function butRoot(user: number | undefined): string {
  return user === undefined || user === 0 ? "" : `, or lets only some users ask (this run is uid ${user})`;
}

function whatStandsInTheWay(user: number | undefined): Fix[] {
  const rules = "sudo iptables -S OUTPUT";
  return [
    {
      what: "See what stands in the way of the address:",
      commands: ["ip route get 169.254.169.254", rules],
    },
    ...(user === undefined || user === 0
      ? []
      : [
          {
            what: "If root gets an answer here (200) and the app's user does not, a rule goes by the user: add the app's user to it.",
            commands: [`sudo ${LOOK}`],
          },
        ]),
  ];
}

const LOOK =
  "curl -sS -o /dev/null -w '%{http_code}\\n' -m 5 --noproxy '*' -H 'Metadata: true' 'http://169.254.169.254/metadata/instance?api-version=2021-02-01'";

export const metadataFindings = {
  "no-identity-attached": defineFinding<object>({
    level: "error",
    mayPass: true,
    title: "This machine has no managed identity",
    cause: () =>
      "The metadata service answers, and says that no identity is attached to this machine (400, Identity not found).",
    fixes: (_args, host) => [assignIdentity(host)],
  }),
  "several-identities": defineFinding<object>({
    level: "error",
    title: "Several identities are attached, and none is named",
    cause: () =>
      "The machine has several user-assigned identities and no system-assigned one; the metadata service does not choose between them.",
    fixes: (_args, host) => [
      listIdentities(host),
      setVariable(
        "AZURE_CLIENT_ID",
        "<client-id>",
        "Name one, in the app's environment (or as managed_identity_client_id):",
        host,
      ),
    ],
  }),
  "no-system-identity": defineFinding<object>({
    level: "error",
    mayPass: true,
    title: "No system-assigned identity, and none is named",
    cause: () =>
      "The platform was asked without an id, and has no system-assigned identity for this app. Unlike a VM's metadata service it never chooses a user-assigned one by itself.",
    fixes: (_args, host) => [
      listIdentities(host),
      setVariable(
        "AZURE_CLIENT_ID",
        "<client-id>",
        "If a user-assigned identity is attached, name it, as an app setting (or as managed_identity_client_id):",
        host,
      ),
      assignIdentity(host),
    ],
  }),
  "identity-endpoint-unreachable": defineFinding<{ source: string; detail: string }>({
    level: "error",
    mayPass: true,
    title: "The platform's identity endpoint cannot be reached",
    cause: ({ source, detail }) =>
      source === "AzureArc"
        ? `The Azure Arc agent is installed here or named by a variable, and nobody answers at its address: ${detail}. It has stopped, or has not started yet.`
        : `The environment says that tokens come from ${endpointOf(source)}, and nobody answers there: ${detail}. Its sidecar has not started yet, has stopped, or the variable belongs to another process.`,
    fixes: ({ source }) =>
      source === "AzureArc"
        ? [
            {
              what: "See whether the agent runs and is connected:",
              commands: ["azcmagent show", "sudo systemctl restart himdsd"],
            },
          ]
        : [
            {
              what: "Wait half a minute and try again; if it stays so, compare the variables with the app's own process (--env-from app).",
              commands: [],
            },
          ],
  }),
  "source-takes-no-ids": defineFinding<RefusedId>({
    level: "error",
    title: "This platform takes no such id of an identity",
    cause: ({ source, links }) =>
      source === "MachineLearning"
        ? "The identity is named by resource id or object id, and the endpoint of Machine Learning (and of the old App Service protocol) takes client ids only: the SDK refuses the id before it asks. Where none is given, JavaScript and Go send the client id in DEFAULT_IDENTITY_CLIENT_ID along; Python asks without."
        : `${links.join(" and ")} ${links.length === 1 ? "names" : "name"} an identity by id, and ${source === "CloudShell" ? "Cloud Shell" : "Service Fabric"} has no choice of identities: the SDK refuses the id before it asks.`,
    fixes: ({ source, fromVariable, resourceId }, host) => {
      if (source === "MachineLearning") {
        return [
          {
            what: "Name the identity by its client id: AZURE_CLIENT_ID in the job's environment, or the option managed_identity_client_id. To see it:",
            commands: [
              command(
                ...["az", "identity", "show", "--ids", resourceId ?? "<identity-resource-id>"],
                ...["--query", "clientId"],
              ),
            ],
          },
        ];
      }
      return fromVariable
        ? [unsetVariables(["AZURE_CLIENT_ID"], "Let the platform give the identity it has:", host)]
        : [{ what: "Leave managed_identity_client_id out on this platform.", commands: [] }];
    },
  }),
  "arc-key-unreadable": defineFinding<{ keyFile: string }>({
    level: "error",
    title: "The Arc agent's key file cannot be read",
    cause: ({ keyFile }) =>
      `The agent answers, and asks for the content of its key file ${keyFile}. Only the agent's own group may read it, and this user could not; in a container the folder may not be mounted.`,
    fixes: () => [
      {
        what: "Add the app's user to the agent's group, then sign in again or restart the service:",
        commands: ["sudo usermod --append --groups himds '<user>'"],
      },
    ],
  }),
  "arc-variables-missing": defineFinding<{ without: readonly Sdk[] }>({
    level: "warning",
    title: "The Arc agent is here, and its variables are not",
    cause: ({ without }) =>
      `The Azure Arc agent gives a token, and IDENTITY_ENDPOINT and IMDS_ENDPOINT are not set in this environment: on Linux the agent sets them for nobody. Some SDKs find its program; the chain of ${without.join(", ")} looks for the variables, and gets no token.`,
    fixes: (_, host) => [
      setVariable(
        "IDENTITY_ENDPOINT",
        "http://localhost:40342/metadata/identity/oauth2/token",
        "Set both variables for the app, to the addresses of the agent:",
        host,
      ),
      setVariable("IMDS_ENDPOINT", "http://localhost:40342", "And the second:", host),
    ],
    moots: ["sdks-disagree"],
  }),
  "arc-id-not-confirmed": defineFinding<{
    id: string;
    fromVariable: boolean;
    systemWorks: boolean;
  }>({
    level: "error",
    title: "The Arc agent does not confirm the named identity",
    cause: ({ id, fromVariable, systemWorks }) =>
      `${fromVariable ? "AZURE_CLIENT_ID" : "The option"} names the identity ${id}. The agent answered with a token, but not with that id: an agent that knows no user-assigned identities gives the one of the server, and the SDK throws it away.${systemWorks ? " Asked without an id, it gives the same token, and that one is taken." : ""}`,
    fixes: ({ fromVariable, systemWorks }, host) => [
      ...(systemWorks
        ? [
            fromVariable
              ? unsetVariables(["AZURE_CLIENT_ID"], "If the server's own identity is meant:", host)
              : { what: "If the server's own identity is meant, leave the option out.", commands: [] },
          ]
        : []),
      {
        what: "Or, if the user-assigned identity is meant: see which version the agent has, and update it.",
        commands: ["azcmagent version"],
      },
    ],
  }),
  "only-user-assigned-answered": defineFinding<{ clientId: string; resourceId: string }>({
    level: "info",
    title: "Asked without an id, a user-assigned identity answers",
    cause: ({ clientId, resourceId }) =>
      `The machine has no system-assigned identity, and the metadata service gave the only user-assigned one, ${clientId} (${resourceId}). A second one attached later would break this.`,
    fixes: ({ clientId }, host) => [
      setVariable("AZURE_CLIENT_ID", clientId, "Name it, in the app's environment:", host),
    ],
  }),
  "managed-identity-is-user": defineFinding<{ source: string }>({
    level: "info",
    title: "The managed identity here is the person signed in",
    says: () => "The identity is the person signed in, not the app's: nothing is told of what the app may do",
    leads: true,
    cause: ({ source }) =>
      source === "CloudShell"
        ? "Cloud Shell answers as a managed identity's endpoint does, with a token of the person who is signed in to it. What it may do is what that person may do: it tells nothing of an app's identity."
        : "The endpoint gave a token of a person, not of an identity: a compute instance with single sign-on does that where no client id is named. What it may do is what that person may do.",
    fixes: ({ source }) =>
      source === "CloudShell"
        ? []
        : [{ what: "If the identity of the compute is meant, name it by its client id.", commands: [] }],
  }),
  "no-look-before-asking": defineFinding<{ sdks: readonly string[] }>({
    level: "warning",
    title: "The app waits long for an endpoint that is not there",
    cause: ({ sdks }) =>
      `AZURE_TOKEN_CREDENTIALS names ManagedIdentityCredential alone. In ${sdks.join(", ")} the chain then leaves out its first short look at the metadata service, and asks it with all retries. Measured where the address cannot be reached: Go 100 seconds, Java 27, Python 6; where the connection is refused JavaScript needs 18. Where packets are dropped JavaScript needs some 13 minutes, and where connections are never answered it waits for ever.`,
    fixes: (_args, host) => [
      setVariable(
        "AZURE_TOKEN_CREDENTIALS",
        "prod",
        "With prod managed identity stays in the chain, with the short look before it:",
        host,
      ),
    ],
  }),
  "metadata-silent": defineFinding<Endpoint>({
    level: "error",
    title: "The metadata service does not answer",
    cause: ({ detail, onAzureVm, user }) =>
      `${detail}. ${onAzureVm ? `This is an Azure VM: a firewall rule, a route or a VPN keeps the address from answering${butRoot(user)}.` : NOT_ON_AZURE}`,
    fixes: ({ onAzureVm, user }) => (onAzureVm ? whatStandsInTheWay(user) : []),
  }),
  "metadata-refused": defineFinding<Endpoint>({
    level: "error",
    title: "The metadata address cannot be reached",
    cause: ({ detail, onAzureVm, user }) =>
      `${detail}. ${onAzureVm ? `This is an Azure VM: a local firewall rule or a missing route keeps the address away${butRoot(user)}.` : NOT_ON_AZURE}`,
    fixes: ({ onAzureVm, user }) => (onAzureVm ? whatStandsInTheWay(user) : []),
  }),
  "metadata-moved": defineFinding<{ value: string; detail: string }>({
    level: "error",
    title: "A leftover variable moves the metadata address",
    cause: ({ value, detail }) =>
      `AZURE_POD_IDENTITY_AUTHORITY_HOST sends most SDKs to ${value} in place of 169.254.169.254: ${detail}. It belongs to AAD Pod Identity, which is retired; the SDK for Go does not read it.`,
    fixes: (_args, host) => [
      unsetVariables(
        ["AZURE_POD_IDENTITY_AUTHORITY_HOST"],
        "Unless something of yours really stands in for the metadata service there,",
        host,
      ),
    ],
    moots: ["metadata-stranger", "metadata-silent", "metadata-refused"],
  }),
  "metadata-stranger": defineFinding<Endpoint>({
    level: "error",
    title: "Something else answers at the metadata address",
    cause: ({ detail }) =>
      `${detail}: not the metadata service, but a proxy, a container host or a captive network.`,
    fixes: ({ onAzureVm }) =>
      onAzureVm
        ? [
            {
              what: "See who answers, and let requests to the address go past it (proxy settings, routes, the network's rules):",
              commands: [
                "curl -sS -o /dev/null -D - -H 'Metadata: true' 'http://169.254.169.254/metadata/instance?api-version=2021-02-01'",
              ],
            },
          ]
        : [
            {
              what: "If this machine is not on Azure (Docker Desktop answers for the address, too), there is no managed identity here: sign in to a developer tool, or give the app a service principal, and leave managed identity out:",
              commands: ["az login", "export AZURE_TOKEN_CREDENTIALS=dev"],
            },
          ],
  }),
  "metadata-behind-proxy": defineFinding<{
    variable: string;
    proxy: string;
    noProxy: string;
    detail: string;
  }>({
    level: "error",
    title: "A proxy stands before the metadata service",
    cause: ({ variable, proxy, detail }) =>
      `${variable} sends even the metadata address through ${proxy}: ${detail}. The metadata service must be asked directly.`,
    fixes: ({ noProxy }, host) => [
      setVariable(
        "NO_PROXY",
        [
          ...new Set([
            ...noProxy.split(",").map((one) => one.trim()),
            "169.254.169.254",
            "127.0.0.1",
            "localhost",
          ]),
        ]
          .filter((exempt) => exempt !== "")
          .join(","),
        "Exempt the address, in the app's environment (JavaScript matches exact hosts only, no ranges):",
        host,
      ),
    ],
    moots: ["metadata-stranger", "metadata-silent", "metadata-refused"],
  }),
  "metadata-slow": defineFinding<{ firstMs: number; nextMs: number }>({
    level: "error",
    mayPass: true,
    title: "The metadata service was too slow for a first look",
    cause: ({ firstMs, nextMs }) =>
      `The first look had no answer after ${firstMs} ms, the next one had it after ${nextMs} ms. The SDKs look for a second or less before they ask, and take a machine that does not answer by then for one without a managed identity: an app that starts at a bad moment gets no token, and after a restart it gets one.`,
    fixes: (_args, host) => [
      setVariable(
        "AZURE_TOKEN_CREDENTIALS",
        "ManagedIdentityCredential",
        "If managed identity is all that the app uses, leave the look out (current SDKs then ask at once, and ask again):",
        host,
      ),
      { what: "Or let the app try again when its first request for a token fails.", commands: [] },
    ],
  }),
  "metadata-was-updating": defineFinding<{ statuses: readonly number[] }>({
    level: "info",
    title: "The metadata service was restarting, then answered",
    cause: ({ statuses }) =>
      `It answered ${statuses.join(", ")} before it gave a token. It is back within 70 seconds; SDKs older than mid-2025 give up earlier.`,
    fixes: () => [],
  }),
  "endpoint-reset-once": defineFinding<{ at: string; times: number }>({
    level: "info",
    title: "The identity endpoint broke a connection once",
    cause: ({ at, times }) =>
      `${times === 1 ? "One request" : `${times} requests`} to ${at} ended with a connection that was reset (ECONNRESET), and the next one was answered. A sidecar does that once when it restarts, or when it closes a connection that a caller is about to use again; an app that asks a second time does not notice.`,
    fixes: () => [],
  }),
  "metadata-updating": defineFinding<LastingAnswer>({
    level: "error",
    mayPass: true,
    title: "The metadata service is being updated",
    cause: ({ status, text, retrying }) =>
      `It answered ${status} again and again${said(text)}. ${
        status === 410
          ? "That is its answer during maintenance; it is back within 70 seconds."
          : "That is its answer while it is being updated, which passes."
      }${stillAsking(retrying)}`,
    fixes: ({ link }) => [askAgain(link)],
  }),
  "identity-endpoint-throttles": defineFinding<LastingAnswer>({
    level: "error",
    mayPass: true,
    title: "The identity endpoint is asked too often",
    cause: ({ text, retrying }) =>
      `It answered 429${said(text)}. A virtual machine's metadata service takes 20 requests a second and 5 at a time; the identity itself may be fine.${stillAsking(retrying)}`,
    fixes: ({ link }) => [
      {
        what: "Make one credential for each process and keep it: it keeps its tokens. See which processes ask.",
        commands: [],
      },
      askAgain(link),
    ],
  }),
  "identity-endpoint-broken": defineFinding<LastingAnswer>({
    level: "error",
    mayPass: true,
    title: "The identity endpoint answers with a fault of its own",
    cause: ({ source, status, text, retrying }) =>
      `It answered ${status}${said(text)}. ${
        status === 502 || status === 504
          ? "That is what gateways and proxies answer: something stands between, or behind the endpoint."
          : source === "AzureArc"
            ? "The agent could not get a token: the server may be disconnected, or its connection expired."
            : "Where it lasts, the identity is broken: deleted, made anew, or its subscription moved to another tenant."
      }${stillAsking(retrying)}`,
    fixes: ({ link, source, status }, host) =>
      source === "AzureArc"
        ? [askAgain(link), { what: "See whether the server is connected:", commands: ["azcmagent show"] }]
        : status === 502 || status === 504
          ? [
              askAgain(link),
              { what: "See which proxy variables are set:", commands: ["env | grep -i proxy"] },
            ]
          : [askAgain(link), listIdentities(host), AGAIN_ON],
  }),
  "no-usable-answer": defineFinding<{ link: string; reason: string }>({
    level: "error",
    mayPass: true,
    title: "No usable answer came to the request for a token",
    cause: ({ link, reason }) =>
      `${link}: ${reason}. That is neither a token nor a refusal that says why: the endpoint is broken, or something on the way to it.`,
    fixes: ({ link }) => [
      askAgain(link),
      {
        what: "Where it stays so, look for what stands between (a proxy, a gateway, a sidecar); a support ticket needs the time and the status.",
        commands: ["env | grep -i proxy"],
      },
    ],
  }),
  "identity-endpoint-not-found": defineFinding<LastingAnswer>({
    level: "error",
    title: "The identity endpoint knows no such address",
    cause: ({ source, text }) =>
      `The environment says that tokens come from ${endpointOf(source)}, and what answers there says 404${said(text)}. ${
        source === "AzureArc"
          ? "The server may not be connected."
          : source === "MachineLearning"
            ? "An object id in place of a client id has this answer there, and a compute instance without a signed-in session."
            : "The variable holds another path than the platform's, or another process's address."
      }`,
    fixes: ({ source }) => [
      source === "AzureArc"
        ? { what: "See whether the server is connected:", commands: ["azcmagent show"] }
        : {
            what: "Compare with the app's own process:",
            commands: [`credprobe --env-from app ${SAME_TARGETS}`],
          },
    ],
  }),
} as const;

function askAgain(link: string): Fix {
  return {
    what: "Ask again, for as long as the SDKs do:",
    commands: [command("credprobe", "--timeout", "100", "--only", link)],
  };
}

const AGAIN_ON: Fix = {
  what: "If it lasts: switch the system-assigned identity off and on, or detach and attach the user-assigned one. A new identity needs its roles again.",
  commands: [],
};

function said(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

/** How long SDKs go on: chain.md section 3.5. */
function stillAsking(retrying: boolean): string {
  return retrying
    ? " This attempt was ended while the SDK was still asking again: Python and JavaScript do that for 12 to 25 seconds, after 410 for up to 93."
    : "";
}
