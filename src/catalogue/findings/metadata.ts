import { defineFinding } from "../finding-definition.ts";
import { assignVmIdentity, listVmIdentities, setVariable } from "../fixes.ts";

export interface Endpoint {
  readonly detail: string;
  readonly onAzureVm: boolean;
}

const NOT_ON_AZURE =
  "If this machine is not on Azure, that is expected: managed identity does not exist here.";

export const metadataFindings = {
  "no-identity-attached": defineFinding<{ vmResourceId: string | undefined }>({
    level: "error",
    title: "This machine has no managed identity",
    cause: () =>
      "The metadata service answers, and says that no identity is attached to this machine (400, Identity not found).",
    fixes: ({ vmResourceId }) => [assignVmIdentity(vmResourceId)],
  }),
  "several-identities": defineFinding<{ vmResourceId: string | undefined }>({
    level: "error",
    title: "Several identities are attached, and none is named",
    cause: () =>
      "The machine has several user-assigned identities and no system-assigned one; the metadata service does not choose between them.",
    fixes: ({ vmResourceId }) => [
      listVmIdentities(vmResourceId),
      setVariable(
        "AZURE_CLIENT_ID",
        "<client-id>",
        "Name one, in the app's environment (or as managed_identity_client_id):",
      ),
    ],
  }),
  "only-user-assigned-answered": defineFinding<{ clientId: string; resourceId: string }>({
    level: "info",
    title: "Asked without an id, a user-assigned identity answers",
    cause: ({ clientId, resourceId }) =>
      `The machine has no system-assigned identity, and the metadata service gave the only user-assigned one, ${clientId} (${resourceId}). A second one attached later would break this.`,
    fixes: ({ clientId }) => [setVariable("AZURE_CLIENT_ID", clientId, "Name it, in the app's environment:")],
  }),
  "metadata-silent": defineFinding<Endpoint>({
    level: "error",
    title: "The metadata service does not answer",
    cause: ({ detail, onAzureVm }) =>
      `${detail}. ${onAzureVm ? "This is an Azure VM: a firewall rule, a route or a VPN keeps the address from answering." : NOT_ON_AZURE}`,
    fixes: ({ onAzureVm }) =>
      onAzureVm
        ? [{ what: "See what stands in the way of the address:", commands: ["ip route get 169.254.169.254"] }]
        : [],
  }),
  "metadata-refused": defineFinding<Endpoint>({
    level: "error",
    title: "The metadata address cannot be reached",
    cause: ({ detail, onAzureVm }) =>
      `${detail}. ${onAzureVm ? "This is an Azure VM: a local firewall rule or a missing route keeps the address away." : NOT_ON_AZURE}`,
    fixes: () => [],
  }),
  "metadata-stranger": defineFinding<Endpoint>({
    level: "error",
    title: "Something else answers at the metadata address",
    cause: ({ detail }) =>
      `${detail}: not the metadata service, but a proxy, a container host or a captive network.`,
    fixes: () => [],
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
    fixes: ({ noProxy }) => [
      setVariable(
        "NO_PROXY",
        [
          ...noProxy.split(",").filter((host) => host !== ""),
          "169.254.169.254",
          "127.0.0.1",
          "localhost",
        ].join(","),
        "Exempt the address, in the app's environment (JavaScript matches exact hosts only, no ranges):",
      ),
    ],
    moots: ["metadata-stranger", "metadata-silent", "metadata-refused"],
  }),
  "metadata-was-updating": defineFinding<{ statuses: readonly number[] }>({
    level: "info",
    title: "The metadata service was restarting, then answered",
    cause: ({ statuses }) =>
      `It answered ${statuses.join(", ")} before it gave a token. It is back within 70 seconds; SDKs older than mid-2025 give up earlier.`,
    fixes: () => [],
  }),
  "metadata-refused-request": defineFinding<{ link: string; status: number; text: string }>({
    level: "error",
    title: "The metadata service refused the request",
    cause: ({ link, status, text }) => `${link}: it answered ${status}: ${text}`,
    fixes: () => [],
  }),
} as const;
