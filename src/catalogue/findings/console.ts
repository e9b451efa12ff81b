import type { Fix } from "../../model/report.ts";
import { defineFinding } from "../finding-definition.ts";
import { command, SAME_TARGETS } from "../fixes.ts";
import { nameArguments, siteFamily, type HostResource } from "../host-resource.ts";
import { assignIdentity } from "../identity-commands.ts";
import { unsetVariables } from "../variable-commands.ts";

export interface Site {
  readonly host: HostResource;
  /** Host of the site's Kudu, `undefined` when the site's own host is not known. */
  readonly scmHost: string | undefined;
}

export interface KuduContainer extends Site {
  /** Variables of the app's identity that hold a sentence. */
  readonly masked: readonly string[];
  /** Variables of credentials that are set here (failures.md section c.6, kudu issues 2481 and 3315). */
  readonly variables: readonly string[];
}

const NOT_A_VERDICT = [
  "metadata-silent",
  "metadata-refused",
  "metadata-stranger",
  "no-identity-attached",
  "identity-not-enabled",
  "identity-switched-off",
  "sdks-disagree",
  "app-has-other-variables",
  "other-user",
];

/** These hosts have no metadata service. */
const NO_METADATA = ["metadata-silent", "metadata-refused", "metadata-stranger", "no-identity-attached"];

/** The way into the app's own container. */
function ssh({ host, scmHost }: Site): Fix {
  return {
    what: `Open the SSH console of the app's own container, https://${scmHost ?? "<name>.scm.azurewebsites.net"}/webssh/host in a browser, or from where the Azure CLI is:`,
    commands: [command("az", "webapp", "ssh", ...nameArguments(host))],
  };
}

function asTheApp(where: string): Fix {
  return {
    what: `${where} with the environment of the app's own process:`,
    commands: [`credprobe --env-from app ${SAME_TARGETS}`],
  };
}

export const consoleFindings = {
  "kudu-container": defineFinding<KuduContainer>({
    level: "error",
    title: "The Kudu container is not told of the app's identity",
    cause: ({ masked, variables }) =>
      `This is the Kudu container of a Linux app, not the app's own. ${
        masked.length === 0
          ? "It has no variables of a managed identity, whether one is enabled or not."
          : `${masked.join(", ")} ${masked.length === 1 ? "holds" : "hold"} a sentence instead of a value: a managed identity IS configured, and this console cannot use it.`
      }${
        variables.length === 0
          ? ""
          : ` ${variables.join(", ")} ${variables.length === 1 ? "is" : "are"} set here, but this container may have older settings than the app, or others.`
      } Nothing here tells what the app gets.`,
    fixes: (site) => [ssh(site), asTheApp("There, run it")],
    moots: NOT_A_VERDICT,
  }),
  "shell-without-variables": defineFinding<Site>({
    level: "error",
    title: "This SSH shell does not have the app's variables",
    cause: () =>
      "This is the app's own container, but sshd does not hand the app's variables on to a shell: neither its settings nor its identity's endpoint are here. Nothing here tells what the app gets.",
    fixes: () => [asTheApp("Run it again")],
    moots: NOT_A_VERDICT,
  }),
  "identity-not-enabled": defineFinding<{ host: HostResource }>({
    level: "error",
    title: "No managed identity is enabled for this app",
    cause: ({ host }) =>
      `${host.name ?? "This app"} has no IDENTITY_ENDPOINT, which its platform sets in every process as soon as an identity is enabled. Either none is enabled, or it was enabled after this process started.`,
    fixes: ({ host }) => [assignIdentity(host), restart(host)],
    moots: NO_METADATA,
  }),
  "identity-switched-off": defineFinding<{ host: HostResource }>({
    level: "error",
    title: "WEBSITE_DISABLE_MSI hides the managed identity",
    cause: ({ host }) =>
      `${host.name ?? "This app"} has no IDENTITY_ENDPOINT, and WEBSITE_DISABLE_MSI is set: that switches the endpoint off, although the portal shows the identity as on.`,
    fixes: ({ host }) => [
      unsetVariables(["WEBSITE_DISABLE_MSI"], "The app restarts by itself when you", host),
    ],
    moots: NO_METADATA,
  }),
} as const;

/** Processes keep the variables they were started with; a container app's are those of its revision. */
function restart(host: HostResource): Fix {
  if (host.kind === "container-apps") {
    return { what: "Then make a new revision, or restart the one that runs.", commands: [] };
  }
  return {
    what: "Then restart the app, so that its processes get the variables:",
    commands: [command("az", siteFamily(host) ?? "webapp", "restart", ...nameArguments(host))],
  };
}
