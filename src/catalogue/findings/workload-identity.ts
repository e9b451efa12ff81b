import { defineFinding } from "../finding-definition.ts";
import { setVariable, unsetVariables } from "../variable-commands.ts";
import { ANNOTATE_ACCOUNT, LABEL_PODS } from "../workload-identity-fixes.ts";

export const workloadIdentityFindings = {
  "workload-identity-not-injected": defineFinding<{
    /** Whom the app gets from the node, in words; absent where it gets nobody. */
    readonly gets: string | undefined;
  }>({
    level: "error",
    title: "The workload identity webhook passed this pod over",
    cause: ({ gets }) =>
      `AZURE_FEDERATED_TOKEN_FILE is not set: this pod has no token of workload identity, which the webhook gives, with its variables, to pods with the label azure.workload.identity/use. So the SDKs ask the metadata service of the node, whose identities are the cluster's own${gets === undefined ? "" : `, and the app gets ${gets}`}.`,
    fixes: (_args, host) => [
      {
        ...LABEL_PODS,
        what: `If the pod is meant to have an identity of its own: ${lower(LABEL_PODS.what)}`,
      },
      ANNOTATE_ACCOUNT,
      setVariable(
        "AZURE_CLIENT_ID",
        "<client-id>",
        "Or, if an identity of the node is meant, name it; every pod of the node can get it:",
        host,
      ),
    ],
    moots: ["several-identities", "no-identity-attached"],
  }),
  "pods-kept-from-metadata": defineFinding<{ readonly detail: string }>({
    level: "error",
    title: "The cluster keeps this pod from the metadata service",
    cause: ({ detail }) =>
      `${detail}. This pod has no token of workload identity (AZURE_FEDERATED_TOKEN_FILE is not set), so the SDKs ask the metadata service of the node; a network policy, or a node that lets no pod ask, keeps it from answering. The identities there are the cluster's own in any case.`,
    fixes: () => [
      {
        ...LABEL_PODS,
        what: `Best give the pod an identity of its own, which needs no metadata service: ${lower(LABEL_PODS.what)}`,
      },
      ANNOTATE_ACCOUNT,
      {
        what: "Or, if an identity of the node is meant: see which policies limit the pod's way out, and allow 169.254.169.254, port 80:",
        commands: ["kubectl get networkpolicy --output yaml"],
      },
    ],
    moots: ["metadata-silent", "metadata-refused"],
  }),
  "workload-identity-incomplete": defineFinding<{
    readonly absent: readonly string[];
    readonly inPod: boolean;
  }>({
    level: "error",
    title: "Workload identity lacks a variable",
    cause: ({ absent, inPod }) =>
      `AZURE_FEDERATED_TOKEN_FILE is set, ${absent.join(" and ")} ${absent.length === 1 ? "is" : "are"} not: the workload identity link is passed over. ${
        inPod && absent.includes("AZURE_CLIENT_ID")
          ? "The webhook takes AZURE_CLIENT_ID from the annotation azure.workload.identity/client-id of the pod's service account: it has none."
          : "The webhook of a cluster sets them together: somebody set these by hand, or left one behind."
      }`,
    fixes: ({ absent, inPod }, host) =>
      inPod && absent.includes("AZURE_CLIENT_ID")
        ? [ANNOTATE_ACCOUNT]
        : [
            { what: `If workload identity is meant, set ${absent.join(" and ")} as well.`, commands: [] },
            unsetVariables(["AZURE_FEDERATED_TOKEN_FILE"], "Or, if it is not meant:", host),
          ],
    moots: ["several-identities", "no-identity-attached"],
  }),
} as const;

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
