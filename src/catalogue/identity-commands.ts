import type { Fix } from "../model/report.ts";
import { command } from "./fixes.ts";
import { nameArguments, type HostResource } from "./host-resource.ts";
import { ANNOTATE_ACCOUNT, LABEL_PODS } from "./workload-identity-fixes.ts";

/** How one kind of host is given identities: by command where there is one, in words of its own where there is none. */
interface IdentityRow {
  /** Turns on the identity of the host itself; attaches a user-assigned one when it is given. */
  assign(host: HostResource, identity: string | undefined): Fix;
  list(host: HostResource): Fix;
}

interface CommandFamily {
  /** What to say before `show` and `assign`. */
  readonly az: readonly string[];
  readonly what: (host: HostResource) => string;
  /** Flag that turns on the system-assigned identity; the others do so when no identity is named. */
  readonly systemFlag?: string;
  readonly identityFlag: string;
  /** How the resource is named. */
  readonly resource: (host: HostResource) => readonly string[];
}

function byCommand({ az, what, systemFlag, identityFlag, resource }: CommandFamily): IdentityRow {
  const system = systemFlag === undefined ? [] : [systemFlag];
  return {
    assign: (host, identity) => {
      const [title, flags] =
        identity === undefined
          ? ["Turn on the system-assigned identity of", system]
          : ["Attach the user-assigned identity to", [identityFlag, identity]];
      return {
        what: `${title} ${what(host)}:`,
        commands: [command(...az, "assign", ...resource(host), ...flags)],
      };
    },
    list: (host) => ({
      what: `See which identities are attached to ${what(host)}:`,
      commands: [command(...az, "show", ...resource(host))],
    }),
  };
}

/** By ARM id where it is known. Of a machine of a scale set it is the set that has the identities. */
function byId(host: HostResource): readonly string[] {
  const { resourceId } = host;
  return resourceId === undefined
    ? nameArguments(host)
    : ["--ids", resourceId.replace(/(\/virtualMachineScaleSets\/[^/]+)\/virtualMachines\/[^/]+$/i, "$1")];
}

function machine(group: string, what: string): IdentityRow {
  const az = ["az", group, "identity"];
  return byCommand({ az, what: () => what, identityFlag: "--identities", resource: byId });
}

/** An App Service site; each of its slots has identities of its own. */
function site(family: string, what: string): IdentityRow {
  return byCommand({
    az: ["az", family, "identity"],
    what: ({ slot }) => (slot === undefined ? what : `the slot ${slot} of ${what}`),
    identityFlag: "--identities",
    resource: nameArguments,
  });
}

const VM = machine("vm", "this machine");
const WEB_APP = site("webapp", "this app");

/** `az ml compute update` and `show` (Azure CLI, extension ml). */
const COMPUTE: IdentityRow = {
  assign: (host, identity) => ({
    what:
      identity === undefined
        ? "Turn on the system-assigned identity of this compute cluster (a compute instance gets its identity when it is created):"
        : "Attach the user-assigned identity to this compute cluster (a compute instance gets its identity when it is created):",
    commands: [
      command(
        ...["az", "ml", "compute", "update", ...computeArguments(host)],
        ...["--identity-type", identity === undefined ? "SystemAssigned" : "UserAssigned"],
        ...(identity === undefined ? [] : ["--user-assigned-identities", identity]),
      ),
    ],
  }),
  list: (host) => ({
    what: "See which identities are attached to this compute:",
    commands: [command("az", "ml", "compute", "show", ...computeArguments(host), "--query", "identity")],
  }),
};

/** The environment of a job tells its workspace, not the name of its compute. */
function computeArguments({ workspace = "<workspace>", resourceGroup = "<resource-group>" }: HostResource) {
  return ["--name", "<compute>", "--workspace-name", workspace, "--resource-group", resourceGroup];
}

/** A pod has no identity but that of its service account (azure-workload-identity); the node's is the cluster's. */
const POD: IdentityRow = {
  assign: () => ({
    what: "Give the pod's service account a user-assigned identity (workload identity); the node's identities are the cluster's own. The cluster needs its OIDC issuer, the identity a federated credential, and the pods the label:",
    commands: [
      "az aks update --name '<cluster>' --resource-group '<resource-group>' --enable-oidc-issuer --enable-workload-identity",
      "az identity federated-credential create --name '<name>' --identity-name '<identity>' --resource-group '<resource-group>' --issuer '<oidc-issuer-url>' --subject 'system:serviceaccount:<namespace>:<service-account>' --audiences api://AzureADTokenExchange",
      ...ANNOTATE_ACCOUNT.commands.slice(0, 1),
      ...LABEL_PODS.commands,
    ],
  }),
  list: () => ({
    what: "See which identity the pod's service account names, and which the nodes have:",
    commands: [
      "kubectl get serviceaccount '<service-account>' --output yaml",
      "az aks show --name '<cluster>' --resource-group '<resource-group>' --query identityProfile",
    ],
  }),
};

/** The agent's identity comes with the connection to Azure; nothing is turned on (Azure Arc, managed identity). */
const ARC_SERVER: IdentityRow = {
  assign: (_host, identity) => ({
    what:
      identity === undefined
        ? "An Arc server gets its identity when it is connected to Azure. See whether it is, and connect it again where it is not (azcmagent connect):"
        : "An Arc server has the identity of its own connection; only newer agents know user-assigned ones. Use the server's own where that will do, and see which version the agent has:",
    commands: [identity === undefined ? "azcmagent show" : "azcmagent version"],
  }),
  list: (host) => ({
    what: "See the identity of this server:",
    commands: [command("az", "connectedmachine", "show", ...byId(host), "--query", "identity")],
  }),
};

/** Service Fabric, "Add a managed identity to a Service Fabric application". */
const FABRIC: IdentityRow = {
  assign: (_host, identity) => ({
    what: `Give the application an identity in its deployment: ${
      identity === undefined ? "SystemAssigned" : identity
    } in the application resource's template, the same identity bound to the service in ApplicationManifest.xml (IdentityBindingPolicy); then deploy it by Azure Resource Manager.`,
    commands: [],
  }),
  list: () => ({
    what: "See which identities the application resource has:",
    commands: ["az resource show --ids '<application-resource-id>' --query identity"],
  }),
};

/** `az container create --assign-identity` (Azure CLI); a group that runs has no command of its own for it. */
const CONTAINER_GROUP: IdentityRow = {
  assign: (host, identity) => ({
    what: `A container group gets its identities when it is created. Create it anew, with what it was created with and ${
      identity === undefined ? "a system-assigned identity" : "the user-assigned identity"
    }:`,
    commands: [
      command(
        ...["az", "container", "create", ...nameArguments(host)],
        ...["--assign-identity", identity ?? "[system]"],
      ),
    ],
  }),
  list: (host) => ({
    what: "See which identities the container group has:",
    commands: [command("az", "container", "show", ...nameArguments(host), "--query", "identity")],
  }),
};

const SIGNED_IN: Fix = {
  what: "Cloud Shell has no managed identity: it gives tokens of the person who is signed in. See who that is:",
  commands: ["az account show --query user"],
};

/** A hosted runner is somebody else's machine; a job signs in (docs of azure/login, "OpenID Connect"). */
const RUNNER: IdentityRow = {
  assign: () => ({
    what: "A runner that GitHub hosts has no identity of yours. Let the job sign in by OpenID Connect: the permission id-token: write, the action azure/login, and a federated credential for the repository (on a runner of your own, give the machine an identity instead):",
    commands: [
      command(
        ...["az", "ad", "app", "federated-credential", "create", "--id", "<client-id>"],
        "--parameters",
        '{"name":"<name>","issuer":"https://token.actions.githubusercontent.com","subject":"repo:<owner>/<repository>:ref:refs/heads/<branch>","audiences":["api://AzureADTokenExchange"]}',
      ),
    ],
  }),
  list: () => ({
    what: "See which federated credentials the app has that the job signs in as:",
    commands: ["az ad app federated-credential list --id '<client-id>'"],
  }),
};

/** As the runner's; the service connection is the pipeline's own way (Azure Pipelines, AzureCLI task). */
const AGENT: IdentityRow = {
  assign: () => ({
    what: "An agent that Microsoft hosts has no identity of yours. Run the app's step in the task AzureCLI@2 with a service connection (addSpnToEnvironment), or give an agent of your own an identity.",
    commands: [],
  }),
  list: () => ({
    what: "See the service connections of the project:",
    commands: ["az devops service-endpoint list"],
  }),
};

/** By kind of host; a machine of no known kind is a VM's. */
const BY_HOST: Readonly<Record<string, IdentityRow>> = {
  "azure-vm": VM,
  "vm-scale-set": machine("vmss", "this scale set"),
  "app-service-windows": WEB_APP,
  "app-service-linux": WEB_APP,
  "app-service-ssh": WEB_APP,
  "kudu-windows": WEB_APP,
  "kudu-linux": WEB_APP,
  functions: site("functionapp", "this function app"),
  "container-apps": byCommand({
    az: ["az", "containerapp", "identity"],
    what: () => "this container app",
    systemFlag: "--system-assigned",
    identityFlag: "--user-assigned",
    resource: nameArguments,
  }),
  "machine-learning": COMPUTE,
  aks: POD,
  "azure-arc": ARC_SERVER,
  "service-fabric": FABRIC,
  "container-instances": CONTAINER_GROUP,
  "github-actions": RUNNER,
  "azure-pipelines": AGENT,
  "cloud-shell": { assign: () => SIGNED_IN, list: () => SIGNED_IN },
};

function rowOf({ kind }: HostResource): IdentityRow {
  return (Object.hasOwn(BY_HOST, kind) ? BY_HOST[kind] : undefined) ?? VM;
}

/** Turns on the system-assigned identity of the host's resource, or attaches a user-assigned one. */
export function assignIdentity(host: HostResource, identity?: string): Fix {
  return rowOf(host).assign(host, identity);
}

export function listIdentities(host: HostResource): Fix {
  return rowOf(host).list(host);
}
